// Whatever dies in the middle: nothing acknowledged is lost, nothing is there twice, no log forks.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Device } from './support/browser.mjs';
import { Person } from './support/journey.mjs';
import { Proxy } from './support/proxy.mjs';
import { Server } from './support/server.mjs';

let proxy;
let server;
let device;
let person;
let card;
const written = [];

before(async () => {
  proxy = await Proxy.start();
  server = await Server.start({ origin: proxy.origin });
  proxy.target = server.port;
  device = await Device.open(proxy.origin);
  person = new Person(device.page);
  card = await person.begin(await server.link());
  await person.sent();
});

after(async () => {
  await device.close();
  await server.stop();
  proxy.stop();
});

/** A new page on the same profile, as after any crash. */
async function comeBack() {
  const page = await device.context.newPage();
  await device.page.close();
  device.page = page;
  person = new Person(page);
  await page.goto(proxy.origin);
  await person.unlock();
}

test('a page killed in the middle of a word loses at most that word', { timeout: 120_000 }, async () => {
  const sure = 'The patient asked me twice and I went to find';
  await person.startWriting('free');
  // At the pace of a quick hand: what is promised is promised to hands.
  await person.field('editor.q_free').pressSequentially(`${sure} someb`, { delay: 90 });
  await device.killPage();
  await comeBack();
  await person.portfolio();
  await person.page.locator('.split__list .card__link').first().click();
  await person.link('common.edit').click();
  const text = await person.field('editor.q_free').inputValue();
  assert.ok(`${sure} someb`.startsWith(text), text);
  assert.ok(text.startsWith(sure), `only “${text}” is left`);
  await person.fillIn({ title: 'Killed in a word' });
  await person.done();
  await person.sent();
  written.push('Killed in a word');
});

test('a page killed while its words are on the way sends them once', { timeout: 120_000 }, async () => {
  const before = await server.stats();
  proxy.set({ after: () => 'held' }, '/v1/entries');
  const held = proxy.call('/v1/entries');
  await person.write({ title: 'On the way' });
  await held;
  assert.equal((await server.stats()).entries, before.entries + 1, 'the server has it');
  await device.killPage();
  proxy.set(undefined);
  await comeBack();
  await person.sent();
  assert.equal((await server.stats()).entries, before.entries + 1, 'it is there once');
  written.push('On the way');
});

test('a browser killed right after “Saved” has what was saved', { timeout: 120_000 }, async () => {
  await person.startWriting('free');
  await person.fillIn({ title: 'Battery out', q_free: 'saved means saved' });
  await device.kill();
  device = await Device.open(proxy.origin, { profile: device.profile });
  person = new Person(device.page);
  await person.page.goto(proxy.origin);
  await person.unlock();
  assert.deepEqual(await person.textOf('Battery out', ['q_free']), { title: 'Battery out', q_free: 'saved means saved' });
  await person.sent();
  written.push('Battery out');
});

for (const moment of ['passed', 'answered']) {
  test(`a server killed with an append ${moment} loses nothing it acknowledged`, { timeout: 120_000 }, async () => {
    const before = await server.stats();
    for (const at of [1, 2, 3]) {
      const title = `Append ${moment} ${at}`;
      const killed = new Promise((resolve) => {
        proxy.onCall = (path, when) => {
          if (path === '/v1/entries' && when === moment) resolve(server.kill());
        };
      });
      await person.write({ title });
      await killed;
      proxy.onCall = () => {};
      await server.resume();
      await person.sent();
      written.push(title);
    }
    assert.equal((await server.stats()).entries, before.entries + 3);
  });
}

/** Another tab of the same browser, which finds the vault open in this one. */
async function anotherTab() {
  const other = new Person(await device.context.newPage());
  await other.page.goto(proxy.origin);
  await other.stage('elsewhere');
  return other;
}

/** The other tab takes the vault; this one says so, and stops. */
async function takenOverBy(other) {
  await other.page.getByTestId('take-over').click();
  await person.stage('taken-over');
  await person.reads('shell.taken_title');
  await person.reads('shell.taken_text');
}

test('a tab taken over in the middle of a word has saved what was in it, once', { timeout: 120_000 }, async () => {
  const words = 'then the registrar came and asked me what I had done since the morning round';
  for (const after of [5, 14, 31]) {
    const title = `Taken over after ${after} letters`;
    await person.startWriting('free');
    await person.fillIn({ title });
    const other = await anotherTab();
    const { page } = person;
    const field = person.field('editor.q_free');
    await field.focus();
    // The hand goes on typing into a tab that has just been taken the vault from.
    const typing = page.keyboard.type(words, { delay: 60 });
    await page.waitForFunction(([element, length]) => element.value.length >= length, [await field.elementHandle(), after]);
    const inIt = await field.inputValue();
    await takenOverBy(other);
    await typing;
    await page.close();
    person = other;
    device.page = other.page;
    await person.unlock();
    const { q_free: text } = await person.textOf(title, ['q_free']);
    assert.ok(words.startsWith(text), text);
    assert.ok(text.startsWith(inIt), `“${inIt}” was in it, only “${text}” is left`);
    await person.sent();
    written.push(title);
  }
});

test('a tab taken over while its words are on the way sends them once', { timeout: 90_000 }, async () => {
  const before = await server.stats();
  proxy.set({ after: () => 'held' }, '/v1/entries');
  const held = proxy.call('/v1/entries');
  await person.write({ title: 'Taken over on the way' });
  await held;
  assert.equal((await server.stats()).entries, before.entries + 1, 'the server has it');
  const other = await anotherTab();
  await takenOverBy(other);
  proxy.set(undefined);
  await other.unlock();
  await other.sent();
  assert.equal((await server.stats()).entries, before.entries + 1, 'it is there once');
  written.push('Taken over on the way');

  // And back again: the tab that was stopped goes on where the other is.
  await person.page.getByTestId('take-over').click();
  await other.stage('taken-over');
  await person.unlock();
  assert.deepEqual((await person.titles(written.length)).sort(), [...written].sort());
  await person.sent();
  assert.equal((await server.stats()).entries, before.entries + 1);
  await other.page.close();
});

test('another device, from the card, has each of them once', { timeout: 120_000 }, async () => {
  await device.close();
  device = await Device.open(proxy.origin);
  person = new Person(device.page);
  await person.restore(proxy.origin, card);
  assert.deepEqual((await person.titles(written.length)).sort(), [...written].sort());
  assert.equal(await person.page.getByTestId('banner-problem').count(), 0);
  assert.equal(await person.page.getByTestId('banner-locked-records').count(), 0);
});
