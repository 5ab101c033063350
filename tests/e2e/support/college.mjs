// A small college: a coordinator, and the people who joined by invitation. Each on a device of their own.
import { Device } from './browser.mjs';
import { Person } from './journey.mjs';

/** Somebody in a programme. */
export class Member extends Person {
  /** Opens a device for somebody. */
  static async arrive(origin, options) {
    const device = await Device.open(origin, options);
    await device.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
    const member = new Member(device.page);
    member.device = device;
    return member;
  }

  /** From an invitation to the open vault. */
  async join(link, name, passphrase) {
    this.name = name;
    await this.page.goto(link);
    await this.link('welcome.begin').click();
    await this.stage('join');
    await this.field('welcome.name').fill(name);
    await this.field('unlock.new_passphrase').fill(passphrase);
    await this.button('welcome.join_button').click();
    await this.stage('card');
    await this.confirmCard(await this.readCard());
  }

  // ---- the coordinator's hands

  async programme() {
    await this.goTo('shell.programme');
    await this.page.waitForURL('**/programme');
  }

  /** From the founded account to a programme whose card is confirmed. */
  async foundProgramme(name) {
    await this.goTo('shell.people');
    await this.link('people.found_link').click();
    await this.field('programme.name').fill(name);
    await this.button('programme.found').click();
    await this.confirmProgrammeCard(await this.readCard());
  }

  async confirmProgrammeCard(card) {
    await this.button('card.written').click();
    await this.answerCard(card);
    await this.page.getByTestId('programme-card-done').waitFor();
  }

  /** One invitation for each label; returns the links, in the same order. */
  async invite(role, labels) {
    await this.programme();
    await this.link('programme.invite_people').click();
    await this.page.getByTestId('role').getByLabel(this.says(`common.role_${role}`), { exact: true }).check();
    await this.page.getByTestId('labels').fill(labels.join('\n'));
    await this.page.getByTestId('make-invitations').click();
    const links = [];
    for (const label of labels) {
      const card = this.page.getByTestId('invitation').filter({ has: this.page.getByRole('heading', { name: label, exact: true }) });
      await card.getByTestId('copy').click();
      await this.reads('programme.copied');
      links.push(await this.page.evaluate(() => navigator.clipboard.readText()));
    }
    return links;
  }

  /** Until these have joined. */
  async sees(...names) {
    await this.programme();
    await this.page.locator('a[href="/programme/people"]').click();
    for (const name of names) await this.until(() => this.page.getByRole('link', { name, exact: true }));
  }

  async pair(mentor, mentees) {
    await this.programme();
    await this.link('programme.pair').click();
    const form = this.page.getByTestId('pair');
    const option = form.getByTestId('mentor').locator('option', { hasText: mentor });
    await form.getByTestId('mentor').selectOption(await option.getAttribute('value'));
    for (const mentee of mentees) await form.getByLabel(mentee, { exact: true }).check();
    await form.getByTestId('introduce').click();
    await this.reads('programme.paired');
  }

  // ---- everybody's

  /** Asks for news until there is what `find` looks for. */
  async until(find) {
    const wanted = find().first();
    for (;;) {
      await this.nudge();
      const there = await wanted.waitFor({ timeout: 1_000 }).then(() => true, () => false);
      if (there) return;
    }
  }

  /** The page of somebody known. */
  async personPage(name) {
    await this.goTo('shell.people');
    await this.page.getByTestId('people').getByRole('link', { name, exact: true }).click();
    await this.page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  }

  /** What somebody shows, opened. */
  async openShared(name, title) {
    await this.personPage(name);
    await this.page.getByTestId('shows').getByRole('link', { name: title, exact: true }).click();
    await this.page.getByTestId('shared-item').waitFor();
  }

  /** On the item that is open. */
  async comment(text) {
    await this.field('people.comment').fill(text);
    await this.page.getByTestId('send-comment').click();
    await this.page.getByTestId('comment').filter({ hasText: text }).waitFor();
  }

  /** Shows a part of the portfolio to somebody. */
  async show(part, name, { comment = false, already = false } = {}) {
    await this.portfolio();
    await this.page.getByRole('button', { name: new RegExp(`^${part}`) }).click();
    await this.button('sharing.show_part').click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('radio', { name }).check();
    if (comment) await dialog.getByTestId('may-comment').check();
    if (already) await dialog.getByTestId('already-here').check();
    await dialog.getByTestId('give-key').click();
    await dialog.waitFor({ state: 'detached' });
  }
}
