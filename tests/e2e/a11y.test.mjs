// Everyone can use it: no axe violation on any page, nothing that scrolls sideways, no step that needs a mouse.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { DESKTOP, Device, PHONE } from './support/browser.mjs';
import { Member } from './support/college.mjs';
import { Person, PASSPHRASE } from './support/journey.mjs';
import { Server } from './support/server.mjs';
import { numberIn } from './support/words.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

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

/** Every combination of language, theme and size of one page: axe, direction and width. */
async function everyWay(person, name, found) {
  const { page } = person;
  for (const lang of ['en', 'ur']) {
    await found(lang);
    assert.equal(await page.locator('html').getAttribute('dir'), lang === 'ur' ? 'rtl' : 'ltr');
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const size of [PHONE, DESKTOP]) {
        // High enough that nothing lies under the bar, where axe would call it too small to touch.
        await page.setViewportSize({ width: size.width, height: 2400 });
        const where = `${name}, ${lang}, ${colorScheme}, ${size.width} px`;
        assert.deepEqual(await violations(page), [], where);
      }
    }
    await page.setViewportSize({ width: 320, height: 640 });
    assert.deepEqual(await sticksOut(page), [], `${name}, ${lang}, 320 px wide`);
    await page.setViewportSize(PHONE);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    assert.deepEqual(await sticksOut(page), [], `${name}, ${lang}, text twice as large`);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '';
    });
  }
}

async function violations(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  return page.evaluate(async (tags) => {
    const { violations: found } = await globalThis.axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.any[0]?.message ?? ''}`).join(' | ')}`);
  }, TAGS);
}

/** What makes the page wider than the screen; nothing if it is not. */
function sticksOut(page) {
  return page.evaluate(() => {
    const root = document.scrollingElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return right > root.clientWidth + 1 || left < -1;
    });
    return wide.slice(0, 5).map((element) => `${element.tagName}.${element.className}`);
  });
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
  const on = (name, go) => everyWay(person, name, async (lang) => {
    // A dialog of the page before.
    await page.keyboard.press('Escape');
    await person.chooseLanguage(lang);
    await go();
  });
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

/** Every way of a page that this person finds by `go`. */
const by = (person) => (name, go) => everyWay(person, name, async (lang) => {
  await person.page.keyboard.press('Escape');
  await person.chooseLanguage(lang);
  await go();
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
  await coordinator.foundProgramme('Mentoring');
  const [mentorLink] = await coordinator.invite('mentor', ['Dr Khan']);
  const [menteeLink] = await coordinator.invite('mentee', ['Ayesha', 'بلال']);
  const on = by(coordinator);
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
