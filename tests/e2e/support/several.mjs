// Pictures of the pages of several people.
import { Member } from './college.mjs';
import { PASSPHRASE } from './journey.mjs';
import { SITTER } from './pictures.mjs';

const PROGRAMME = 'Mentoring, Northern Medical College';
const REFLECTION = {
  title: 'Breaking bad news, second attempt',
  q_what: 'I told a father that the operation would not help. I had prepared sentences and used none of them.',
  q_so_what: 'I notice that I fill silence with facts.',
  q_now_what: 'Next time I will wait.',
  tags: ['communication'],
};

/** On a server of its own accord: a coordinator, a mentor, a mentee, an officer. */
export async function several(server, pictures) {
  const arrive = () => Member.arrive(server.origin, SITTER);
  const coordinator = await arrive();
  await coordinator.begin(await server.link(), { name: 'Rabia Anwar' });
  const shoot = (person, name, go) => pictures.shoot(person, name, go);

  await coordinator.goTo('shell.people');
  await shoot(coordinator, 'programme-none', async () => {
    await coordinator.goTo('shell.people');
    await coordinator.link('people.found_link').click();
    await coordinator.field('programme.name').waitFor();
  });
  await coordinator.goTo('shell.people');
  await coordinator.link('people.found_link').click();
  await coordinator.field('programme.name').fill(PROGRAMME);
  await coordinator.button('programme.found').click();
  const card = await coordinator.readCard();
  await shoot(coordinator, 'programme-card', async () => {
    await coordinator.programme();
    await coordinator.link('programme.card_open').click();
    await coordinator.readCard();
  });
  await shoot(coordinator, 'programme-card-waiting', () => coordinator.programme());
  await coordinator.programme();
  await coordinator.link('programme.card_open').click();
  await coordinator.confirmProgrammeCard(card);
  await shoot(coordinator, 'programme-empty', () => coordinator.programme());
  await shoot(coordinator, 'invitations-empty', async () => {
    await coordinator.programme();
    await coordinator.link('programme.invite_people').click();
    await coordinator.page.getByTestId('make-invitations').waitFor();
  });

  const [mentorLink] = await coordinator.invite('mentor', ['Dr Saima Khan']);
  const [officerLink] = await coordinator.invite('officer', ['Dr Nadia Afridi']);
  const [menteeLink] = await coordinator.invite('mentee', ['Ayesha Noor', 'بلال احمد', 'Hina, roll 114']);
  await shoot(coordinator, 'invitations', async () => {
    await coordinator.programme();
    await coordinator.link('programme.invite_people').click();
    await coordinator.page.getByTestId('invitation').first().waitFor();
  });
  await shoot(coordinator, 'invitation-sheet', async () => {
    await coordinator.programme();
    await coordinator.link('programme.invite_people').click();
    await coordinator.link('programme.to_sheet').click();
    await coordinator.page.getByTestId('tickets').waitFor();
  });

  const mentor = await arrive();
  await mentor.page.goto(mentorLink);
  await shoot(mentor, 'welcome-invited');
  await mentor.link('welcome.begin').click();
  await mentor.stage('join');
  await shoot(mentor, 'join', async () => {});
  await mentor.join(mentorLink, 'Dr Saima Khan', PASSPHRASE);
  const officer = await arrive();
  await officer.join(officerLink, 'Dr Nadia Afridi', PASSPHRASE);
  const mentee = await arrive();
  await mentee.join(menteeLink, 'Ayesha Noor', PASSPHRASE);
  await coordinator.sees('Dr Saima Khan', 'Dr Nadia Afridi', 'Ayesha Noor');
  await shoot(coordinator, 'roster', async () => {
    await coordinator.programme();
    await coordinator.page.locator('a[href="/programme/people"]').click();
    await coordinator.page.locator('.person').first().waitFor();
  });
  await shoot(coordinator, 'pair', async () => {
    await coordinator.programme();
    await coordinator.link('programme.pair').click();
    await coordinator.page.getByTestId('pair').waitFor();
  });
  await shoot(mentee, 'people-first', () => mentee.goTo('shell.people'));
  await shoot(mentee, 'delegate-nobody', async () => {
    await mentee.portfolio();
    await mentee.page.locator('.strip .chip--filter').nth(1).click();
    await mentee.button('sharing.show_part').click();
    await mentee.page.getByRole('dialog').waitFor();
  });
  await shoot(mentor, 'mentees-empty', () => mentor.goTo('shell.mentees'));
  await officer.goTo('shell.people');
  await officer.link('shell.title_concerns').click();
  await officer.until(() => officer.page.locator('.empty'));
  await shoot(officer, 'concerns-empty', async () => {
    await officer.goTo('shell.people');
    await officer.link('shell.title_concerns').click();
    await officer.page.locator('.empty').waitFor();
  });
  await shoot(mentee, 'shown-empty', async () => {
    await mentee.goTo('shell.people');
    await mentee.link('people.link_shown').click();
    await mentee.page.locator('.empty').waitFor();
  });
  await shoot(coordinator, 'today-coordinator', () => coordinator.today());
  await coordinator.pair('Dr Saima Khan', ['Ayesha Noor']);
  await shoot(coordinator, 'programme', () => coordinator.programme());
  await shoot(coordinator, 'appoint', async () => {
    await coordinator.programme();
    await coordinator.link('programme.appoint').click();
    await coordinator.field('programme.appoint_card').waitFor();
  });

  await mentee.write(REFLECTION, { template: 'what' });
  await mentee.goTo('shell.people');
  await mentee.until(() => mentee.page.getByRole('link', { name: 'Dr Saima Khan' }));
  await shoot(mentee, 'today-introduced', () => mentee.today());
  await shoot(mentee, 'people', async () => {
    await mentee.goTo('shell.people');
    for (const fold of await mentee.page.locator('.fold > summary').all()) await fold.click();
  });
  await shoot(mentee, 'person-mentor', () => mentee.visit('Dr Saima Khan'));
  const part = mentee.says('welcome.first_part');
  await shoot(mentee, 'delegate', async () => {
    await mentee.portfolio();
    await mentee.page.getByRole('button', { name: new RegExp(`^${part}`) }).click();
    await mentee.button('sharing.show_part').click();
    await mentee.page.getByRole('dialog').getByRole('radio').first().check();
  });
  await shoot(mentee, 'delegate-all', async () => {
    await mentee.visit('Dr Saima Khan');
    await mentee.page.getByTestId('show-person').click();
    const dialog = mentee.page.getByRole('dialog');
    await dialog.getByTestId('which-part').selectOption('0');
    await dialog.getByTestId('may-comment').check();
    await dialog.getByTestId('already-here').check();
    await dialog.getByTestId('until').fill('2027-06-30');
    await dialog.getByTestId('plain-words').waitFor();
  });
  await mentee.portfolio();
  await mentee.show(part, 'Dr Saima Khan', { comment: true, already: true });
  await mentee.sent();
  const onShown = async () => {
    await mentee.goTo('shell.people');
    await mentee.link('people.link_shown').click();
    await mentee.page.locator('[data-testid="grant"][data-state="given"]').waitFor();
  };
  await shoot(mentee, 'shown', onShown);
  await shoot(mentee, 'portfolio-shared', () => mentee.portfolio());
  await shoot(mentee, 'audience-shared', async () => {
    await mentee.open(REFLECTION.title);
    await mentee.page.locator('.split__main .chip[aria-haspopup="dialog"]').click();
    await mentee.page.getByRole('dialog').waitFor();
  });
  await mentor.goTo('shell.mentees');
  await mentor.until(() => mentor.page.locator('[data-testid="mentee"][data-unread="1"]'));
  await shoot(mentor, 'today-mentor', async () => {
    await mentor.today();
    await mentor.page.getByTestId('notice').first().waitFor();
  });
  await shoot(mentor, 'mentees', async () => {
    await mentor.goTo('shell.mentees');
    await mentor.page.getByTestId('mentee').waitFor();
  });
  await mentor.visit('Ayesha Noor');
  await mentor.note('Ask about the surgery rotation.');
  await shoot(mentor, 'person', () => mentor.visit('Ayesha Noor'));
  await mentor.read('Ayesha Noor', REFLECTION.title);
  await mentor.say('Three seconds is a long time, and you noticed. What did his face do meanwhile?');
  await shoot(mentor, 'shared', () => mentor.read('Ayesha Noor', REFLECTION.title));
  await mentee.today();
  await mentee.until(() => mentee.page.locator('[data-testid="notice"][data-kind="commented"]'));
  await shoot(mentee, 'today-mentee', () => mentee.today());
  await shoot(mentee, 'item-comments', async () => {
    await mentee.open(REFLECTION.title);
    await mentee.page.getByTestId('comment').scrollIntoViewIfNeeded();
  });
  await shoot(mentee, 'reply', async () => {
    await mentee.open(REFLECTION.title);
    await mentee.page.getByTestId('comment').waitFor();
    // Once it is half written it is open by itself.
    const reply = mentee.page.getByTestId('reply');
    if (await reply.count()) await reply.click();
    await mentee.page.getByTestId('comment-text').first().fill('I did not look.');
    await mentee.saved();
  });
  await shoot(mentee, 'compare', async () => {
    await mentee.visit('Dr Saima Khan');
    await mentee.page.getByTestId('compare').click();
    await mentee.page.getByTestId('same').waitFor();
  });
  await mentee.compare('Dr Saima Khan');
  await shoot(mentee, 'person-verified', () => mentee.visit('Dr Saima Khan'));
  await shoot(mentee, 'settings-several', () => mentee.goTo('shell.settings'));
  await shoot(mentee, 'server-several', async () => {
    await mentee.goTo('shell.settings');
    await mentee.link('settings.server_link').click();
    await mentee.page.getByTestId('circles').waitFor();
  });
  await shoot(mentee, 'take-back', async () => {
    await onShown();
    await mentee.page.getByTestId('grant').getByRole('button').click();
    await mentee.page.getByTestId('take-back').waitFor();
  });
  await shoot(mentee, 'who-sees', async () => {
    await mentee.goTo('shell.people');
    await mentee.link('people.link_who').click();
    await mentee.page.locator('.sees').first().waitFor();
  });
  await shoot(mentee, 'concern', async () => {
    await mentee.goTo('shell.people');
    await mentee.link('people.link_concern').click();
    await mentee.page.getByTestId('concern').waitFor();
  });
  const concern = 'On the ward round, questions are asked to make us small. I do not know whom to tell.';
  await mentee.raise(concern, { anonymous: true });
  await shoot(mentee, 'concern-sent', async () => {
    await mentee.goTo('shell.people');
    await mentee.link('people.link_concern').click();
    await mentee.page.getByTestId('concerns').waitFor();
  });
  await officer.concern(concern);
  await shoot(officer, 'concerns', async () => {
    await officer.goTo('shell.people');
    await officer.link('shell.title_concerns').click();
    await officer.page.getByTestId('concerns').waitFor();
  });
  // Said without a network, while what is shown becomes for reading only.
  await mentor.read('Ayesha Noor', REFLECTION.title);
  await mentor.device.context.setOffline(true);
  await mentor.page.getByTestId('comment-text').last().fill('Shall we go through it on Tuesday?');
  await mentor.page.getByTestId('send-comment').last().click();
  await mentor.comment('Shall we go through it on Tuesday?').waitFor();
  await mentee.takeBack(part, 'Dr Saima Khan');
  await mentee.portfolio();
  await mentee.show(part, 'Dr Saima Khan', { already: true });
  await mentee.sent();
  await mentor.device.context.setOffline(false);
  await mentor.until(() => mentor.page.getByTestId('held'));
  await shoot(mentor, 'shared-unwanted', () => mentor.read('Ayesha Noor', REFLECTION.title));
  await mentee.takeBack(part, 'Dr Saima Khan');
  await shoot(mentee, 'shown-over', async () => {
    await mentee.goTo('shell.people');
    await mentee.link('people.link_shown').click();
    await mentee.page.locator('[data-testid="grant"]').first().waitFor();
  });
  await mentor.told('taken-back');
  await shoot(mentor, 'today-taken', () => mentor.today());
  await shoot(mentor, 'person-taken', () => mentor.visit('Ayesha Noor'));
  for (const person of [coordinator, mentor, officer, mentee]) await person.device.close();
}
