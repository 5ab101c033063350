// One person, for real: found, write in two languages, lock, go offline, come back, lose the device, get
// everything back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Device } from './support/browser.mjs';
import { Person } from './support/journey.mjs';
import { Server } from './support/server.mjs';

const ENGLISH = {
  title: 'Night shift, ward 7',
  q_what: 'A relative asked me to keep a diagnosis from her father.\n\nI did **not** know what to say.',
  q_so_what: 'Silence was an answer too. <b>Not</b> a good one & I knew it.',
  q_now_what: '- ask the registrar\n- read the policy\n\tand write again',
  tags: ['consent', 'night shift'],
};
const URDU = {
  title: 'پہلا معائنہ',
  q_what: 'مریض نے پوچھا کہ کیا میں ڈاکٹر ہوں۔ میں ہچکچایا۔',
  q_so_what: 'سچ کہنا مشکل تھا مگر ضروری۔',
  q_now_what: 'آئندہ اپنا تعارف پہلے کراؤں گا (OSCE ۱۲)۔',
  tags: ['تعارف'],
};
const OFFLINE = { title: 'Written on the bus', q_free: 'No network here: only hills, و خاموشی.' };
const WHAT = ['q_what', 'q_so_what', 'q_now_what'];
const ADDED = ' Later: I asked.';

let server;
let device;
let person;
let card;
let atFirst;

before(async () => {
  server = await Server.start();
  device = await Device.open(server.origin);
  person = new Person(device.page);
});

after(async () => {
  await device.close();
  await server.stop();
});

test('a vault is founded, its card confirmed', { timeout: 60_000 }, async () => {
  card = await person.begin(await server.link());
  assert.equal(card.length, 24);
});

test('writing in English, then in Urdu with the language switched while running', { timeout: 60_000 }, async () => {
  await person.write(ENGLISH);
  await person.chooseLanguage('ur');
  await person.write(URDU);
  assert.deepEqual(await person.titles(2), [URDU.title, ENGLISH.title]);
  await person.sent();
  atFirst = await server.stats();
});

test('lock and unlock', { timeout: 60_000 }, async () => {
  await person.lock();
  await person.unlock();
  assert.deepEqual(await person.textOf(URDU.title, WHAT), URDU);
  await person.chooseLanguage('en');
});

test('offline, after the browser was restarted, one can unlock, write, edit and search', { timeout: 90_000 }, async () => {
  await server.stop();
  await device.close();
  device = await Device.open(server.origin, { profile: device.profile });
  person = new Person(device.page);
  await device.page.goto(server.origin);
  await person.unlock();
  await person.write(OFFLINE, { template: 'free' });
  await person.open(ENGLISH.title);
  await person.link('common.edit').click();
  await person.fillIn({ q_so_what: ENGLISH.q_so_what + ADDED });
  await person.done();
  await person.finds('registrar', [ENGLISH.title]);
  await person.finds('تعارف', [URDU.title]);
  await person.finds('nothing has this word', []);
});

test('back online everything is sent, once', { timeout: 60_000 }, async () => {
  await server.resume();
  await person.sent();
  const stats = await server.stats();
  // Two items were changed in one part since: one entry carries both, or each has its own.
  const grown = stats.entries - atFirst.entries;
  assert.ok(grown >= 1 && grown <= 2, `${grown} entries for two changed items`);
  await person.nudge();
  await person.lock();
  await person.unlock();
  await person.sent();
  const after = await server.stats();
  // The file itself grows and shrinks as the database tidies up.
  assert.deepEqual({ ...after, database_bytes: 0 }, { ...stats, database_bytes: 0 }, 'nothing is sent twice');
});

test('the device is lost: the card brings everything back, byte for byte', { timeout: 90_000 }, async () => {
  await device.close();
  device = await Device.open(server.origin);
  person = new Person(device.page);
  await person.restore(server.origin, card, 'another passphrase here');
  assert.deepEqual((await person.titles(3)).sort(), [ENGLISH.title, URDU.title, OFFLINE.title].sort());
  assert.deepEqual(await person.textOf(ENGLISH.title, WHAT), { ...ENGLISH, q_so_what: ENGLISH.q_so_what + ADDED });
  assert.deepEqual(await person.textOf(URDU.title, WHAT), URDU);
  assert.deepEqual(await person.textOf(OFFLINE.title, ['q_free']), OFFLINE);
});
