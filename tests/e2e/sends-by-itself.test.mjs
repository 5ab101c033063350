// What was written where nothing could be sent goes by itself once it can: nobody touches the page meanwhile.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Device } from './support/browser.mjs';
import { Person } from './support/journey.mjs';
import { Server } from './support/server.mjs';

const TIMEOUT = { timeout: 90_000 };
/** app/src/state/nudge.rs asks for a sync that often while the page is visible. */
const MINUTE = 60_000;

let server;
let device;

before(async () => {
  server = await Server.start();
});

afterEach(async () => {
  await device.close();
});

after(async () => {
  await server.stop();
});

/** Somebody whose first item is sent. `prepare` comes before the app does. */
async function writer(prepare) {
  device = await Device.open(server.origin);
  const person = new Person(device.page);
  await prepare(device.page);
  await device.page.addInitScript(() => {
    globalThis.stirred = [];
    const note = ({ type }) => globalThis.stirred.push(type);
    for (const name of ['focus', 'online']) addEventListener(name, note);
    document.addEventListener('visibilitychange', note);
  });
  await person.begin(await server.link());
  await person.write({ title: 'While all was well' });
  await person.sent();
  return person;
}

const failed = (person) => person.page.locator('[data-testid="status"][data-state="failed"][data-unsent="1"]').waitFor();
const sent = (person) => person.page.locator('[data-testid="status"][data-state="sent"][data-unsent="0"]').waitFor();

/** What of all that makes the app ask the server has happened since the last call. */
const stirred = ({ page }) => page.evaluate(() => globalThis.stirred.splice(0));

test('it goes when the network is back', TIMEOUT, async () => {
  // Without the app's minute, so that only the browser's word can be what sends it.
  const person = await writer((page) => page.addInitScript((minute) => {
    const every = globalThis.setInterval;
    globalThis.setInterval = (run, after, ...rest) => (after === minute ? 0 : every(run, after, ...rest));
  }, MINUTE));
  const { entries } = await server.stats();
  await device.context.setOffline(true);
  await person.write({ title: 'On the bus' });
  await failed(person);
  await stirred(person);

  await device.context.setOffline(false);
  await sent(person);
  assert.deepEqual(await stirred(person), ['online'], 'nothing else asked for it');
  assert.equal((await server.stats()).entries, entries + 1);
});

test('it goes when the server is back, within a minute', TIMEOUT, async () => {
  const person = await writer((page) => page.clock.install());
  const { entries } = await server.stats();
  await server.stop();
  await person.write({ title: 'While it was away' });
  await failed(person);
  await person.reads('shell.unreached_unsent', { count: 1 });
  await stirred(person);

  // The browser had its network all the time and has no news: what is left is the app's minute.
  await server.resume();
  await device.page.clock.fastForward(MINUTE);
  await sent(person);
  assert.deepEqual(await stirred(person), [], 'nothing else asked for it');
  assert.equal((await server.stats()).entries, entries + 1);
});
