// Five minutes without a touch: what was typed is saved, the worker with its keys is gone, the door is closed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Device } from './support/browser.mjs';
import { Person } from './support/journey.mjs';
import { Server } from './support/server.mjs';

let server;
let device;

before(async () => {
  server = await Server.start();
  device = await Device.open(server.origin);
});

after(async () => {
  await device.close();
  await server.stop();
});

test('five idle minutes lock it, four do not', { timeout: 90_000 }, async () => {
  const { page } = device;
  const person = new Person(page);
  await page.clock.install();
  await person.begin(await server.link());
  await person.startWriting('free');
  const [worker] = page.workers();
  let ended = false;
  worker.once('close', () => {
    ended = true;
  });

  await page.clock.fastForward('04:00');
  await person.field('editor.q_free').pressSequentially('Still here');
  await page.clock.fastForward('04:50');
  assert.equal(await page.locator('.shell[data-stage="open"]').count(), 1, 'a key counts as being there');
  assert.equal(ended, false);

  await person.field('editor.q_free').pressSequentially(', and gone in mid-wor');
  await page.clock.fastForward('05:06');
  await person.stage('unlock');
  assert.equal(ended, true, 'the worker that held the keys is gone');
  assert.equal(page.workers().includes(worker), false);
  assert.equal(await page.getByText('Still here').count(), 0);

  await person.unlock();
  assert.equal(await person.field('editor.q_free').inputValue(), 'Still here, and gone in mid-wor');
});
