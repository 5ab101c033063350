// Whatever a person, a network or a disk does wrong gets a plain sentence in both languages, and loses nothing.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { Device } from './support/browser.mjs';
import { folder } from './support/folders.mjs';
import { Person } from './support/journey.mjs';
import { FAULTS, Proxy } from './support/proxy.mjs';
import * as records from './support/records.mjs';
import { Server } from './support/server.mjs';
import { number } from './support/words.mjs';
import { clockOff, impatient, prefixWorkers } from './support/worker.mjs';

const TIMEOUT = { timeout: 60_000 };
/** Words of the list with a right checksum that are nobody's card. */
const NOBODYS = [...Array(23).fill('abandon'), 'art'];

let proxy;
let server;
const open = [];

before(async () => {
  proxy = await Proxy.start();
  server = await Server.start({ origin: proxy.origin });
  proxy.target = server.port;
});

afterEach(async () => {
  proxy.set(undefined);
  for (const device of open.splice(0)) await device.close();
});

after(async () => {
  await server.stop();
  proxy.stop();
});

async function someone(options) {
  const device = await Device.open(proxy.origin, options);
  open.push(device);
  return { device, page: device.page, person: new Person(device.page) };
}

/** Somebody with a portfolio and one item in it. */
async function writer(title, options) {
  const one = await someone(options);
  one.card = await one.person.begin(await server.link());
  await one.person.write({ title });
  return one;
}

async function stillThere(person, title) {
  assert.deepEqual(await person.titles(1), [title]);
}

describe('at the door', () => {
  test('a wrong passphrase', TIMEOUT, async () => {
    const { person } = await writer('Behind the door');
    await person.lock();
    await person.tryPassphrase('not this one at all');
    await person.readsInBoth('problem.wrong_passphrase');
    await person.unlock();
    await stillThere(person, 'Behind the door');
  });

  test('a passphrase that is too short, no name, no link', TIMEOUT, async () => {
    const { page, person } = await someone();
    const link = await server.link();
    await page.goto(link);
    await person.link('welcome.begin').click();
    await person.field('welcome.name').fill('A');
    await person.field('unlock.new_passphrase').fill('short');
    await person.button('welcome.found_button').click();
    await person.readsInBoth('problem.passphrase_too_short', (lang) => ({ min: number(lang, 8) }));
    await person.field('unlock.new_passphrase').fill('long enough now');
    await person.field('welcome.name').fill('  ');
    await person.button('welcome.found_button').click();
    await person.readsInBoth('problem.name_invalid', (lang) => ({ max: number(lang, 60) }));
    await person.field('welcome.name').fill('A');
    await person.field('welcome.link').fill('hello');
    await person.button('welcome.found_button').click();
    await person.readsInBoth('problem.link_unreadable');
    await person.field('welcome.link').fill(link);
    await person.button('welcome.found_button').click();
    await person.stage('card');
  });
});

describe('the recovery card', () => {
  test('a word asked back that is another one', TIMEOUT, async () => {
    const { person, page } = await someone();
    await person.found(await server.link());
    const card = await person.readCard();
    await person.button('card.written').click();
    const fields = page.getByTestId('card-answer');
    for (const field of await fields.all()) await field.fill('abandon');
    await person.button('card.confirm').click();
    const wrong = page.locator('.field__error:not(:empty)').first();
    await wrong.waitFor();
    assert.match(await wrong.textContent(), /^Word \d+ is another one on your card\./);
    await person.switchLanguage();
    await page.waitForFunction(() => document.querySelector('.field__error:not(:empty)').textContent.startsWith('کارڈ پر لفظ نمبر'));
    await person.switchLanguage();
    await person.button('card.back').click();
    await person.confirmCard(card);
  });

  test('misspelt, missing, wrong and unknown words', TIMEOUT, async () => {
    const { device, person, card } = await writer('On the card');
    await person.sent();
    await device.close();
    open.pop();

    const { page, person: again } = await someone();
    await page.goto(`${proxy.origin}/restore`);
    await again.stage('restore');
    await again.field('unlock.new_passphrase').fill('a new one for this');

    await again.typeCard(card.with(5, 'hravest'));
    await again.readsInBoth('welcome.word_unknown', (lang) => ({ place: number(lang, 6), word: 'hravest' }));
    await again.button('welcome.word_did_you_mean', { word: 'harvest' }).click();
    await page.getByText(again.says('welcome.word_unknown', { place: 6, word: 'hravest' })).waitFor({ state: 'detached' });

    await again.typeCard(card.slice(0, 23));
    await again.button('welcome.restore_button').click();
    await again.readsInBoth('problem.card_word_count', (lang) => ({ got: number(lang, 23) }));

    await again.typeCard(card.with(5, 'qqqq'));
    await again.button('welcome.restore_button').click();
    await again.readsInBoth('problem.card_word_unknown', (lang) => ({ place: number(lang, 6) }));

    await again.typeCard(NOBODYS.with(23, 'abandon'));
    await again.button('welcome.restore_button').click();
    await again.readsInBoth('problem.card_mistyped');

    await again.typeCard(NOBODYS);
    await again.button('welcome.restore_button').click();
    await again.readsInBoth('problem.card_unknown_here');

    await again.typeCard(card);
    await again.button('welcome.restore_button').click();
    await again.stage('open');
    await stillThere(again, 'On the card');
  });
});

describe('the founding link', () => {
  /** Comes with a link that is refused, then with a good one. */
  async function refused(link, key, holes) {
    const { page, person } = await someone();
    await page.goto(`${proxy.origin}/found`);
    await person.field('welcome.link').fill(link);
    await person.field('welcome.name').fill('Bilal');
    await person.field('unlock.new_passphrase').fill('four words for this');
    await person.button('welcome.found_button').click();
    await person.readsInBoth(key, holes);
    proxy.set(undefined);
    await person.field('welcome.link').fill(await server.link());
    await person.button('welcome.found_button').click();
    await person.stage('card');
  }

  test('used', TIMEOUT, async () => {
    const link = await server.link();
    const { person } = await someone();
    await person.begin(link);
    await refused(link, 'problem.link_used');
  });

  test('expired', TIMEOUT, async () => {
    const link = await server.link();
    // The server's own clock is tested there; here its answer.
    const body = JSON.stringify({ type: 'about:blank', title: 'The token is past its date.', status: 410, code: 'token-expired' });
    proxy.set({ answer: { status: 410, type: 'application/problem+json', body } }, '/v1/join');
    await refused(link, 'problem.link_expired');
  });

  test('unknown', TIMEOUT, () => refused(`${proxy.origin}/#found=1-${'a'.repeat(26)}`, 'problem.link_unknown'));

  test('of another server', TIMEOUT, async () => {
    const origin = 'http://localhost:1';
    await refused(`${origin}/#found=1-${'a'.repeat(26)}`, 'problem.link_elsewhere', () => ({ origin }));
  });
});

describe('the clock', () => {
  for (const days of [3, -3]) {
    test(`${days} days off`, TIMEOUT, async () => {
      const { device, page, person } = await someone();
      await prefixWorkers(device, clockOff(days + Math.sign(days) / 10));
      await person.begin(await server.link());
      await person.write({ title: 'In another week' });
      await person.sent();
      await page.getByTestId('banner-problem').waitFor();
      await person.readsInBoth('problem.clock_wrong', (lang) => ({ days: number(lang, 3) }));
      await stillThere(person, 'In another week');
    });
  }
});

describe('the server', () => {
  async function troubled(fault, key) {
    const { person, page } = await writer('Meanwhile');
    await person.sent();
    proxy.set(fault);
    await person.write({ title: 'Written in spite of it' });
    await person.nudge();
    await page.locator('[data-testid="status"][data-state="failed"][data-unsent="1"]').waitFor();
    if (key) {
      await page.getByTestId('banner-problem').waitFor();
      await person.readsInBoth(key);
    } else {
      await person.readsInBoth('shell.unreached_unsent', (lang) => ({ count: number(lang, 1) }));
    }
    proxy.set(undefined);
    await person.sent();
    assert.equal(await page.getByTestId('banner-problem').count(), 0);
    assert.deepEqual((await person.titles(2)).sort(), ['Meanwhile', 'Written in spite of it']);
  }

  test('unreachable', TIMEOUT, () => troubled(FAULTS.drop));
  test('full', TIMEOUT, () => troubled(FAULTS.full, 'problem.server_full'));
  test('over the account’s share', TIMEOUT, () => troubled(FAULTS.quota, 'problem.quota_reached'));
  test('answering nonsense', TIMEOUT, () => troubled(FAULTS.nonsense, 'problem.server_nonsense'));

  test('slow', TIMEOUT, async () => {
    const { device, person, page } = await someone();
    await prefixWorkers(device, impatient);
    await person.begin(await server.link());
    await person.sent();
    proxy.set(FAULTS.slow);
    await person.write({ title: 'Slowly' });
    await person.nudge();
    await page.locator('[data-testid="status"][data-state="failed"][data-unsent="1"]').waitFor();
    await person.readsInBoth('shell.unreached_unsent', (lang) => ({ count: number(lang, 1) }));
    proxy.set(undefined);
    await person.sent();
    await stillThere(person, 'Slowly');
  });

  test('garbling its answers', TIMEOUT, async () => {
    const { person, page } = await writer('Through the noise');
    await person.sent();
    const before = await server.stats();
    proxy.set(FAULTS.garble);
    await person.write({ title: 'Garbled' });
    await person.nudge();
    await page.locator('[data-testid="status"][data-state="failed"]').waitFor();
    proxy.set(undefined);
    await person.sent();
    assert.equal((await server.stats()).entries, before.entries + 1);
    assert.deepEqual((await person.titles(2)).sort(), ['Garbled', 'Through the noise']);
  });

  test('unreachable at the door', TIMEOUT, async () => {
    const { page, person } = await someone();
    const link = await server.link();
    proxy.set(FAULTS.drop);
    await page.goto(link);
    await person.link('welcome.begin').click();
    await person.field('welcome.name').fill('Dua');
    await person.field('unlock.new_passphrase').fill('four words for this');
    await person.button('welcome.found_button').click();
    await person.readsInBoth('welcome.needs_network');
    proxy.set(undefined);
    await person.button('welcome.found_button').click();
    await person.stage('card');
  });
});

describe('storage', () => {
  test('refused by the browser', TIMEOUT, async () => {
    const profile = folder('profile');
    mkdirSync(join(profile, 'Default'));
    const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
    writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
    const { page, person } = await someone({ profile });
    await page.goto(proxy.origin);
    await person.stage('stopped');
    await person.readsInBoth('problem.storage_refused');
  });

  for (const lang of ['en', 'ur']) {
    test(`full, said in ${lang}`, TIMEOUT, async () => {
      const first = await writer('Before it was full');
      await first.person.sent();
      await first.person.chooseLanguage(lang);
      await first.device.close();
      open.pop();
      // The browser asks how much room is left when it opens a database, and then not for a while.
      const { device, page, person } = await someone({ profile: first.device.profile });
      const cdp = await device.context.newCDPSession(page);
      await cdp.send('Storage.overrideQuotaForOrigin', { origin: proxy.origin, quotaSize: 1 });
      await page.goto(proxy.origin);
      person.lang = lang;
      await person.unlock();
      await person.startWriting('free');
      await person.field('editor.q_free').fill('This does not fit.');
      await person.reads('problem.storage_full');
      await person.reads('editor.failed');
      await cdp.send('Storage.overrideQuotaForOrigin', { origin: proxy.origin });
      await person.button('common.retry').click();
      await person.fillIn({ title: 'After' });
      await person.done();
      assert.deepEqual((await person.titles(2)).sort(), ['After', 'Before it was full']);
    });
  }

  test('a record that does not open is kept as it is', TIMEOUT, async () => {
    const { page, person } = await writer('First');
    await person.sent();
    const before = await records.keys(page);
    await person.write({ title: 'Second' });
    await person.sent();
    const [key] = (await records.keys(page)).filter((name) => name.startsWith('e/') && !before.includes(name));
    await person.lock();
    const bytes = await records.read(page, key);
    bytes[bytes.length - 100] ^= 1;
    await records.write(page, key, bytes);

    await person.unlock();
    await page.getByTestId('banner-locked-records').waitFor();
    await person.readsInBoth('shell.banner_locked_records', (lang) => ({ count: number(lang, 1) }));
    assert.deepEqual(await person.titles(1), ['First']);
    await person.write({ title: 'Third' });
    await person.sent();
    assert.deepEqual(await records.read(page, key), bytes, 'it is as it was');
    await person.lock();
    await person.unlock();
    await page.getByTestId('banner-locked-records').waitFor();
    assert.deepEqual((await person.titles(2)).sort(), ['First', 'Third']);
    assert.deepEqual(await records.read(page, key), bytes, 'it is as it was');
  });

  test('newer data under an older app', TIMEOUT, async () => {
    const { page, person } = await writer('Of today');
    await person.sent();
    await person.lock();
    const layout = await records.read(page, 'layout');
    const before = await records.keys(page);
    await records.write(page, 'layout', [2]);
    await page.reload();
    await person.stage('stopped');
    await person.readsInBoth('problem.app_too_old');
    assert.deepEqual(await records.keys(page), before, 'nothing was touched');
    await records.write(page, 'layout', layout);
    await page.reload();
    await person.unlock();
    await stillThere(person, 'Of today');
  });
});

test('a second tab offers to take over, and loses nothing', TIMEOUT, async () => {
  const { device, page, person } = await writer('In the first tab');
  await person.startWriting('free');
  await person.fillIn({ title: 'Open in an editor', q_free: 'half a thought' });
  const second = await device.context.newPage();
  const other = new Person(second);
  await second.goto(proxy.origin);
  await other.stage('elsewhere');
  await other.readsInBoth('shell.elsewhere_title');
  await other.readsInBoth('shell.elsewhere_text');
  await other.button('shell.elsewhere_button').click();
  await other.unlock();
  await person.stage('taken-over');
  await person.readsInBoth('shell.taken_title');
  await person.readsInBoth('shell.taken_text');
  assert.deepEqual((await other.titles(2)).sort(), ['In the first tab', 'Open in an editor']);
  await page.bringToFront();
  await person.button('shell.taken_button').click();
  await person.unlock();
  await other.stage('taken-over');
  assert.equal(await person.field('editor.q_free').inputValue(), 'half a thought');
  await person.done();
  assert.deepEqual((await person.titles(2)).sort(), ['In the first tab', 'Open in an editor']);
});
