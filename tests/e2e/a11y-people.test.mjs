// The pages of a mentee, a mentor and a safety officer: no axe violation, nothing that scrolls sideways.
import { after, before, test } from 'node:test';
import { by, everyWay } from './support/a11y.mjs';
import { Member } from './support/college.mjs';
import { Server } from './support/server.mjs';

const PROGRAMME = 'Mentoring, کالج شمال';
const [RABIA, KHAN, AYESHA, AFRIDI] = ['Rabia', 'Dr Khan', 'عائشہ نور', 'Dr Afridi'];
const PART = 'Clinical';
const ITEM = { title: 'A ward round', q_what: 'It *went* well.', q_so_what: '> quoted\n\n1. one\n2. two', tags: ['ward'] };
const [COMMENT, ANSWER] = ['What would you do next time?', 'میں پوچھوں گا۔'];

let server;
let coordinator;
let mentor;
let mentee;
let officer;

before(async () => {
  server = await Server.start();
  coordinator = await Member.arrive(server.origin);
  mentor = await Member.arrive(server.origin);
  mentee = await Member.arrive(server.origin);
  officer = await Member.arrive(server.origin);
});

after(async () => {
  for (const { device } of [coordinator, mentor, mentee, officer]) await device.close();
  await server.stop();
});

test('an invitation, in every way', { timeout: 180_000 }, async () => {
  await coordinator.begin(await server.link(), { name: RABIA });
  await coordinator.foundProgramme(PROGRAMME);
  const [toMentor] = await coordinator.invite('mentor', [KHAN]);
  const [toMentee] = await coordinator.invite('mentee', [AYESHA]);
  const [toOfficer] = await coordinator.invite('officer', [AFRIDI]);
  await coordinator.sent();
  await mentor.page.goto(toMentor);
  await mentor.link('welcome.begin').click();
  await mentor.stage('join');
  await everyWay(mentor, 'join', async (lang) => {
    await mentor.speak(lang);
    await mentor.page.getByTestId('invites').waitFor();
  });
  await mentor.speak('en');
  await mentor.join(toMentor, KHAN);
  await mentee.join(toMentee, AYESHA);
  await officer.join(toOfficer, AFRIDI);
  await coordinator.sees(KHAN, AYESHA, AFRIDI);
});

test('where nothing is yet, in every way', { timeout: 180_000 }, async () => {
  await by(mentor)('mentees, nobody yet', async () => {
    await mentor.goTo('shell.mentees');
    await mentor.page.locator('.empty').waitFor();
  });
  await by(mentee)('shown, nothing yet', async () => {
    await mentee.goTo('shell.people');
    await mentee.link('people.link_shown').click();
    await mentee.page.locator('.empty').waitFor();
  });
  await by(officer)('concerns, none yet', async () => {
    await officer.toConcerns();
    // Only the welcome says whose concerns these are.
    await officer.until(() => officer.page.locator('.empty'));
  });
  for (const person of [mentor, mentee, officer]) await person.chooseLanguage('en');
  await coordinator.pair(KHAN, [AYESHA]);
  await coordinator.sent();
  await mentee.told('introduced', KHAN);
  await mentor.told('introduced', AYESHA);
});

test('what a mentee shows, in every way', { timeout: 300_000 }, async () => {
  const on = by(mentee);
  const { page } = mentee;
  const toPeople = async (key) => {
    await mentee.goTo('shell.people');
    await mentee.link(key).click();
  };
  await on('today, introduced', () => mentee.today());
  await on('people', async () => {
    await mentee.goTo('shell.people');
    await page.getByTestId('people').waitFor();
    const folded = page.locator('details:not([open]) > summary');
    while ((await folded.count()) > 0) await folded.first().click();
  });
  await on('person', () => mentee.visit(KHAN));
  await on('compare', async () => {
    await mentee.visit(KHAN);
    await page.getByTestId('compare').click();
    await page.getByTestId('same').waitFor();
  });
  await page.keyboard.press('Escape');
  await mentee.chooseLanguage('en');
  await mentee.newPart(PART);
  await mentee.write(ITEM);
  await on('delegate', async () => {
    await mentee.inPart(PART);
    await mentee.button('sharing.show_part').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: KHAN }).check();
    await dialog.getByTestId('already-here').check();
    await dialog.getByTestId('plain-words').waitFor();
  });
  await page.keyboard.press('Escape');
  await mentee.chooseLanguage('en');
  await mentee.show(PART, KHAN, { comment: true, already: true });
  await mentee.sent();
  await on('shown', async () => {
    await toPeople('people.link_shown');
    await page.getByTestId('grant').waitFor();
  });
  await on('take back', async () => {
    await (await mentee.shownTo(PART, KHAN)).getByRole('button').click();
    await page.getByTestId('take-back').waitFor();
  });
  await on('who sees what', async () => {
    await toPeople('people.link_who');
    await page.locator('.sees').first().waitFor();
  });
  await on('audience', async () => {
    await mentee.open(ITEM.title);
    await mentee.audience.click();
    await page.getByRole('dialog').locator('.reader__name').waitFor();
  });
  await page.keyboard.press('Escape');
  await mentee.chooseLanguage('en');
});

test('what a mentor reads and says, in every way', { timeout: 300_000 }, async () => {
  const on = by(mentor);
  await mentor.chooseLanguage('en');
  await mentor.read(AYESHA, ITEM.title);
  await mentor.say(COMMENT);
  await mentee.open(ITEM.title);
  await mentee.hears(COMMENT);
  await mentee.say(ANSWER, { to: COMMENT });
  await mentor.hears(ANSWER);
  await mentor.visit(AYESHA);
  await mentor.note('Ask about the surgery rotation.');
  await on('mentees', async () => {
    await mentor.goTo('shell.mentees');
    await mentor.page.getByTestId('mentee').waitFor();
  });
  await on('person who shows', () => mentor.visit(AYESHA));
  await on('shared item', async () => {
    await mentor.read(AYESHA, ITEM.title);
    await mentor.comment(COMMENT).getByTestId('reply').click();
  });
  await by(mentee)('item with comments', async () => {
    await mentee.open(ITEM.title);
    await mentee.comment(COMMENT).waitFor();
  });
});

test('a concern, in every way', { timeout: 240_000 }, async () => {
  await mentee.chooseLanguage('en');
  await mentee.raise('Nobody answers the night telephone.\n\nI do not know whom to tell.', { anonymous: true });
  await mentee.raise('And the rota.');
  const concerns = (person) => async () => {
    await person.toConcerns();
    await person.page.getByTestId('concerns').waitFor();
  };
  await by(mentee)('a concern to write', concerns(mentee));
  await officer.concern('And the rota.');
  await by(officer)('concerns that came', concerns(officer));
});
