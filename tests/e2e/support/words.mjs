// The app's own sentences, from its locale files.
import { readFileSync } from 'node:fs';

const files = new Map();

function sheet(lang, name) {
  const key = `${lang}/${name}`;
  if (!files.has(key)) {
    const url = new URL(`../../../app/locales/${key}.json`, import.meta.url);
    files.set(key, JSON.parse(readFileSync(url, 'utf8')));
  }
  return files.get(key);
}

/** The sentence `section.key` in a language, its holes filled. */
export function words(lang, key, holes = {}) {
  const [section, name] = key.split('.');
  const text = sheet(lang, section)[name];
  if (typeof text !== 'string') throw new Error(`no sentence ${key} in ${lang}`);
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, hole) => {
    if (!(hole in holes)) throw new Error(`${key} wants ${hole}`);
    return String(holes[hole]);
  });
}

/** A number as the language writes it. */
export function number(lang, value) {
  return new Intl.NumberFormat(lang === 'ur' ? 'ur-PK-u-nu-arabext' : 'en-GB').format(value);
}

/** A number out of a text in either language's digits. */
export function numberIn(text) {
  const latin = text.replace(/[۰-۹]/g, (digit) => String(digit.codePointAt(0) - 0x6f0));
  return Number(latin.match(/\d+/)[0]);
}
