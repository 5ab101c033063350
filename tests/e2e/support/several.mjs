// Pictures of the pages of several people.
import { PASSPHRASE } from './journey.mjs';
import { Member } from './college.mjs';

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
  const coordinator = await Member.arrive(server.origin);
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
  await coordinator.programme();
  await coordinator.link('programme.card_open').click();
  await coordinator.confirmProgrammeCard(card);

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

  const mentor = await Member.arrive(server.origin);
  await mentor.page.goto(mentorLink);
  await mentor.link('welcome.begin').click();
  await mentor.stage('join');
  await shoot(mentor, 'join', async () => {});
  await mentor.join(mentorLink, 'Dr Saima Khan', PASSPHRASE);
  const officer = await Member.arrive(server.origin);
  await officer.join(officerLink, 'Dr Nadia Afridi', PASSPHRASE);
  const mentee = await Member.arrive(server.origin);
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
  await shoot(mentee, 'people', () => mentee.goTo('shell.people'));
  const part = mentee.says('welcome.first_part');
  await shoot(mentee, 'delegate', async () => {
    await mentee.portfolio();
    await mentee.page.getByRole('button', { name: new RegExp(`^${part}`) }).click();
    await mentee.button('sharing.show_part').click();
    await mentee.page.getByRole('dialog').getByRole('radio').first().check();
  });
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
  await shoot(mentee, 'compare', async () => {
    await mentee.visit('Dr Saima Khan');
    await mentee.page.getByTestId('compare').click();
    await mentee.page.getByTestId('same').waitFor();
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
  await officer.concern(concern);
  await shoot(officer, 'concerns', async () => {
    await officer.goTo('shell.people');
    await officer.link('people.link_concern').click();
    await officer.page.getByTestId('concerns').waitFor();
  });
  for (const person of [coordinator, mentor, officer, mentee]) await person.device.close();
}
