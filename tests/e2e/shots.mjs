// Pictures of every page, in both languages, light and dark, on a phone and on a desktop. All go to the folder
// AMANAT_SHOTS (by default a temporary one); those the README shows go to AMANAT_PICTURES as well.
import { Device } from './support/browser.mjs';
import { Person } from './support/journey.mjs';
import { Pictures } from './support/pictures.mjs';
import { Server } from './support/server.mjs';
import { several } from './support/several.mjs';

/** What the README shows. */
const CHOSEN = new Set([
  'today-en-light-360',
  'write-en-light-360',
  'item-ur-light-360',
  'audience-en-light-360',
  'card-en-light-360',
  'today-ur-dark-360',
  'item-en-light-1280',
]);

const ITEMS = [
  {
    template: 'what',
    title: 'A question I could not answer',
    q_what: 'On the night shift a patient’s daughter asked me whether he would go home. I said that I would find somebody, and did not come back.',
    q_so_what: 'I was afraid of being wrong. She was afraid of **silence**, and that is what I gave her.',
    q_now_what: '- say what I know, and what I do not\n- come back when I said I would',
    tags: ['communication', 'night shift'],
  },
  {
    template: 'free',
    title: 'پہلا معائنہ',
    q_free: 'مریض نے پوچھا کہ کیا میں ڈاکٹر ہوں۔ میں ہچکچایا۔ سچ کہنا مشکل تھا، مگر اسی سے بات شروع ہوئی۔',
    tags: ['تعارف'],
  },
  { template: 'free', title: 'Consent, in three languages', q_free: 'The form was in English, the surgeon spoke Urdu, and she spoke Hindko.', tags: ['consent'] },
];

const server = await Server.start();
const device = await Device.open(server.origin);
const { page } = device;
const person = new Person(page);

const pictures = new Pictures(CHOSEN);
const shoot = (name, go) => pictures.shoot(person, name, go);

const here = async () => {};
await page.goto(await server.link());
await person.stage('welcome');
await shoot('welcome', here);
await person.link('welcome.begin').click();
await person.stage('found');
await shoot('found', here);
await page.goto(`${server.origin}/restore`);
await person.stage('restore');
await shoot('restore', here);
await person.found(await server.link());
const card = await person.readCard();
await shoot('card', here);
await person.confirmCard(card);
await shoot('today-empty', () => person.today());
await person.newPart('Clinical');
for (const { template, ...item } of ITEMS) await person.write(item, { template });
await person.sent();
const [{ title }] = ITEMS;
await shoot('today', () => person.today());
await shoot('portfolio', () => person.portfolio());
await shoot('item', () => person.open(person.lang === 'ur' ? ITEMS[1].title : title));
await shoot('write', async () => {
  await person.open(title);
  await person.link('common.edit').click();
  await person.field('editor.title').waitFor();
});
await shoot('audience', async () => {
  await person.open(title);
  await page.locator('.split__main .chip[aria-haspopup="dialog"]').click();
  await page.getByRole('dialog').waitFor();
});
await shoot('settings', () => person.goTo('shell.settings'));
await shoot('server', async () => {
  await person.goTo('shell.settings');
  await person.link('settings.server_link').click();
  await page.getByTestId('circles').waitFor();
});
await person.lock();
await shoot('unlock', here);
await device.close();
await several(server, pictures);
await server.stop();
console.log(`pictures of every page: ${pictures.folder}`);
process.exit();
