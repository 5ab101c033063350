// Whom the programme's card names coordinator does what a coordinator does, whatever they joined as.
import { after, before, describe, test } from 'node:test';
import { Member } from './support/college.mjs';
import { Server } from './support/server.mjs';

for (const lang of ['en', 'ur']) {
  describe(`everybody speaks ${lang}`, () => {
    let server;
    let first;
    let second;
    let mentee;

    before(async () => {
      server = await Server.start();
      [first, second, mentee] = await Promise.all([1, 2, 3].map(() => Member.arrive(server.origin, { lang })));
    });

    after(async () => {
      for (const person of [first, second, mentee]) await person?.device.close();
      await server.stop();
    });

    test('a chair who was named invites, and both coordinators see who came', { timeout: 120_000 }, async () => {
      await first.begin(await server.link(), { name: 'Rabia Anwar' });
      const card = await first.foundProgramme('Mentoring');
      const [toSecond] = await first.invite('chair', ['Dr Bano']);
      await first.sent();
      await second.join(toSecond, 'Dr Bano');
      await first.sees('Dr Bano');
      await first.appoint('Dr Bano', card);
      const navigation = second.page.getByRole('navigation');
      await second.until(() => navigation.getByRole('link', { name: second.says('shell.programme'), exact: true }));
      const [toMentee] = await second.invite('mentee', ['Sana']);
      await second.sent();
      await mentee.join(toMentee, 'Sana');
      await second.sees('Sana');
      await second.sent();
      await first.sees('Sana');
    });
  });
}
