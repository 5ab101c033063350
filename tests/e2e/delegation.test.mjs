// The main one: a mentee writes without a network, shows a part, is answered, and takes it back. Everybody in
// English, then everybody in Urdu. All that anybody types is a canary: the server and the locked devices hold none
// of it. What a reader's keys open is tried with the keys, on everything the server has.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { tryAll } from './support/age.mjs';
import { Search, canaries, holding, plant, plantIn, plantInLog } from './support/canaries.mjs';
import { Vault } from './support/cli.mjs';
import { Member } from './support/college.mjs';
import { keys } from './support/records.mjs';
import { allSealed, handedOver, inboxOf, wordsOf } from './support/sealed.mjs';
import { Server } from './support/server.mjs';

/** What everybody types, of thirty strings. */
function script(strings) {
  const left = [...strings];
  const next = () => left.shift();
  const free = () => ({ title: next(), q_free: next() });
  return {
    programme: next(),
    coordinator: next(),
    mentor: next(),
    mentee: next(),
    officer: next(),
    labels: { mentor: next(), mentee: next(), officer: next() },
    passphrase: next(),
    parts: [next(), next()],
    offline: { title: next(), q_what: next(), q_so_what: next(), tags: [next()] },
    earlier: free(),
    later: { ...free(), tags: [next()] },
    comments: [next(), next()],
    reply: next(),
    note: next(),
    concern: next(),
    after: free(),
    still: free(),
    added: next(),
  };
}

for (const lang of ['en', 'ur']) {
  describe(`everybody speaks ${lang}`, () => journey(lang));
}

function journey(lang) {
  const typed = canaries(30, [lang]);
  const said = script(typed);
  const secrets = new Search(typed);
  const planted = plant();
  const control = new Search([planted]);
  const { mentor: MENTOR, mentee: MENTEE, parts: [WHOLE, ONWARDS] } = said;

  let server;
  let coordinator;
  let mentor;
  let mentee;
  let officer;
  const cards = {};
  /** The mentor's second device, which keeps what it was once handed. */
  let kept;
  /** That device as it was before it heard of the end. */
  let frozen;
  /** Every key the mentor ever held. */
  let mentors;
  /** The circle that is taken back. */
  let circle;
  /** Where the mentor read what was taken back. */
  let address;

  before(async () => {
    server = await Server.start();
    coordinator = await Member.arrive(server.origin, { lang });
    mentor = await Member.arrive(server.origin, { lang });
    mentee = await Member.arrive(server.origin, { lang });
    officer = await Member.arrive(server.origin, { lang });
  });

  after(async () => {
    for (const person of [coordinator, mentor, mentee, officer]) await person?.device.close();
    await server.stop();
  });

  /** Opens an item of the mentee's, and fails unless the app names exactly these readers and what it knows of them. */
  async function audienceIs(title, others) {
    await mentee.leaveEditor();
    await mentee.inAllParts();
    await mentee.open(title);
    const chip = others.length === 0 ? mentee.says('audience.only_me') : mentee.says('audience.me_and', { name: others[0].name });
    await mentee.audience.getByText(chip, { exact: true }).waitFor();
    assert.deepEqual(await mentee.readers(), others);
  }

  test('a programme brings them together', { timeout: 180_000 }, async () => {
    await coordinator.begin(await server.link(), { name: said.coordinator });
    await coordinator.foundProgramme(said.programme);
    const links = {};
    for (const role of ['mentor', 'mentee', 'officer']) [links[role]] = await coordinator.invite(role, [said.labels[role]]);
    await coordinator.sent();
    cards.mentor = await mentor.join(links.mentor, MENTOR);
    cards.mentee = await mentee.join(links.mentee, MENTEE, said.passphrase);
    await officer.join(links.officer, said.officer);
    await coordinator.sees(MENTOR, MENTEE, said.officer);
    await coordinator.pair(MENTOR, [MENTEE]);
    await coordinator.sent();
    await mentor.told('introduced', MENTEE);
    await mentee.told('introduced', MENTOR);
  });

  test('the mentee writes offline, and it is sent when the network is back', { timeout: 90_000 }, async () => {
    await mentee.renamePart(mentee.says('welcome.first_part'), WHOLE);
    await mentee.newPart(ONWARDS);
    await mentee.write(said.earlier, { template: 'free' });
    await mentee.sent();
    const { context } = mentee.device;
    await context.setOffline(true);
    await mentee.inPart(WHOLE);
    await mentee.write(said.offline);
    await mentee.nudge();
    await mentee.page.locator('[data-testid="status"][data-state="failed"][data-unsent="1"]').waitFor();
    await mentee.again(said.passphrase);
    await audienceIs(said.offline.title, []);
    await mentee.reads('item.not_sent');
    await context.setOffline(false);
    await mentee.sent();
    await mentee.reads('item.sent');
  });

  test('shows one part with what is there and another from now on, and sees who reads what', { timeout: 120_000 }, async () => {
    await mentee.show(WHOLE, MENTOR, { comment: true, already: true });
    await mentee.show(ONWARDS, MENTOR, { comment: true });
    await mentee.inPart(ONWARDS);
    await mentee.write(said.later, { template: 'free' });
    await mentee.sent();
    for (const part of said.parts) {
      const grant = await mentee.shownTo(part, MENTOR);
      await mentee.until(() => grant.and(mentee.page.locator('[data-state="given"]')));
    }
    const introduced = [{ name: MENTOR, standing: mentee.says('audience.introduced') }];
    await audienceIs(said.offline.title, introduced);
    await audienceIs(said.later.title, introduced);
    await audienceIs(said.earlier.title, []);
  });

  test('the mentor reads and comments, the mentee is told and answers', { timeout: 180_000 }, async () => {
    await mentor.told('shown', MENTEE, WHOLE);
    await mentor.told('shown', MENTEE, ONWARDS);
    await mentor.read(MENTEE, said.later.title);
    await mentor.say(said.comments[1]);
    await mentor.read(MENTEE, said.offline.title);
    address = mentor.page.url();
    for (const text of [WHOLE, said.offline.q_what, said.offline.q_so_what]) {
      await mentor.page.getByTestId('shared-item').getByText(text).waitFor();
    }
    await mentor.say(said.comments[0]);
    await mentor.visit(MENTEE);
    assert.deepEqual((await mentor.shows().allTextContents()).sort(), [said.later.title, said.offline.title].sort());
    await mentor.note(said.note);

    await mentee.told('commented', MENTOR, said.offline.title);
    await mentee.open(said.offline.title);
    await mentee.hears(said.comments[0]);
    await mentee.say(said.reply, { to: said.comments[0] });
    await mentor.read(MENTEE, said.offline.title);
    await mentor.hears(said.reply);
  });

  test('keys are compared, and the words about the reader say so', { timeout: 60_000 }, async () => {
    await mentee.compare(MENTOR);
    const verified = [{ name: MENTOR, standing: mentee.says('audience.verified') }];
    await audienceIs(said.offline.title, verified);
    await audienceIs(said.earlier.title, []);
  });

  test('a concern reaches the officer', { timeout: 60_000 }, async () => {
    await mentee.raise(said.concern);
    await officer.told('concern');
    await officer.concern(said.concern);
  });

  test('the mentee takes one part back and writes more', { timeout: 180_000 }, async () => {
    await mentor.sent();
    kept = await Vault.restore(server.origin, cards.mentor);
    mentors = await kept.keys();
    circle = (await kept.circles()).get(`${MENTEE} · ${WHOLE}`);
    assert.ok(circle, 'the part is there by its name');
    assert.ok(mentors.some((key) => key.circle === circle), 'the mentor has a key of the part');
    assert.ok((await keys(mentor.page)).some((key) => key.includes(circle)), 'and entries of it');

    await mentee.takeBack(WHOLE, MENTOR);
    await audienceIs(said.offline.title, []);
    await mentee.link('common.edit').click();
    await mentee.fillIn({ q_now_what: said.added });
    await mentee.done();
    await mentee.inPart(WHOLE);
    await mentee.write(said.after, { template: 'free' });
    await mentee.inPart(ONWARDS);
    await mentee.write(said.still, { template: 'free' });
    await mentee.sent();
    await audienceIs(said.after.title, []);
    await audienceIs(said.still.title, [{ name: MENTOR, standing: mentee.says('audience.verified') }]);
  });

  test('the mentor is told, and the text and keys are gone from both devices', { timeout: 120_000 }, async () => {
    await mentor.told('taken-back', MENTEE, WHOLE);
    await mentor.read(MENTEE, said.still.title);
    await mentor.visit(MENTEE);
    assert.deepEqual((await mentor.shows().allTextContents()).sort(), [said.later.title, said.still.title].sort());
    await mentor.sent();
    assert.deepEqual((await keys(mentor.page)).filter((key) => key.startsWith('e/') && key.includes(circle)), []);
    await mentor.page.goto(address);
    await mentor.unlock();
    await mentor.reads('people.gone_title');

    frozen = kept.copy();
    await kept.run('sync');
    const since = await kept.keys();
    assert.deepEqual(since.filter((key) => key.circle === circle), []);
    assert.ok(!(await kept.circles()).has(`${MENTEE} · ${WHOLE}`));
    mentors = [...mentors, ...since.filter((key) => !mentors.some((had) => had.identity === key.identity))];
  });

  test('every key it ever held opens what it was shown, and nothing that came later', { timeout: 180_000 }, async () => {
    const all = await allSealed(server.data);
    const opened = await tryAll(mentors, all);
    // By stock age, each key opens what its place says, no less and no more.
    const slots = opened.filter(({ sealed }) => sealed.kind === 'slot');
    const [{ sealed: { person } }] = slots;
    const opens = (key, { kind, ...to }) => (key.epoch
      ? (kind === 'entry' || kind === 'statement') && to.circle === key.circle && to.epoch === key.epoch
      : (kind === 'slot' && to.person === person) || (kind === 'letter' && to.inbox === inboxOf(person)));
    const expected = mentors.flatMap((key) => all.filter((sealed) => opens(key, sealed)).map((sealed) => pair(key, sealed)));
    assert.deepEqual(opened.map(({ key, sealed }) => pair(key, sealed)).sort(), expected.sort());
    // No slot hands over a key that was not tried.
    for (const { plain } of slots) assert.ok(mentors.some(({ epoch }) => epoch === handedOver(plain).epoch));

    const ofPart = all.filter((sealed) => sealed.kind === 'entry' && sealed.circle === circle);
    const { stored: takenBack } = all.filter((sealed) => sealed.kind === 'statement' && sealed.circle === circle).at(-1);
    const before = ofPart.filter(({ stored }) => stored < takenBack);
    const later = ofPart.filter(({ stored }) => stored > takenBack);
    assert.ok(later.length > 0, 'something was written later');
    assert.deepEqual(opened.filter(({ sealed }) => later.includes(sealed)), []);
    const shown = new Set(opened.map(({ sealed }) => sealed).filter((sealed) => before.includes(sealed)));
    assert.ok(shown.size > 0 && shown.size < before.length, 'what was there came as it was then, under a new key');

    const { offline, earlier, comments, reply, note, concern } = said;
    const read = words(opened);
    for (const text of [WHOLE, ...flat(offline), ...flat(said.later), ...flat(said.still), ...comments, reply, note]) {
      assert.ok(read.includes(text), 'what the mentor read');
    }
    const never = [...flat(earlier), ...flat(said.after), said.added, concern, said.labels.mentee];
    for (const text of never) assert.ok(!read.includes(text), 'what the mentor must not read');

    // The command says the same, on the device that never heard of it.
    for (const sealed of shown) await frozen.run('decrypt', frozen.write('payload', sealed.bytes));
    for (const sealed of later) {
      const refusal = await frozen.refusal('decrypt', frozen.write('payload', sealed.bytes));
      assert.match(refusal, /none of this vault's keys opens it/);
    }

    // The control: the mentee's own keys open all of the part by the same command, each by one.
    const own = (await (await Vault.restore(server.origin, cards.mentee)).keys()).filter((key) => key.circle === circle);
    const mine = await tryAll(own, ofPart);
    assert.deepEqual(mine.map(({ sealed }) => sealed.stored).sort(), ofPart.map(({ stored }) => stored).sort());
    const whole = words(mine);
    for (const text of [...flat(offline), ...flat(said.after), said.added]) assert.ok(whole.includes(text));
  });

  test('the server holds none of thirty strings: not in its memory, folder or log', { timeout: 120_000 }, async () => {
    const found = await holding(server.port, planted, () => control.memory(server.pid));
    assert.ok(found.some(({ form }) => form === 'utf-8'), 'the search does not see the memory');
    assert.deepEqual(secrets.memory(server.pid), []);
    writeFileSync(join(server.data, 'planted'), planted);
    assert.ok(control.folder(server.data).length > 0, 'the search does not see the folder');
    assert.deepEqual(secrets.folder(server.data), []);
    await plantInLog(server, planted);
    assert.ok(control.in(Buffer.from(server.log)).length > 0, 'the search does not see the log');
    assert.ok(server.log.includes('/v1/statements'), 'the log says nothing');
    assert.deepEqual(secrets.in(Buffer.from(server.log)), []);
  });

  test('nor do the locked devices of all four, or an address', { timeout: 180_000 }, async () => {
    for (const person of [coordinator, mentor, mentee, officer]) {
      await plantIn(person.page, planted);
      await person.leaveEditor();
      await person.goTo('shell.settings');
      await person.page.getByTestId('lock-now').click();
      await person.stage('unlock');
      await person.device.close();
      const { profile, addresses } = person.device;
      const asked = Buffer.from([...addresses].join('\n'));
      assert.ok(control.in(asked).length > 0);
      assert.deepEqual(secrets.in(asked), []);
      const places = control.folder(profile).map(({ where }) => where.slice(profile.length));
      for (const place of ['Local Storage', 'IndexedDB']) {
        assert.ok(places.some((where) => where.includes(place)), `the search does not see ${place}: ${places.join(', ')}`);
      }
      assert.deepEqual(secrets.folder(profile), []);
    }
    for (const vault of [kept, frozen]) assert.deepEqual(secrets.folder(vault.folder), []);
  });
}

const flat = (item) => Object.values(item).flat();
const pair = (key, sealed) => `${key.epoch ?? 'person'} opens ${sealed.name}`;

/** All that opened entries say. */
function words(opened) {
  const entries = opened.filter(({ sealed }) => sealed.kind === 'entry');
  return Buffer.concat(entries.map(({ sealed, plain }) => wordsOf(sealed, plain)));
}
