// Template: the build fills in its own name and the two lists of files.
// Named so that this file changes whenever anything shipped does.
self.build = '__BUILD__';
// path → sha256 of everything needed to write, fetched on install
const SHELL = '__SHELL__';
// path → sha256 of the rest (fonts, pictures), kept once it has been used
const LATER = '__LATER__';

const FILES = { ...SHELL, ...LATER };
// One cache keyed by path and content: an update fetches only what changed, and an install that was cut off
// goes on where it stopped.
const CACHE = 'amanat-files';
const keyOf = (path) => `${path}?${FILES[path]}`;

// Answers of the endpoint are never stored, and never replaced by the shell.
const ENDPOINT = /^\/(v1\/|healthz$|readyz$|metrics$)/;

async function download(cache, path) {
  const integrity = FILES[path];
  let response;
  try {
    response = await fetch(path, { integrity });
  } catch {
    // The browser's HTTP cache may still hold the version before this one.
    response = await fetch(path, { integrity, cache: 'reload' });
  }
  if (!response.ok) throw new Error(`${path}: status ${response.status}`);
  await cache.put(keyOf(path), response.clone());
  return response;
}

async function install() {
  const cache = await caches.open(CACHE);
  for (const path of Object.keys(SHELL)) {
    if (!(await cache.match(keyOf(path)))) await download(cache, path);
  }
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name !== CACHE) await caches.delete(name);
  }
  const cache = await caches.open(CACHE);
  const wanted = new Set(Object.keys(FILES).map((path) => new URL(keyOf(path), self.location).href));
  for (const request of await cache.keys()) {
    if (!wanted.has(request.url)) await cache.delete(request);
  }
  await self.clients.claim();
}

async function answer(path, request) {
  const cache = await caches.open(CACHE);
  const held = await cache.match(keyOf(path));
  if (held) return held;
  try {
    return await download(cache, path);
  } catch {
    // The server may already hold a newer build than this worker knows.
    return fetch(request);
  }
}

// What the page had fetched before this worker stood: an Urdu font must be there on the first visit without network.
async function keep(paths) {
  const cache = await caches.open(CACHE);
  for (const path of paths) {
    if (Object.hasOwn(LATER, path) && !(await cache.match(keyOf(path)))) await download(cache, path);
  }
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (ENDPOINT.test(url.pathname)) return;
  const path = request.mode === 'navigate' ? '/' : url.pathname;
  if (!Object.hasOwn(FILES, path)) return;
  event.respondWith(answer(path, request));
});

// Never by itself: the page says when no draft can be lost.
self.addEventListener('message', (event) => {
  if (event.data === 'skip-waiting') self.skipWaiting();
  if (Array.isArray(event.data?.keep)) event.waitUntil(keep(event.data.keep));
});
