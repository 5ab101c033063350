// A college begins: somebody founds its programme, invites by links and by paper, and introduces people.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Member } from './support/college.mjs';
import { Server } from './support/server.mjs';
import { clockOff, prefixWorkers } from './support/worker.mjs';

const PROGRAMME = 'Mentoring, کالج شمال';
const MENTOR = 'Dr Khan';
const MENTEES = ['Ayesha', 'بلال احمد'];

let server;
let coordinator;
let mentor;
const mentees = [];
const strangers = [];
const links = new Map();

before(async () => {
  server = await Server.start();
  coordinator = await Member.arrive(server.origin);
});

after(async () => {
  for (const { device } of [coordinator, mentor, ...mentees, ...strangers].filter(Boolean)) await device.close();
  await server.stop();
});

test('a programme is founded, and its card confirmed', { timeout: 90_000 }, async () => {
  await coordinator.begin(await server.link(), { name: 'Rabia' });
  await coordinator.foundProgramme(PROGRAMME);
  await coordinator.programme();
  await coordinator.page.getByText(PROGRAMME, { exact: true }).waitFor();
  assert.equal(await coordinator.page.getByTestId('programme-card-waiting').count(), 0);
  // Whoever was lost may still be named: the card alone is the way, and it is shown once.
  await coordinator.page.goto(`${server.origin}/programme/card`);
  await coordinator.unlock();
  assert.equal(await coordinator.page.getByTestId('card-word').count(), 0);
});

test('people are invited by link and join on their own devices', { timeout: 180_000 }, async () => {
  const [toMentor] = await coordinator.invite('mentor', [MENTOR]);
  const toMentees = await coordinator.invite('mentee', MENTEES);
  assert.equal(new Set([toMentor, ...toMentees]).size, 3);
  await coordinator.sent();
  links.set(MENTOR, toMentor);

  mentor = await Member.arrive(server.origin);
  await mentor.page.goto(toMentor);
  await mentor.link('welcome.begin').click();
  const invites = mentor.page.getByTestId('invites');
  await invites.getByText(PROGRAMME, { exact: true }).waitFor();
  await invites.getByText(mentor.says('common.role_mentor'), { exact: true }).waitFor();
  assert.ok(!mentor.page.url().includes('#'), 'the secret is out of the address bar');
  await mentor.join(toMentor, MENTOR);
  for (const [at, name] of MENTEES.entries()) {
    const mentee = await Member.arrive(server.origin, { lang: at === 0 ? 'en' : 'ur' });
    mentees.push(mentee);
    await mentee.join(toMentees[at], name);
  }
});

test('the coordinator sees who joined, and is told', { timeout: 90_000 }, async () => {
  await coordinator.sees(MENTOR, ...MENTEES);
  for (const name of [MENTOR, ...MENTEES]) await coordinator.told('joined', name);
  await coordinator.programme();
  await coordinator.link('programme.invite_people').click();
  await coordinator.page.locator('[data-testid="invitation"][data-state="answered"]').nth(2).waitFor();
  // They know who let them in, under the same eight words.
  const words = new Set();
  for (const one of [coordinator, mentor, ...mentees]) {
    await one.goTo('shell.people');
    const programme = one.page.getByTestId('programme');
    await one.until(() => programme);
    words.add(await programme.locator('details bdi').textContent());
  }
  assert.equal(words.size, 1, [...words].join(' / '));
});

test('a mentor and a mentee are paired: each sees the other introduced, and nobody else does', { timeout: 120_000 }, async () => {
  const [paired, alone] = mentees;
  await coordinator.pair(MENTOR, [MENTEES[0]]);
  await coordinator.sent();
  for (const [one, other] of [[mentor, MENTEES[0]], [paired, MENTOR]]) {
    await one.told('introduced', other);
    await one.visit(other);
    await one.page.getByTestId('standing').getByText(one.says('common.standing_introduced')).waitFor();
  }
  await mentor.goTo('shell.mentees');
  await mentor.page.getByTestId('mentee').filter({ hasText: MENTEES[0] }).waitFor();
  await alone.sent();
  await alone.goTo('shell.people');
  await alone.page.getByTestId('programme').waitFor();
  assert.equal(await alone.page.getByRole('link', { name: MENTOR, exact: true }).count(), 0);
  await coordinator.programme();
  await coordinator.page.locator('[data-testid="pairing"][data-state="sent"]').waitFor();
});

test('they compare eight words, and rely on their own eyes from then on', { timeout: 60_000 }, async () => {
  const [paired] = mentees;
  await paired.goTo('shell.people');
  const own = await paired.page.getByTestId('fingerprint').textContent();
  await mentor.visit(MENTEES[0]);
  await mentor.page.getByTestId('compare').click();
  assert.equal(await mentor.page.getByTestId('their-words').textContent(), own);
  await mentor.page.getByTestId('same').click();
  await mentor.page.getByTestId('standing').getByText(mentor.says('common.standing_verified')).waitFor();
});

test('open invitations go on paper, a QR each', { timeout: 60_000 }, async () => {
  const labels = ['Roll 101', 'Roll 102', 'رول ۱۰۳', 'Roll 104'];
  const made = await coordinator.invite('mentee', labels);
  await coordinator.sent();
  links.set('open', made[0]);
  links.set('altered', made[1]);
  links.set('expired', made[2]);
  links.set('withdrawn', made[3]);
  const { page } = coordinator;
  const last = page.getByTestId('invitation').filter({ has: page.getByRole('heading', { name: labels[3], exact: true }) });
  await last.getByRole('button', { name: coordinator.says('programme.withdraw'), exact: true }).click();
  await page.locator('[data-testid="invitation"][data-state="withdrawn"]').waitFor();
  await coordinator.sent();
  await coordinator.link('programme.to_sheet').click();
  const tickets = page.getByTestId('tickets').locator('.ticket');
  await tickets.nth(2).waitFor();
  assert.equal(await tickets.count(), 3);
  assert.equal(await tickets.getByRole('img').count(), 3);
  await page.emulateMedia({ media: 'print' });
  assert.ok(await tickets.first().isVisible());
  assert.ok(!(await page.getByRole('navigation').isVisible()), 'paper has no bar');
  const sheet = (await page.pdf({ format: 'A4' })).toString('latin1');
  assert.equal(sheet.match(/\/Type\s*\/Page\b/g).length, 1, 'three of them fit on a sheet');
  await page.emulateMedia({ media: 'screen' });
});

test('an invitation that is used, withdrawn, altered or over says so, and what to do', { timeout: 120_000 }, async () => {
  const stranger = await Member.arrive(server.origin);
  strangers.push(stranger);
  const refused = async (link, key) => {
    await stranger.tryToJoin(link, 'Stranger');
    await stranger.readsInBoth(key);
    // Nothing is left behind that would be in the way of the right link.
    await stranger.page.goto(`${server.origin}/welcome`);
    await stranger.stage('welcome');
  };
  await refused(links.get(MENTOR), 'problem.link_used');
  await refused(links.get('withdrawn'), 'problem.link_unknown');
  const altered = links.get('altered');
  await refused(altered.slice(0, -2), 'problem.invitation_unreadable');
  const other = altered.at(-5) === 'a' ? 'b' : 'a';
  await refused(altered.slice(0, -5) + other + altered.slice(-4), 'problem.link_unknown');
  await stranger.device.close();

  const late = await Member.arrive(server.origin);
  strangers.push(late);
  await late.device.context.addInitScript(clockOff(15));
  await prefixWorkers(late.device, clockOff(15));
  await late.page.goto(links.get('expired'));
  await late.link('welcome.begin').click();
  await late.page.getByTestId('invitation-refused').waitFor();
  await late.readsInBoth('problem.invitation_expired');
  await late.tryToJoin(links.get('expired'), 'Late');
  await late.page.locator('form .field__error', { hasText: late.says('problem.invitation_expired') }).waitFor();

  // The right one still works, on the device that was refused.
  const guest = await Member.arrive(server.origin, { profile: stranger.device.profile });
  strangers.push(guest);
  await guest.join(links.get('open'), 'Guest');
  await coordinator.page.goto(`${server.origin}/programme`);
  await coordinator.unlock();
  await coordinator.sees('Guest');
});
