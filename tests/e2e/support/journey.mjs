// What a person does, by roles and labels, in English or Urdu. Every step waits for the state it leads to.
import { number, numberIn, words } from './words.mjs';

export const PASSPHRASE = 'lantern river chalk nine';

/** The person's hands on one page. */
export class Person {
  constructor(page, lang = 'en') {
    this.page = page;
    this.lang = lang;
  }

  /** A sentence of the app as this person reads it. */
  says(key, holes) {
    return words(this.lang, key, holes);
  }

  async stage(name) {
    await this.page.locator(`.shell[data-stage="${name}"]`).waitFor();
  }

  button(key, holes) {
    return this.page.getByRole('button', { name: this.says(key, holes), exact: true });
  }

  link(key) {
    return this.page.getByRole('link', { name: this.says(key), exact: true });
  }

  /** By the bar or column of the ways through. */
  async goTo(key) {
    await this.page.getByRole('navigation').getByRole('link', { name: this.says(key), exact: true }).click();
  }

  field(key, holes) {
    return this.page.getByLabel(this.says(key, holes), { exact: true });
  }

  /** Before the vault is open: the button that names the other language. */
  async switchLanguage() {
    await this.page.getByTestId('switch-language').click();
    this.lang = this.lang === 'en' ? 'ur' : 'en';
    await this.page.locator(`html[lang="${this.lang}"]`).waitFor();
  }

  /** With the vault open: in the settings. */
  async chooseLanguage(lang) {
    await this.leaveEditor();
    await this.goTo('shell.settings');
    const named = words(this.lang, lang === 'ur' ? 'settings.urdu' : 'settings.english');
    await this.page.getByTestId('language').getByLabel(named, { exact: true }).check();
    this.lang = lang;
    await this.page.locator(`html[lang="${lang}"][dir="${lang === 'ur' ? 'rtl' : 'ltr'}"]`).waitFor();
  }

  // ---- ways in

  /** From the founding link to the recovery card. */
  async found(link, { name = 'Ayesha', passphrase = PASSPHRASE } = {}) {
    await this.page.goto(link);
    await this.link('welcome.begin').click();
    await this.stage('found');
    await this.field('welcome.name').fill(name);
    await this.field('unlock.new_passphrase').fill(passphrase);
    await this.button('welcome.found_button').click();
    await this.stage('card');
  }

  /** Copies the words from the card's page. */
  async readCard() {
    const shown = this.page.getByTestId('card-word');
    await shown.nth(23).waitFor();
    return shown.allTextContents();
  }

  /** Answers the three questions. */
  async confirmCard(card) {
    await this.button('card.written').click();
    await this.answerCard(card);
    await this.stage('open');
  }

  async answerCard(card) {
    const labels = this.page.locator('form label');
    await labels.nth(2).waitFor();
    for (const label of await labels.all()) {
      const place = numberIn(await label.textContent());
      await this.page.getByLabel(this.says('card.word', { place: number(this.lang, place) }), { exact: true }).fill(card[place - 1]);
    }
    await this.button('card.confirm').click();
  }

  /** The whole way in; returns the card. */
  async begin(link, options) {
    await this.found(link, options);
    const card = await this.readCard();
    await this.confirmCard(card);
    return card;
  }

  async unlock(passphrase = PASSPHRASE) {
    await this.tryPassphrase(passphrase);
    await this.stage('open');
  }

  async tryPassphrase(passphrase) {
    await this.stage('unlock');
    await this.field('unlock.passphrase').fill(passphrase);
    await this.button('unlock.open').click();
  }

  async lock() {
    await this.button('shell.lock').click();
    await this.stage('unlock');
  }

  /** Everything back from the card, onto an empty device. */
  async restore(origin, card, passphrase = PASSPHRASE) {
    await this.page.goto(`${origin}/restore`);
    await this.stage('restore');
    await this.typeCard(card);
    await this.field('unlock.new_passphrase').fill(passphrase);
    await this.button('welcome.restore_button').click();
    await this.stage('open');
  }

  /** Four words to a line, as the page asks. */
  async typeCard(card) {
    for (let line = 0; line < 6; line += 1) {
      await this.page.getByTestId(`card-line-${line + 1}`).fill(card.slice(line * 4, line * 4 + 4).join(' '));
    }
  }

  // ---- writing

  /** On a phone the keyboard leaves no room for the navigation while somebody writes. */
  async leaveEditor() {
    if ((await this.page.locator('.editor').count()) === 0) return;
    await this.page.locator('.editor__top > a').click();
    await this.page.locator('.editor').waitFor({ state: 'detached' });
  }

  async today() {
    await this.leaveEditor();
    await this.goTo('shell.today');
    await this.page.waitForURL('**/today');
  }

  /** Opens the editor for something new, under the given questions. */
  async startWriting(template) {
    await this.today();
    await this.link('common.write').click();
    await this.field('editor.title').waitFor();
    if (template) await this.chooseTemplate(template);
  }

  async chooseTemplate(template) {
    await this.page.locator('.editor__template').click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByText(this.says(`editor.template_${template}`), { exact: true }).click();
    await this.closeDialog();
  }

  async closeDialog() {
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('button', { name: this.says('common.close'), exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** Until everything typed is durable on this device. */
  async saved() {
    await this.page.locator('[data-testid="save-state"][data-state="saved"]').waitFor();
  }

  /** `item`: title, tags, and answers by question key, such as `q_what`. */
  async fillIn({ title, tags = [], ...answers }) {
    if (title !== undefined) await this.field('editor.title').fill(title);
    for (const [question, text] of Object.entries(answers)) {
      await this.field(`editor.${question}`).fill(text);
    }
    for (const tag of tags) {
      const field = this.page.getByRole('textbox', { name: new RegExp(`^${this.says('editor.tags')}`) });
      await field.fill(tag);
      await field.press('Enter');
      await this.page.locator('.tags .chip', { hasText: tag }).waitFor();
    }
    await this.saved();
  }

  /** Leaves the editor; the item's page comes. */
  async done() {
    await this.link('editor.done').click();
    await this.page.waitForURL('**/item/*');
    await this.page.locator('.item__title').waitFor();
  }

  async write(item, { template } = {}) {
    await this.startWriting(template);
    await this.fillIn(item);
    await this.done();
  }

  // ---- finding

  async portfolio() {
    await this.leaveEditor();
    await this.goTo('shell.portfolio');
    await this.page.waitForURL('**/portfolio');
    await this.page.getByRole('searchbox').waitFor();
  }

  /** Titles in the list, once there are as many as expected. */
  async titles(count) {
    await this.portfolio();
    const links = this.page.locator('.split__list .card__link');
    if (count > 0) await links.nth(count - 1).waitFor();
    return links.allTextContents();
  }

  /** Searches until exactly these titles are found. */
  async finds(text, titles) {
    await this.portfolio();
    await this.page.getByRole('searchbox').fill(text);
    const wanted = [...titles].sort();
    await this.page.waitForFunction((expected) => {
      const shown = [...document.querySelectorAll('.split__list .card__link')].map((link) => link.textContent);
      return JSON.stringify(shown.sort()) === expected;
    }, JSON.stringify(wanted));
    await this.page.getByRole('searchbox').press('Escape');
  }

  /** Opens an item by its title. */
  async open(title) {
    await this.portfolio();
    await this.page.locator('.split__list').getByRole('link', { name: title, exact: true }).click();
    await this.page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  }

  /** What an item says, as it was typed: read in its editor. */
  async textOf(title, questions) {
    await this.open(title);
    await this.link('common.edit').click();
    await this.field('editor.title').waitFor();
    const text = { title: await this.field('editor.title').inputValue() };
    for (const question of questions) text[question] = await this.field(`editor.${question}`).inputValue();
    const tags = await this.page.locator('.tags .chip > span').allTextContents();
    if (tags.length > 0) text.tags = tags;
    await this.link('editor.done').click();
    await this.page.waitForURL('**/item/*');
    return text;
  }

  async newPart(name) {
    await this.portfolio();
    await this.button('portfolio.new_part').click();
    await this.field('portfolio.part_name').fill(name);
    await this.button('common.create').click();
    await this.page.getByRole('dialog').waitFor({ state: 'detached' });
    await this.page.getByRole('button', { name: new RegExp(`^${name}`) }).waitFor();
  }

  /** Shows one part of the portfolio; what is written next goes into it. */
  async inPart(name) {
    await this.portfolio();
    const chip = this.page.getByRole('button', { name: new RegExp(`^${name}`) });
    await chip.click();
    await chip.and(this.page.locator('[aria-pressed="true"]')).waitFor();
  }

  /** Shows all parts again. */
  async inAllParts() {
    await this.portfolio();
    await this.button('portfolio.all_parts').click();
  }

  async renamePart(name, to) {
    await this.inPart(name);
    await this.button('portfolio.rename_part').click();
    await this.field('portfolio.part_name').fill(to);
    await this.button('common.save').click();
    await this.page.getByRole('dialog').waitFor({ state: 'detached' });
    await this.page.getByRole('button', { name: new RegExp(`^${to}`) }).waitFor();
  }

  // ---- the server

  get status() {
    return this.page.getByTestId('status');
  }

  /** Asks the app to talk to the server, as coming back to its window does. */
  async nudge() {
    await this.page.evaluate(() => window.dispatchEvent(new Event('focus')));
  }

  /** Until the server has everything. Asks for it, to save time: that it goes by itself is tested by itself. */
  async sent() {
    await this.page.waitForFunction(() => {
      const { state, unsent } = document.querySelector('[data-testid="status"]')?.dataset ?? {};
      if (state === 'sent' && unsent === '0') return true;
      if (state !== 'busy') window.dispatchEvent(new Event('focus'));
      return false;
    }, undefined, { polling: 200 });
  }

  /** Until the page shows this sentence. */
  async reads(key, holes) {
    await this.page.getByText(this.says(key, holes), { exact: true }).first().waitFor();
  }

  /** Until the page shows the sentence in both languages, the language switched while it is shown. */
  async readsInBoth(key, holes = () => ({})) {
    const before = this.lang;
    await this.reads(key, holes(before));
    await this.speak(before === 'en' ? 'ur' : 'en');
    await this.reads(key, holes(this.lang));
    await this.speak(before);
  }

  /** Switches the language by whatever this page offers for it. */
  async speak(lang) {
    if (lang === this.lang) return;
    const open = await this.page.locator('.shell--open').count();
    await (open ? this.chooseLanguage(lang) : this.switchLanguage());
  }
}
