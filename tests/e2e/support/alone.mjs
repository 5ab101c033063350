// Pictures of the pages of one person.
import { Device } from './browser.mjs';
import { Person } from './journey.mjs';
import { SITTER } from './pictures.mjs';

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

/** From the first screen to the locked one. */
export async function alone(server, pictures) {
  const device = await Device.open(server.origin, SITTER);
  const { page } = device;
  const person = new Person(page);
  const shoot = (name, go) => pictures.shoot(person, name, go);

  await page.goto(server.origin);
  await person.stage('welcome');
  await shoot('welcome-first');
  await page.goto(await server.link());
  await person.stage('welcome');
  await shoot('welcome');
  await person.link('welcome.begin').click();
  await person.stage('found');
  await shoot('found');
  await page.goto(`${server.origin}/restore`);
  await person.stage('restore');
  await page.getByTestId('card-line-1').fill('abandon hravest zoo zoo ');
  await shoot('restore');
  await person.found(await server.link());
  const card = await person.readCard();
  await shoot('card');
  await person.button('card.written').click();
  await page.getByTestId('card-answer').nth(2).waitFor();
  await shoot('card-check');
  await person.button('card.back').click();
  await person.confirmCard(card);
  await shoot('today-empty', () => person.today());
  await shoot('portfolio-empty', () => person.portfolio());
  await person.newPart('Clinical');
  for (const { template, ...item } of ITEMS) await person.write(item, { template });
  await person.sent();
  const [{ title }, { title: urdu }] = ITEMS;
  await shoot('today', () => person.today());
  await shoot('portfolio', () => person.portfolio());
  await shoot('part-dialog', async () => {
    await person.portfolio();
    await person.button('portfolio.new_part').click();
    await page.getByRole('dialog').waitFor();
  });
  await shoot('search-none', async () => {
    await person.portfolio();
    await page.getByRole('searchbox').fill('xyz');
    await person.reads('portfolio.found_none_title');
  });
  await person.portfolio();
  await page.getByRole('searchbox').fill('');
  await shoot('item', () => person.open(person.lang === 'ur' ? urdu : title));
  await shoot('write', () => edit(person, title));
  await shoot('template', async () => {
    await edit(person, title);
    await page.locator('.editor__template').click();
    await page.getByRole('dialog').waitFor();
  });
  await shoot('write-new', async () => {
    await person.today();
    await person.link('common.write').click();
    await person.field('editor.title').waitFor();
  });
  await person.leaveEditor();
  await shoot('audience', async () => {
    await person.open(title);
    await page.locator('.split__main .chip[aria-haspopup="dialog"]').click();
    await page.getByRole('dialog').waitFor();
  });
  await twoVersions(server, person, card, title);
  await shoot('conflict', async () => {
    await person.open(title);
    await page.getByTestId('compare').waitFor();
  });
  await shoot('today-conflict', () => person.today());
  await person.open(ITEMS[2].title);
  await person.button('item.trash').click();
  await person.reads('common.trashed');
  await shoot('trash', async () => {
    await person.portfolio();
    await page.locator('a[href="/trash"]').click();
    await page.locator('.card').first().waitFor();
  });
  await shoot('settings', () => person.goTo('shell.settings'));
  await shoot('passphrase', async () => {
    await person.goTo('shell.settings');
    await page.locator('a[href="/settings/passphrase"]').click();
    await page.getByTestId('change-passphrase').waitFor();
  });
  await shoot('server', async () => {
    await person.goTo('shell.settings');
    await person.link('settings.server_link').click();
    await page.getByTestId('circles').waitFor();
  });
  const second = await device.context.newPage();
  await second.goto(server.origin);
  const late = new Person(second);
  await late.stage('elsewhere');
  await pictures.shoot(late, 'elsewhere');
  await second.close();
  await person.lock();
  await shoot('unlock');
  await device.close();
}

async function edit(person, title) {
  await person.open(title);
  await person.link('common.edit').click();
  await person.field('editor.title').waitFor();
}

/** Two devices write the same answer without having met. */
async function twoVersions(server, person, card, title) {
  const other = await Device.open(server.origin, SITTER);
  const pc = new Person(other.page);
  await pc.restore(server.origin, card);
  await person.page.context().setOffline(true);
  await edit(pc, title);
  await pc.field('editor.q_now_what').fill('- say what I know, and then wait');
  await pc.saved();
  await pc.done();
  await pc.sent();
  await edit(person, title);
  await person.field('editor.q_now_what').fill('- ask her what she is afraid of');
  await person.saved();
  await person.done();
  await person.page.context().setOffline(false);
  await person.sent();
  await other.close();
}
