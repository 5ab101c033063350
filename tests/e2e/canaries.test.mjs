// Thirty canaries are typed wherever one can type. Nothing the server holds has them, and nothing the locked
// device left on its disk. A public string, planted beside them, is found by the same search in each place.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Device } from './support/browser.mjs';
import { Search, canaries as made, holding, overhear, plant, plantIn, plantInLog } from './support/canaries.mjs';
import { Person } from './support/journey.mjs';
import { FAULTS, Proxy } from './support/proxy.mjs';
import { Server } from './support/server.mjs';

// Half with Urdu letters in them.
const canaries = made(30);
const planted = plant();
const secrets = new Search(canaries);
const control = new Search([planted]);

let server;
let proxy;
let device;

before(async () => {
  proxy = await Proxy.start();
  server = await Server.start({ origin: proxy.origin });
  proxy.target = server.port;
  device = await Device.open(proxy.origin);
});

after(async () => {
  await server.stop();
  proxy.stop();
});

test('thirty canaries are typed, sent, searched for, thrown away and locked in', { timeout: 180_000 }, async () => {
  const left = [...canaries];
  const next = () => left.shift();
  const typed = await overhear(device.page);
  const person = new Person(device.page);
  await person.begin(await server.link(), { name: next(), passphrase: next() });
  await person.newPart(next());
  await person.newPart(next());
  const titles = [next(), next(), next(), next()];
  await person.write({ title: titles[0], q_what: next(), q_so_what: next(), q_now_what: next(), tags: [next(), next()] });
  await person.write(
    { title: titles[1], q_description: next(), q_feelings: next(), q_evaluation: next(), q_analysis: next(), q_conclusion: next(), q_action_plan: next(), tags: [next()] },
    { template: 'gibbs' },
  );
  await person.write({ title: titles[2], q_free: next(), tags: [next()] }, { template: 'free' });
  await person.sent();

  // An older revision, a search, the trash, another name for a part and for the person.
  await person.open(titles[2]);
  await person.link('common.edit').click();
  await person.fillIn({ q_free: next() });
  await person.done();
  await person.finds(titles[1], [titles[1]]);
  await person.finds(titles[0].slice(0, -2), [titles[0]]);
  await person.open(titles[0]);
  await person.button('item.trash').click();
  await person.reads('common.trashed');
  await person.link('shell.settings').click();
  await person.field('settings.name').fill(next());
  await device.page.getByTestId('save-name').click();
  await person.reads('settings.saved');

  // What was not sent is on the disk in another form.
  await person.sent();
  proxy.set(FAULTS.drop);
  await person.write({ title: titles[3], q_free: next(), tags: [next()] }, { template: 'free' });
  await person.startWriting('free');
  await person.fillIn({ title: next(), q_free: left.join(' ') });
  await person.done();
  assert.deepEqual(canaries.filter((text) => !typed.some((value) => value.includes(text))), [], 'each was in a field');

  // The control: the same search has to find this one, in what the browser keeps and in the server's memory.
  await plantIn(device.page, planted);
});

test('none is in the memory of the server, which is searched while it runs', { timeout: 60_000 }, async () => {
  const found = await holding(server.port, planted, () => control.memory(server.pid));
  assert.ok(found.some(({ form }) => form === 'utf-8'), 'the search does not see the memory');
  assert.deepEqual(secrets.memory(server.pid), []);
});

test('none is in the folder or the log of the server', { timeout: 60_000 }, async () => {
  writeFileSync(join(server.data, 'planted'), planted);
  assert.ok(control.folder(server.data).length > 0, 'the search does not see the folder');
  assert.deepEqual(secrets.folder(server.data), []);
  await plantInLog(server, planted);
  assert.ok(control.in(Buffer.from(server.log)).length > 0, 'the search does not see the log');
  assert.ok(server.log.includes('/v1/entries'), 'the log says nothing');
  assert.deepEqual(secrets.in(Buffer.from(server.log)), []);
});

test('none is in an address, or in the profile once it is locked', { timeout: 120_000 }, async () => {
  const person = new Person(device.page);
  await person.link('shell.settings').click();
  await device.page.getByTestId('lock-now').click();
  await person.stage('unlock');
  await device.page.goto(`${proxy.origin}/welcome?${planted}`);
  await person.stage('unlock');
  await device.close();
  const addresses = Buffer.from([...device.addresses].join('\n'));
  assert.ok(control.in(addresses).length > 0);
  assert.deepEqual(secrets.in(addresses), []);

  const places = control.folder(device.profile).map(({ where }) => where.slice(device.profile.length));
  for (const place of ['Local Storage', 'IndexedDB', 'History']) {
    assert.ok(places.some((where) => where.includes(place)), `the search does not see ${place}: ${places.join(', ')}`);
  }
  assert.deepEqual(secrets.folder(device.profile), []);
});
