// Nothing that was written goes: older versions, what was thrown away, and what two devices wrote without having met.
// In both languages.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Member } from './support/college.mjs';
import { Server } from './support/server.mjs';

const TIMEOUT = { timeout: 60_000 };
const TITLE = 'Night duty';
const OTHER = 'پہلا معائنہ';
const [FIRST, SECOND] = ['At first I thought it was the heart.', 'It was fear, of course.'];
const [ON_PHONE, ON_PC] = ['Written on the bus.', 'وارڈ میں لکھا گیا۔'];
const [LATER_ON_PHONE, LATER_ON_PC] = ['Nobody asked her.', 'یہ بات رہ گئی۔'];

for (const lang of ['en', 'ur']) {
  describe(`versions in ${lang}`, () => versions(lang));
}

function versions(lang) {
  let server;
  let phone;
  let pc;
  let card;

  before(async () => {
    server = await Server.start();
    phone = await Member.arrive(server.origin, { lang });
    card = await phone.begin(await server.link());
    await phone.write({ title: TITLE, q_free: FIRST, tags: ['ward', 'night'] }, { template: 'free' });
    await phone.write({ title: OTHER, q_free: 'میں ہچکچایا۔', tags: ['ward'] }, { template: 'free' });
    await phone.sent();
  });

  after(async () => {
    for (const one of [phone, pc]) await one?.device.close();
    await server.stop();
  });

  /** What the list shows, once it is this. */
  const lists = (...titles) => phone.page.waitForFunction((wanted) => {
    const shown = [...document.querySelectorAll('.split__list .card__link')].map((link) => link.textContent);
    return JSON.stringify(shown.sort()) === wanted;
  }, JSON.stringify(titles.sort()));

  /** Until the page of an item says this, in its text and not among its versions. */
  const says = (one, text) => one.page.locator('.item__answer').getByText(text, { exact: true }).waitFor();

  const edit = async (one, text) => {
    await one.open(TITLE);
    await one.link('common.edit').click();
    await one.fillIn({ q_free: text });
    await one.done();
  };

  /** The fold of versions, opened: newest first. */
  const older = async (one) => {
    await one.page.locator('.split__main .fold > summary').click();
    return one.page.locator('.split__main .fold .list__row');
  };

  test('a tag shows only what has it', TIMEOUT, async () => {
    await phone.portfolio();
    await lists(TITLE, OTHER);
    const tags = phone.page.getByLabel(phone.says('portfolio.tags'), { exact: true });
    await tags.selectOption('night');
    await lists(TITLE);
    await tags.selectOption('ward');
    await lists(TITLE, OTHER);
    await tags.selectOption({ label: phone.says('portfolio.all_tags') });
    await lists(TITLE, OTHER);
  });

  test('what was thrown away comes back by Undo', TIMEOUT, async () => {
    await phone.open(TITLE);
    await phone.button('item.trash').click();
    await phone.reads('common.trashed');
    await lists(OTHER);
    await phone.button('common.undo').click();
    await phone.reads('common.untrashed');
    await lists(TITLE, OTHER);
    await phone.open(TITLE);
    await says(phone, FIRST);
  });

  test('an older version is opened, and made the newest without losing the other', TIMEOUT, async () => {
    await edit(phone, SECOND);
    await says(phone, SECOND);
    await phone.sent();
    const rows = await older(phone);
    const before = await rows.count();
    await rows.last().getByRole('button').click();
    const dialog = phone.page.getByRole('dialog');
    await dialog.getByText(FIRST, { exact: true }).waitFor();
    await dialog.getByRole('button', { name: phone.says('item.version_revert'), exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await says(phone, FIRST);
    await rows.nth(before).waitFor();
    await rows.first().getByText(phone.says('item.version_now'), { exact: true }).waitFor();
    await rows.nth(1).getByRole('button').click();
    await dialog.getByText(SECOND, { exact: true }).waitFor();
    await phone.closeDialog();
  });

  /** Both write without a network, and then have it; the phone's words come first. */
  const apart = async (onPhone, onPc) => {
    for (const one of [phone, pc]) await one.device.context.setOffline(true);
    await edit(phone, onPhone);
    await edit(pc, onPc);
    for (const one of [phone, pc]) {
      await one.device.context.setOffline(false);
      await one.sent();
    }
  };

  const settle = async (one) => {
    await one.button('item.compare_settle').click();
    await one.page.getByTestId('compare').waitFor({ state: 'detached' });
  };

  test('two devices wrote without having met: both versions are shown', { timeout: 120_000 }, async () => {
    await phone.sent();
    pc = await Member.arrive(server.origin, { lang });
    await pc.restore(server.origin, card);
    await apart(ON_PHONE, ON_PC);
    for (const one of [phone, pc]) {
      await one.portfolio();
      await one.until(() => one.page.locator('.card', { hasText: TITLE }).getByText(one.says('common.both_kept'), { exact: true }));
      await one.open(TITLE);
      const both = one.page.getByTestId('compare').locator('.version .writing');
      await both.nth(1).waitFor();
      assert.deepEqual((await both.allTextContents()).sort(), [ON_PHONE, ON_PC].sort());
    }
  });

  test('one of them is kept, on both devices, and the other stays among the older ones', TIMEOUT, async () => {
    const chosen = pc.page.getByTestId('compare').locator('.version', { hasText: ON_PHONE });
    await chosen.getByRole('button', { name: pc.says('item.compare_choose'), exact: true }).click();
    await settle(pc);
    await pc.sent();
    for (const one of [pc, phone]) {
      await one.until(() => one.page.locator('.item__answer').getByText(ON_PHONE, { exact: true }));
      await one.page.getByTestId('compare').waitFor({ state: 'detached' });
      assert.equal(await one.page.locator('.item__answer').getByText(ON_PC).count(), 0);
    }
    const rows = await older(pc);
    const texts = [];
    for (const row of await rows.getByRole('button').all()) {
      await row.click();
      texts.push(await pc.page.getByRole('dialog').locator('.item__answer').textContent());
      await pc.closeDialog();
    }
    assert.ok(texts.some((text) => text.includes(ON_PC)), texts.join(' / '));
  });

  test('a second time the choice begins anew, and both are kept', TIMEOUT, async () => {
    await phone.sent();
    await apart(LATER_ON_PHONE, LATER_ON_PC);
    await pc.open(TITLE);
    await pc.until(() => pc.page.getByTestId('compare'));
    const decision = pc.page.getByTestId('decision');
    assert.notEqual(await decision.inputValue(), ON_PHONE, 'not with what was chosen before');
    await pc.button('item.compare_join').click();
    const joined = await decision.inputValue();
    for (const text of [LATER_ON_PHONE, LATER_ON_PC]) assert.ok(joined.includes(text), joined);
    await settle(pc);
    const answer = pc.page.locator('.item__answer');
    for (const text of [LATER_ON_PHONE, LATER_ON_PC]) await answer.getByText(text).waitFor();
    await pc.reads('item.compare_settled');
  });

  test('that another version is the newest now is said', TIMEOUT, async () => {
    const rows = await older(pc);
    await rows.last().getByRole('button').click();
    await pc.button('item.version_revert').click();
    await says(pc, FIRST);
    await pc.reads('item.version_reverted');
  });
}
