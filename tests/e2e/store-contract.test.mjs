// The client's store contract on IndexedDB, in a real browser with a profile on the disk.
//
// AMANAT_STORE_CONTRACT names the folder `cargo xtask test` builds the contract's page into.
import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { chromium } from 'playwright-core';

const PAGE = `<!doctype html><title>store</title><script type="module">
  import init, * as store from '/contract.js';
  init().then(() => { window.store = store; });
</script>`;
const TYPES = { '.js': 'text/javascript', '.wasm': 'application/wasm' };

let server;
let origin;
let profile;
let context;
let page;
let faults;

before(async () => {
  const folder = process.env.AMANAT_STORE_CONTRACT;
  assert.ok(folder, 'AMANAT_STORE_CONTRACT is not set: start this with `cargo xtask test store-contract`');
  server = http.createServer((request, response) => {
    const name = path.basename(request.url);
    const type = TYPES[path.extname(name)];
    if (!type) return response.setHeader('content-type', 'text/html').end(PAGE);
    response.setHeader('content-type', type);
    return createReadStream(path.join(folder, name)).pipe(response);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://localhost:${server.address().port}`;
});
after(() => server.close());

beforeEach(async () => {
  profile = await mkdtemp(path.join(tmpdir(), 'amanat-store-'));
});
afterEach(async () => {
  await context?.close();
  await rm(profile, { recursive: true });
});

// An incognito context would keep IndexedDB in memory and say nothing about durability.
async function launch() {
  context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.AMANAT_CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  });
  page = await load();
}

async function load() {
  const loaded = await context.newPage();
  faults = [];
  loaded.on('pageerror', (error) => faults.push(error.message));
  loaded.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  await loaded.goto(origin);
  await loaded.waitForFunction(() => window.store);
  return loaded;
}

// A trap never settles its promise: the page's own error has to end the wait.
const call = (name, ...args) => {
  let trapped;
  const trap = new Promise((_, reject) => {
    trapped = (error) => reject(new Error([error.message, ...faults].join('\n')));
    page.on('pageerror', trapped);
  });
  const answer = page.evaluate(
    async ([method, given]) => {
      try {
        return { ok: await window.store[method](...given) };
      } catch (error) {
        return { failed: String(error) };
      }
    },
    [name, args],
  );
  return Promise.race([answer, trap]).finally(() => page.off('pageerror', trapped));
};

const write = (key, value, strict) =>
  page.evaluate(
    ([k, v, s]) => window.store.write(k, new Uint8Array(v), s).then(() => 'ok', String),
    [key, value, strict],
  );
const read = (key) =>
  page.evaluate((k) => window.store.read(k).then((v) => v && Array.from(v)), key);

test('keeps the contract', async () => {
  await launch();
  assert.deepEqual(await call('keeps_the_contract'), { ok: undefined });
  assert.deepEqual(faults, []);
});

test('what was acknowledged is there after a restart', async () => {
  await launch();
  assert.equal(await write('strict', [1, 2, 3], true), 'ok');
  assert.equal(await write('relaxed', [4], false), 'ok');
  await context.close();
  await launch();
  assert.deepEqual(await read('strict'), [1, 2, 3]);
  assert.deepEqual(await read('relaxed'), [4]);
  assert.ok(!(await read('never')));
});

test('2,000 records are read in less than 300 ms', async () => {
  await launch();
  assert.deepEqual(await call('fill', 'e/', 2000, 1536), { ok: undefined });
  const times = [];
  for (let run = 0; run < 3; run += 1) {
    const [seen, time] = await page.evaluate(async () => {
      const start = performance.now();
      return [await window.store.count('e/'), performance.now() - start];
    });
    assert.equal(seen, 2000);
    times.push(time);
  }
  console.log(`2,000 records of 1.5 KB: ${times.map(Math.round).join(', ')} ms`);
  assert.ok(Math.min(...times) < 300, `${times}`);
});

test('a full device is said to be full, and nothing of the batch is kept', async () => {
  await launch();
  const devtools = await context.newCDPSession(page);
  const quota = (bytes) =>
    devtools.send('Storage.overrideQuotaForOrigin', { origin, ...(bytes && { quotaSize: bytes }) });
  // Before the first write: the browser remembers for a while how much room there was.
  await quota(1024 * 1024);
  assert.equal(await write('before', [7], true), 'ok');
  assert.deepEqual(await call('fill', 'x/', 400, 64 * 1024), { failed: 'Full' });
  assert.deepEqual(faults, [], 'no error escapes into the event loop');
  assert.deepEqual(await call('count', 'x/'), { ok: 0 });
  await quota();
  assert.equal(await write('after', [8], true), 'ok');
  assert.deepEqual(await read('before'), [7]);
  assert.deepEqual(await read('after'), [8]);
});

test('a browser that forbids storage is said to', async () => {
  await mkdir(path.join(profile, 'Default'));
  const blocked = { profile: { default_content_setting_values: { cookies: 2 } } };
  await writeFile(path.join(profile, 'Default', 'Preferences'), JSON.stringify(blocked));
  await launch();
  assert.deepEqual(await call('count', ''), { failed: 'Refused' });
});

test('an open store does not keep the site from being cleared', async () => {
  await launch();
  assert.equal(await write('a', [1], true), 'ok');
  const [deleted, afterwards] = await page.evaluate(async () => {
    const held = await window.store.Held.open();
    const deleting = new Promise((resolve) => {
      const request = indexedDB.deleteDatabase('amanat');
      request.onsuccess = () => resolve('deleted');
      request.onblocked = () => resolve('blocked');
      request.onerror = () => resolve('error');
    });
    return [await deleting, await held.read('a').then(() => 'read', String)];
  });
  assert.equal(deleted, 'deleted');
  assert.equal(afterwards, 'Failed');
  assert.deepEqual(faults, []);
});

test('closing finishes what is under way and takes nothing more', async () => {
  await launch();
  const [written, afterwards] = await page.evaluate(async () => {
    const held = await window.store.Held.open();
    const done = await held.close_while_writing('last').then(() => 'ok', String);
    return [done, await held.read('last').then(() => 'read', String)];
  });
  assert.equal(written, 'ok');
  assert.equal(afterwards, 'Failed');
  assert.deepEqual(await read('last'), [1]);
});
