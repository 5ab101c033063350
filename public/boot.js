// Starts the app's wasm, then the service worker. The build writes this script's data- attributes.
const script = document.querySelector('script[data-js]');

const TOO_OLD = {
  en: 'This browser is too old to run Amanat. Please update it, or use a newer one.',
  ur: 'یہ براؤزر امانت چلانے کے لیے بہت پرانا ہے۔ اسے اپ ڈیٹ کریں یا کوئی نیا براؤزر استعمال کریں۔',
};
const NOT_LOADED = {
  en: 'Amanat could not be loaded. Check your connection and load this page again. What you saved on this device is still there.',
  ur: 'امانت لوڈ نہیں ہو سکی۔ اپنا کنکشن دیکھیں اور یہ صفحہ دوبارہ کھولیں۔ جو کچھ آپ نے اس آلے پر محفوظ کیا وہ موجود ہے۔',
};

function explain(sentences) {
  const box = document.querySelector('.splash') ?? document.body;
  for (const [lang, text] of Object.entries(sentences)) {
    const line = document.createElement('p');
    line.lang = lang;
    line.dir = lang === 'ur' ? 'rtl' : 'ltr';
    line.setAttribute('role', 'alert');
    line.textContent = text;
    box.append(line);
  }
  document.documentElement.dataset.boot = 'failed';
}

// A trap inside a promise would stay there. An error reaches the app.
window.addEventListener('unhandledrejection', ({ reason }) => {
  if (reason instanceof WebAssembly.RuntimeError) reportError(reason);
});

async function start() {
  if (typeof WebAssembly !== 'object' || typeof WebAssembly.instantiateStreaming !== 'function') {
    explain(TOO_OLD);
    return;
  }
  try {
    // Browsers ignore `integrity` on a wasm preload, but not here: a cut or garbled download is refused.
    const wasm = fetch(script.dataset.wasm, { integrity: script.dataset.wasmIntegrity });
    const { default: init } = await import(script.dataset.js);
    await init({ module_or_path: wasm });
  } catch (error) {
    console.error(error);
    explain(error instanceof WebAssembly.CompileError ? TOO_OLD : NOT_LOADED);
    return;
  }
  document.querySelector('.splash')?.remove();
  document.documentElement.dataset.boot = 'started';
  await watchForUpdates();
}

// A new version waits until the app, its draft saved, says `amanat:apply-update`.
async function watchForUpdates() {
  // Browsers offer service workers to secure contexts only.
  if (!('serviceWorker' in navigator)) return;
  let registration;
  try {
    registration = await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
  } catch (error) {
    // Without it the app works as long as the network does.
    console.warn(error);
    return;
  }

  const announce = () => {
    if (!registration.waiting || !navigator.serviceWorker.controller) return;
    // The attribute serves whoever starts listening after the event.
    document.documentElement.dataset.update = 'waiting';
    window.dispatchEvent(new CustomEvent('amanat:update'));
  };
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', announce);
  });
  announce();

  navigator.serviceWorker.ready.then(({ active }) => {
    const fetched = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
    active.postMessage({ keep: fetched });
  });

  let asked = false;
  window.addEventListener('amanat:apply-update', () => {
    asked = true;
    registration.waiting?.postMessage('skip-waiting');
  });
  // Only the tab that asked reloads: another may hold words that are not saved yet.
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (asked) location.reload();
  });

  const HOUR = 3_600_000;
  let checked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - checked < HOUR) return;
    checked = Date.now();
    registration.update().catch(() => {
      // Offline: the next hour is soon enough.
    });
  });
}

start();
