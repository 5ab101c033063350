// All that a first visit needs in order to write is in the first halves of page and worker (docs/decisions/0021):
// here the second ones do not come.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Member } from './support/college.mjs';
import { FAULTS, Proxy } from './support/proxy.mjs';
import { Server } from './support/server.mjs';

const SECOND_HALF = /\/([aw])-[0-9a-f]+\/split_later\.wasm$/;
const REFLECTION = { title: 'With half an app', q_what: 'The bus was late.', q_so_what: 'It came.', q_now_what: 'Write on.' };

let proxy;
let server;
let invitation;
let founder;
const open = [];

before(async () => {
  proxy = await Proxy.start();
  server = await Server.start({ origin: proxy.origin });
  proxy.target = server.port;
  const coordinator = await arrive();
  await coordinator.begin(await server.link(), { name: 'Rabia' });
  await coordinator.foundProgramme('Mentoring');
  [invitation] = await coordinator.invite('mentee', ['Ayesha']);
  await coordinator.sent();
  proxy.set(FAULTS.drop, SECOND_HALF);
});

after(async () => {
  for (const { device } of open) await device.close();
  await server.stop();
  proxy.stop();
});

async function arrive() {
  const member = await Member.arrive(proxy.origin);
  open.push(member);
  return member;
}

/** From the first page to a saved text, without what is in the second halves. */
async function firstVisit(person, comeIn) {
  const missed = new Set();
  person.device.context.on('requestfailed', (request) => missed.add(request.url().match(SECOND_HALF)?.[1]));
  await comeIn();
  await person.link('common.write').click();
  await person.field('editor.title').waitFor();
  await person.fillIn(REFLECTION);
  // It is what the editor says in the place of what is missing.
  await person.reads('problem.server_unreachable');
  assert.deepEqual(['a', 'w'].filter((half) => !missed.has(half)), [], 'both were asked for, and did not come');
  person.device.check();
}

test('found, confirm the card, write: saved', { timeout: 90_000 }, async () => {
  founder = await arrive();
  await firstVisit(founder, async () => founder.begin(await server.link()));
});

test('join, confirm the card, write: saved', { timeout: 90_000 }, async () => {
  const mentee = await arrive();
  await firstVisit(mentee, () => mentee.join(invitation, 'Ayesha'));
});

test('what does not come says so, and comes when it is asked for again', { timeout: 90_000 }, async () => {
  proxy.set(undefined);
  await founder.button('common.retry').click();
  await founder.fillIn({ tags: ['whole'] });
  await founder.done();
  await founder.sent();
  const { title, ...answers } = REFLECTION;
  assert.deepEqual(await founder.textOf(title, Object.keys(answers)), { ...REFLECTION, tags: ['whole'] });
});
