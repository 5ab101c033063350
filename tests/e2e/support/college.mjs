// A small college: a coordinator, and the people who joined by invitation. Each on a device of their own.
import { Device } from './browser.mjs';
import { PASSPHRASE, Person } from './journey.mjs';

/** Somebody in a programme. */
export class Member extends Person {
  /** Opens a device for somebody. */
  static async arrive(origin, { lang = 'en', ...options } = {}) {
    const device = await Device.open(origin, { locale: lang === 'ur' ? 'ur-PK' : 'en-GB', ...options });
    await device.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
    const member = new Member(device.page, lang);
    member.device = device;
    return member;
  }

  /** From an invitation to the open vault; returns the recovery card. */
  async join(link, name, passphrase = PASSPHRASE) {
    this.name = name;
    await this.tryToJoin(link, name, passphrase);
    await this.stage('card');
    const card = await this.readCard();
    await this.confirmCard(card);
    return card;
  }

  /** As far as an invitation leads that may be worth nothing. */
  async tryToJoin(link, name, passphrase = PASSPHRASE) {
    await this.page.goto(link);
    await this.link('welcome.begin').click();
    await this.stage('join');
    await this.field('welcome.name').fill(name);
    await this.field('unlock.new_passphrase').fill(passphrase);
    await this.button('welcome.join_button').click();
  }

  // ---- the coordinator's hands

  async programme() {
    await this.goTo('shell.programme');
    await this.page.waitForURL('**/programme');
  }

  /** From the founded account to a programme whose card is confirmed; returns the card. */
  async foundProgramme(name) {
    await this.goTo('shell.people');
    await this.link('people.found_link').click();
    await this.field('programme.name').fill(name);
    await this.button('programme.found').click();
    const card = await this.readCard();
    await this.confirmProgrammeCard(card);
    return card;
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
      links.push(await this.copied(card.getByTestId('copy')));
    }
    return links;
  }

  /** What a button puts into the clipboard. */
  async copied(button) {
    await this.page.evaluate(() => navigator.clipboard.writeText(''));
    await button.click();
    const text = await this.page.waitForFunction(() => navigator.clipboard.readText());
    return text.jsonValue();
  }

  /** Names a further coordinator with the programme's card. */
  async appoint(name, card) {
    await this.programme();
    await this.link('programme.appoint').click();
    const option = this.page.locator('option', { hasText: name });
    await this.page.locator('select', { has: option }).selectOption(await option.getAttribute('value'));
    await this.page.getByTestId('programme-card').fill(card.join(' '));
    await this.page.getByTestId('appoint').click();
    await this.reads('programme.appointed');
    await this.sent();
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

  /** Shows a part of the portfolio to somebody. */
  async show(part, name, { comment = false, already = false } = {}) {
    await this.inPart(part);
    await this.button('sharing.show_part').click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('radio', { name }).check();
    if (comment) await dialog.getByTestId('may-comment').check();
    if (already) await dialog.getByTestId('already-here').check();
    await dialog.getByTestId('give-key').click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** What is shown of one part to one person, on the page of all that is. */
  async shownTo(part, name) {
    await this.leaveEditor();
    await this.goTo('shell.people');
    await this.link('people.link_shown').click();
    const titled = this.page.getByRole('heading', { name: part, exact: true });
    return this.page.getByTestId('grant').filter({ has: titled }).filter({ hasText: name });
  }

  /** Takes a part back, and asks until the server has changed the key. */
  async takeBack(part, name) {
    const grant = await this.shownTo(part, name);
    await grant.getByRole('button').click();
    await this.page.getByTestId('take-back').click();
    await this.page.getByRole('dialog').waitFor({ state: 'detached' });
    await this.until(() => grant.and(this.page.locator('[data-state="ended"]')));
  }

  /** Somebody's page, once they are known here. */
  async visit(name) {
    await this.leaveEditor();
    await this.goTo('shell.people');
    const known = this.page.getByTestId('people').getByRole('link', { name, exact: true });
    await this.until(() => known);
    await known.click();
    await this.page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  }

  /** Titles somebody shows, on their page. */
  shows(title) {
    const links = this.page.getByTestId('shows').locator('.card__link');
    return title === undefined ? links : links.filter({ hasText: title });
  }

  /** Reads what somebody shows, once it is here. */
  async read(name, title) {
    await this.visit(name);
    await this.until(() => this.shows(title));
    await this.shows(title).click();
    await this.page.getByTestId('shared-item').getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  }

  /** A comment on the page, once it is here. */
  async hears(text) {
    await this.until(() => this.comment(text));
  }

  comment(text) {
    return this.page.getByTestId('comment').filter({ hasText: text });
  }

  /** Says something about the item on the page, or answers what was said. */
  async say(text, { to } = {}) {
    if (to !== undefined) await this.comment(to).getByTestId('reply').click();
    const form = this.page.locator('form', { has: this.page.getByTestId('comment-text') });
    // The one for an answer stands with what it answers, before the one for all else.
    await form.first().getByTestId('comment-text').fill(text);
    await form.first().getByTestId('send-comment').click();
    await this.comment(text).waitFor();
    await this.sent();
  }

  /** A note about the person whose page this is. */
  async note(text) {
    await this.page.getByTestId('note-text').fill(text);
    await this.page.getByTestId('keep-note').click();
    await this.page.getByTestId('note').filter({ hasText: text }).waitFor();
  }

  /** What is new, of one kind. */
  async told(kind, ...texts) {
    await this.today();
    let notice = this.page.locator(`[data-testid="notice"][data-kind="${kind}"]`);
    for (const text of texts) notice = notice.filter({ hasText: text });
    await this.until(() => notice);
  }

  /** What says who can see the open item. */
  get audience() {
    return this.page.locator('.split__main .chip[aria-haspopup="dialog"]');
  }

  /** Looks at who can see the open item; returns the others: their names, and what their keys rest on. */
  async readers() {
    await this.audience.click();
    const dialog = this.page.getByRole('dialog');
    await dialog.locator('.reader').first().waitFor();
    const others = [];
    for (const line of await dialog.locator('.reader', { has: this.page.locator('.reader__name') }).all()) {
      const [standing] = await line.locator('.card__meta span').allTextContents();
      others.push({ name: await line.locator('.reader__name').textContent(), standing });
    }
    await this.closeDialog();
    return others;
  }

  /** Says that eight words were compared on this person's page, and are the same. */
  async compare(name) {
    await this.visit(name);
    await this.page.getByTestId('compare').click();
    await this.page.getByTestId('same').click();
    await this.page.getByTestId('standing').getByText(this.says('common.standing_verified')).waitFor();
  }

  /** By the page's address: the officer's way there bears another name than everybody else's. */
  async toConcerns() {
    await this.leaveEditor();
    await this.goTo('shell.people');
    await this.page.locator('a[href="/people/concerns"]').click();
  }

  /** What came for the safety officer, once it is here. */
  async concern(text) {
    await this.toConcerns();
    const concerns = this.page.getByTestId('concerns');
    await this.until(() => concerns.getByText(text, { exact: true }));
    return concerns;
  }

  async raise(text, { anonymous = false } = {}) {
    await this.toConcerns();
    await this.until(() => this.page.getByTestId('concern-text'));
    await this.page.getByTestId('concern-text').fill(text);
    if (anonymous) await this.page.getByTestId('anonymous').check();
    await this.page.getByTestId('send-concern').click();
    await this.reads('concern.kept');
    await this.sent();
  }

  /** Loads the page anew and unlocks. */
  async again(passphrase = PASSPHRASE) {
    await this.page.reload();
    await this.unlock(passphrase);
  }
}
