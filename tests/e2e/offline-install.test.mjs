// Installed, offline, updated: the app needs its server once, and a new version never takes a draft.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Device } from './support/browser.mjs';
import { folder } from './support/folders.mjs';
import { Person } from './support/journey.mjs';
import { Server, program } from './support/server.mjs';

let dist;
let server;
let device;
let person;

before(async () => {
  dist = folder('dist');
  cpSync(program('AMANAT_DIST'), dist, { recursive: true });
  server = await Server.start({ dist });
  device = await Device.open(server.origin);
  person = new Person(device.page);
});

after(async () => {
  await device.close();
  await server.stop();
});

test('it can be installed', { timeout: 60_000 }, async () => {
  const { page } = device;
  await person.begin(await server.link());
  const address = await page.locator('link[rel="manifest"]').getAttribute('href');
  const manifest = await page.evaluate(async (url) => (await fetch(url)).json(), address);
  assert.equal(manifest.display, 'standalone');
  const sizes = await page.evaluate(async (icons) => {
    const drawn = icons.map(async ({ src }) => {
      const image = new Image();
      image.src = src;
      await image.decode();
      return image.naturalWidth;
    });
    return Promise.all(drawn);
  }, manifest.icons);
  manifest.icons.forEach(({ sizes: said }, at) => {
    if (said !== 'any') assert.equal(`${sizes[at]}x${sizes[at]}`, said);
  });
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const cdp = await device.context.newCDPSession(page);
  const { installabilityErrors } = await cdp.send('Page.getInstallabilityErrors');
  // Playwright's profiles count as private to this check.
  const known = ['in-incognito'];
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => !known.includes(errorId)), []);
});

test('it loads and works with the server stopped', { timeout: 60_000 }, async () => {
  const { page } = device;
  await server.stop();
  for (const path of ['/', '/portfolio', '/settings/server']) {
    await page.goto(server.origin + path);
    await person.unlock();
  }
  await person.write({ title: 'Without a server' });
  assert.deepEqual(await person.titles(1), ['Without a server']);
  await server.resume();
});

/** Makes another release of the copied app: another page, another service worker. */
function release(name) {
  const page = join(dist, 'index.html');
  const old = readFileSync(page);
  const html = Buffer.from(old.toString().replace('</head>', `<meta name="release" content="${name}"></head>`));
  writeFileSync(page, html);
  const sri = (bytes) => `sha256-${createHash('sha256').update(bytes).digest('base64')}`;
  const worker = join(dist, 'sw.js');
  const before = readFileSync(worker, 'utf8');
  assert.ok(before.includes(sri(old)), 'the service worker names the page by its hash');
  const script = before.replaceAll(sri(old), sri(html)).replace(/self\.build ?= ?"[^"]*"/, `self.build="${name}"`);
  assert.ok(script.includes(`"${name}"`));
  writeFileSync(worker, script);
  for (const file of [page, worker]) for (const ending of ['.br', '.gz']) rmSync(file + ending, { force: true });
}

test('a new version waits to be asked for, and the draft being typed survives it', { timeout: 60_000 }, async () => {
  const { page } = device;
  await person.startWriting('free');
  await person.fillIn({ q_free: 'Before the update.' });
  release('second');
  await server.stop();
  await server.resume();
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await person.reads('shell.banner_update');
  assert.equal(await page.locator('meta[name="release"]').count(), 0, 'nothing changes by itself');

  await person.field('editor.q_free').pressSequentially(' While it waits');
  await person.button('shell.banner_update_button').click();
  await page.locator('meta[name="release"][content="second"]').waitFor({ state: 'attached' });
  await person.unlock();
  assert.equal(await person.field('editor.q_free').inputValue(), 'Before the update. While it waits');
});
