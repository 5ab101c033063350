// Words typed and not given: a comment, an answer, a note and a concern are still there after a lock, after the page
// died, and after the browser did; given, they are gone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Device } from './support/browser.mjs';
import { Member } from './support/college.mjs';
import { Server } from './support/server.mjs';

const TITLE = 'Night duty';
const COMMENT = 'What would you do n';
const NOTE = 'Asks for hel';
const CONCERN = 'On the ward rou';

let server;
let mentor;
let mentee;
const others = [];

before(async () => {
  server = await Server.start();
  const coordinator = await Member.arrive(server.origin);
  await coordinator.begin(await server.link(), { name: 'Rabia Anwar' });
  await coordinator.foundProgramme('Mentoring');
  const [toMentor] = await coordinator.invite('mentor', ['Dr Khan']);
  const [toOfficer] = await coordinator.invite('officer', ['Dr Afridi']);
  const [toMentee] = await coordinator.invite('mentee', ['Ayesha']);
  const officer = await Member.arrive(server.origin);
  await officer.join(toOfficer, 'Dr Afridi');
  await coordinator.sees('Dr Afridi');
  mentor = await Member.arrive(server.origin);
  await mentor.join(toMentor, 'Dr Khan');
  mentee = await Member.arrive(server.origin);
  await mentee.join(toMentee, 'Ayesha');
  await coordinator.sees('Dr Khan', 'Ayesha');
  await coordinator.pair('Dr Khan', ['Ayesha']);
  await coordinator.sent();
  others.push(coordinator, officer);
  await mentee.visit('Dr Khan');
  await mentee.show(mentee.says('welcome.first_part'), 'Dr Khan', { comment: true });
  await mentee.write({ title: TITLE, q_what: 'A fall on the ward.' }, { template: 'what' });
  await mentee.sent();
  await mentor.read('Ayesha', TITLE);
});

after(async () => {
  for (const person of [...others, mentor, mentee]) await person?.device.close();
  await server?.stop();
});

/** Types into a field of the page and waits until it is durable. */
async function half(person, field, text) {
  await person.page.getByTestId(field).first().fill(text);
  await person.page.locator('[data-testid="save-state"][data-state="saved"]').first().waitFor();
}

async function stands(person, field, text) {
  await person.page.waitForFunction(
    ([name, words]) => document.querySelector(`[data-testid="${name}"]`)?.value === words,
    [field, text],
  );
}

test('a comment and a note survive a lock, the death of the page and that of the browser', { timeout: 120_000 }, async () => {
  await half(mentor, 'comment-text', COMMENT);
  await mentor.visit('Ayesha');
  await half(mentor, 'note-text', NOTE);

  await mentor.lock();
  await mentor.unlock();
  await mentor.visit('Ayesha');
  await stands(mentor, 'note-text', NOTE);
  await mentor.read('Ayesha', TITLE);
  await stands(mentor, 'comment-text', COMMENT);

  await mentor.device.killPage();
  mentor.device.page = await mentor.device.context.newPage();
  mentor.page = mentor.device.page;
  await mentor.page.goto(server.origin);
  await mentor.unlock();
  await mentor.read('Ayesha', TITLE);
  await stands(mentor, 'comment-text', COMMENT);

  await mentor.device.kill();
  const { profile } = mentor.device;
  mentor.device = await Device.open(server.origin, { profile });
  mentor.page = mentor.device.page;
  await mentor.page.goto(server.origin);
  await mentor.unlock();
  await mentor.visit('Ayesha');
  await stands(mentor, 'note-text', NOTE);
  await mentor.read('Ayesha', TITLE);
  await stands(mentor, 'comment-text', COMMENT);
});

test('given, it is gone from the field for good, and a half-written answer opens by itself', { timeout: 120_000 }, async () => {
  await mentor.say('What would you do next time?');
  await stands(mentor, 'comment-text', '');
  await mentor.comment('What would you do next time?').getByTestId('reply').click();
  await half(mentor, 'comment-text', 'I mean, at');
  await mentor.again();
  await mentor.read('Ayesha', TITLE);
  const answer = mentor.page.getByTestId('comment').getByTestId('comment-text');
  await answer.waitFor();
  assert.equal(await answer.inputValue(), 'I mean, at');
  assert.equal(await mentor.page.getByTestId('comment-text').last().inputValue(), '', 'the other field is empty');
});

test('a concern keeps that it shall bear no name', { timeout: 120_000 }, async () => {
  await mentee.goTo('shell.people');
  await mentee.link('people.link_concern').click();
  await mentee.page.getByTestId('anonymous').check();
  await half(mentee, 'concern-text', CONCERN);
  await mentee.lock();
  await mentee.unlock();
  await mentee.goTo('shell.people');
  await mentee.link('people.link_concern').click();
  await stands(mentee, 'concern-text', CONCERN);
  assert.equal(await mentee.page.getByTestId('anonymous').isChecked(), true);
  await mentee.page.getByTestId('send-concern').click();
  await mentee.reads('concern.kept');
  await stands(mentee, 'concern-text', '');
  await mentee.again();
  await mentee.goTo('shell.people');
  await mentee.link('people.link_concern').click();
  await mentee.page.getByTestId('concerns').waitFor();
  await stands(mentee, 'concern-text', '');
  assert.equal(await mentee.page.getByTestId('anonymous').isChecked(), false);
});
