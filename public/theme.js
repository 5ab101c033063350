// Runs before the first paint. Beside these two choices localStorage holds the script of Urdu, and nothing else.
{
  const root = document.documentElement;
  let theme = null;
  let language = null;
  try {
    theme = localStorage.getItem('theme');
    language = localStorage.getItem('lang');
  } catch {
    // Storage refused by the browser: its own preferences decide.
  }
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  if ((language ?? navigator.language).startsWith('ur')) {
    root.lang = 'ur';
    root.dir = 'rtl';
  }
}
