// What crosses the network, headers and all, and what the server is while nobody talks to it.
import { readFileSync } from 'node:fs';
import { Device } from '../support/browser.mjs';
import { figure, finish } from '../support/figures.mjs';
import { startH2 } from '../support/h2.mjs';
import { Person } from '../support/journey.mjs';
import { Meter } from '../support/meter.mjs';
import { Server } from '../support/server.mjs';

const SYNCS = 10;
const WORDS = ('ward round patient asked daughter silence registrar policy consent morning handover fever chart quiet ' +
  'decided apology listened history').split(' ');
/** 2,048 bytes of words. What is sent is not compressed any better for their repeating. */
const ENTRY = Array.from({ length: 400 }, (_, at) => WORDS[(at * 7 + Math.floor(at / 5)) % WORDS.length]).join(' ').slice(0, 2048);

/** One person behind a meter; `over`: what the figures are called. */
async function measure(over, { meter, server, bars }) {
  const device = await Device.open(server.origin, {
    flags: ['--ignore-certificate-errors'],
    ignoreHTTPSErrors: true,
  });
  const { page } = device;
  const person = new Person(page);
  await person.begin(await server.link());
  await person.write({ title: 'The first', q_free: 'To have everything in place.' }, { template: 'free' });
  await person.sent();
  // It fetches the app once more, and that is no part of a sync.
  await page.evaluate(() => navigator.serviceWorker.ready);

  const sync = async () => {
    const answered = page.waitForResponse('**/v1/sync');
    await person.nudge();
    await (await answered).finished();
    await page.locator('[data-testid="status"][data-state="sent"]').waitFor();
  };
  await sync();
  await sync();
  const syncs = await meter.during(async () => {
    for (let at = 0; at < SYNCS; at += 1) await sync();
  });
  figure(`unchanged sync up, ${over}`, syncs.up / SYNCS, 'B', bars ? 400 : undefined);
  figure(`unchanged sync down, ${over}`, syncs.down / SYNCS, 'B', bars ? 200 : undefined);

  const sent = await meter.during(async () => {
    await person.startWriting('free');
    await person.field('editor.q_free').fill(ENTRY);
    await person.saved();
    await person.done();
    await person.sent();
  });
  figure(`2 KB entry up and down, ${over}`, sent.up + sent.down, 'B', 6144);
  await device.close();
}

{
  const meter = await Meter.start();
  const server = await Server.start({ origin: `http://localhost:${meter.port}` });
  meter.to = server.port;
  await measure('HTTP/1.1', { meter, server });
  // Idle: every connection is closed, the browser gone.
  const kilobytes = Number(readFileSync(`/proc/${server.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]);
  figure('server, idle', kilobytes / 1024, 'MiB', 20);
  await server.stop();
}
{
  let server;
  const meter = await Meter.start();
  meter.to = await startH2(() => server.port);
  server = await Server.start({ origin: `https://localhost:${meter.port}` });
  await measure('HTTP/2 and TLS', { meter, server, bars: true });
  await server.stop();
}
finish();
process.exit();
