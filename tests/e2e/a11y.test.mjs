// Everyone can use it: no axe violation on any page, nothing that scrolls sideways, no step that needs a mouse.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { by, everyWay } from './support/a11y.mjs';
import { DESKTOP, Device } from './support/browser.mjs';
import { Member } from './support/college.mjs';
import { Person, PASSPHRASE } from './support/journey.mjs';
import { Server } from './support/server.mjs';
import { numberIn } from './support/words.mjs';

let server;
const devices = [];

before(async () => {
  server = await Server.start();
});

after(async () => {
  for (const device of devices) await device.close();
  await server.stop();
});

async function someone(options) {
  const device = await Device.open(server.origin, options);
  devices.push(device);
  return new Person(device.page);
}

test('the ways in, in every way', { timeout: 240_000 }, async () => {
  const person = await someone();
  const { page } = person;
  await page.goto(`${server.origin}/welcome`);
  for (const name of ['welcome', 'found', 'restore']) {
    await everyWay(person, name, async (lang) => {
      await page.goto(`${server.origin}/${name}`);
      await person.stage(name);
      await person.speak(lang);
    });
    await person.speak('en');
  }
  await person.found(await server.link());
  await everyWay(person, 'card', (lang) => person.speak(lang));
});

test('the open vault, in every way', { timeout: 480_000 }, async () => {
  const person = await someone();
  const { page } = person;
  const card = await person.begin(await server.link());
  assert.equal(card.length, 24);
  const on = by(person);
  const settings = () => person.goTo('shell.settings');

  await on('today, empty', () => person.today());
  await on('portfolio, empty', () => person.portfolio());
  await person.chooseLanguage('en');
  await person.newPart('Clinical');
  await person.write({ title: 'A ward round', q_what: 'It *went* well.', q_so_what: '> quoted\n\n1. one\n2. two', tags: ['ward'] });
  await person.write({ title: 'پہلا معائنہ', q_what: 'مریض نے پوچھا۔' });
  await person.write({ title: 'Thrown away' });
  await person.button('item.trash').click();
  await person.reads('common.trashed');
  const title = 'A ward round';

  await on('today', () => person.today());
  await on('portfolio', () => person.portfolio());
  await on('item', () => person.open(title));
  await on('write, new', () => person.startWriting());
  await on('write', async () => {
    await person.open(title);
    await person.link('common.edit').click();
    await person.field('editor.title').waitFor();
  });
  await on('trash', async () => {
    await person.portfolio();
    await page.locator('a[href="/trash"]').click();
    await page.waitForURL('**/trash');
    await page.locator('.card__link').waitFor();
  });
  await on('settings', settings);
  await on('passphrase', async () => {
    await settings();
    await person.link('settings.passphrase_title').click();
    await page.waitForURL('**/settings/passphrase');
  });
  await on('what the server knows', async () => {
    await settings();
    await person.link('settings.server_link').click();
    await page.getByTestId('circles').waitFor();
  });
  await on('who can see this', async () => {
    await person.open(title);
    await page.locator('.split__main .chip[aria-haspopup="dialog"]').click();
    await page.getByRole('dialog').waitFor();
  });
  await page.keyboard.press('Escape');
  await person.chooseLanguage('en');
  await person.lock();
  await everyWay(person, 'unlock', (lang) => person.speak(lang));
});

/** Somebody with a device of their own. */
async function member() {
  const person = await Member.arrive(server.origin);
  devices.push(person.device);
  return person;
}

test('a programme, in every way', { timeout: 1_500_000 }, async () => {
  const coordinator = await member();
  await coordinator.begin(await server.link(), { name: 'Rabia' });
  const on = by(coordinator);
  const toFound = async () => {
    await coordinator.goTo('shell.people');
    await coordinator.link('people.found_link').click();
    await coordinator.field('programme.name').waitFor();
  };
  await on('people, nobody yet', async () => {
    await coordinator.goTo('shell.people');
    await coordinator.page.locator('.empty').waitFor();
  });
  await on('programme, to be founded', toFound);
  await coordinator.chooseLanguage('en');
  await toFound();
  await coordinator.field('programme.name').fill('Mentoring');
  await coordinator.button('programme.found').click();
  const card = await coordinator.readCard();
  const toCard = async () => {
    await coordinator.programme();
    await coordinator.link('programme.card_open').click();
    await coordinator.readCard();
  };
  await on('programme card', async () => {
    await toCard();
    await coordinator.page.getByTestId('show-qr').click();
    await coordinator.page.locator('.sheet__qr svg').waitFor();
  });
  await on('programme card, three words asked', async () => {
    await toCard();
    await coordinator.button('card.written').click();
    await coordinator.page.getByTestId('card-answer').nth(2).waitFor();
  });
  await coordinator.chooseLanguage('en');
  await toCard();
  await coordinator.confirmProgrammeCard(card);
  const [mentorLink] = await coordinator.invite('mentor', ['Dr Khan']);
  const [menteeLink] = await coordinator.invite('mentee', ['Ayesha', 'بلال']);
  const invitations = async () => {
    await coordinator.programme();
    await coordinator.link('programme.invite_people').click();
    await coordinator.page.getByTestId('invitation').first().waitFor();
  };
  await on('invitations', async () => {
    await invitations();
    await coordinator.button('card.show_qr').first().click();
  });
  await on('invitations to print', async () => {
    await invitations();
    await coordinator.link('programme.to_sheet').click();
    await coordinator.page.getByTestId('tickets').waitFor();
  });
  const mentor = await member();
  await mentor.join(mentorLink, 'Dr Khan', PASSPHRASE);
  const mentee = await member();
  await mentee.join(menteeLink, 'Ayesha', PASSPHRASE);
  await coordinator.chooseLanguage('en');
  await coordinator.sees('Dr Khan', 'Ayesha');
  await on('roster', async () => {
    await coordinator.programme();
    await coordinator.page.locator('a[href="/programme/people"]').click();
    await coordinator.page.locator('.person').first().waitFor();
  });
  await on('pairing', async () => {
    await coordinator.programme();
    await coordinator.link('programme.pair').click();
    await coordinator.page.getByTestId('pair').waitFor();
  });
  await coordinator.chooseLanguage('en');
  await coordinator.pair('Dr Khan', ['Ayesha']);
  await on('programme', () => coordinator.programme());
  await on('a further coordinator', async () => {
    await coordinator.programme();
    await coordinator.link('programme.appoint').click();
    await coordinator.field('programme.appoint_card').waitFor();
  });
});

test('from the link to a saved page without a mouse', { timeout: 90_000 }, async () => {
  const person = await someone({ viewport: DESKTOP });
  const { page } = person;
  const { keyboard } = page;
  /** Tab until this has the focus. */
  const reach = async (target) => {
    const focused = () => target.evaluate((element) => element === document.activeElement);
    for (let steps = 0; steps < 60; steps += 1) {
      if ((await target.count()) === 1 && (await focused())) return;
      await keyboard.press('Tab');
    }
    assert.fail(`no way to ${target}`);
  };
  await page.goto(await server.link());
  await person.stage('welcome');
  await reach(person.link('welcome.begin'));
  await keyboard.press('Enter');
  await person.stage('found');
  await reach(person.field('welcome.name'));
  await keyboard.type('Keys only');
  await reach(person.field('unlock.new_passphrase'));
  await keyboard.type(PASSPHRASE);
  await keyboard.press('Enter');
  await person.stage('card');
  const card = await person.readCard();
  await reach(person.button('card.written'));
  await keyboard.press('Enter');
  const answers = page.getByTestId('card-answer');
  await answers.nth(2).waitFor();
  const labels = await page.locator('form label').allTextContents();
  for (const [at, label] of labels.entries()) {
    await reach(answers.nth(at));
    await keyboard.type(card[numberIn(label) - 1]);
  }
  await keyboard.press('Enter');
  await person.stage('open');
  await reach(person.link('common.write'));
  await keyboard.press('Enter');
  await person.field('editor.title').waitFor();
  await reach(person.field('editor.title'));
  await keyboard.type('By hand');
  await reach(person.field('editor.q_what'));
  await keyboard.type('No mouse was touched.');
  await person.saved();
  await reach(person.link('editor.done'));
  await keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'By hand', exact: true }).waitFor();
});
