// Pictures of one page in every look.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { DESKTOP, PHONE } from './browser.mjs';
import { program } from './server.mjs';

/** A device whose scroll bars take no room, as on a phone. */
export const SITTER = { flags: ['--enable-features=OverlayScrollbar'] };

export class Pictures {
  /** All go to one folder; those named in `chosen` to the README's as well. */
  constructor(chosen) {
    this.chosen = chosen;
    this.folder = process.env.AMANAT_SHOTS ?? join(tmpdir(), 'amanat-shots');
    this.readme = program('AMANAT_PICTURES');
    mkdirSync(this.folder, { recursive: true });
    mkdirSync(this.readme, { recursive: true });
  }

  /** A dialog taller than the screen has a second half. */
  async #restOfDialog(page, path) {
    const dialog = page.locator('dialog[open]');
    if ((await dialog.count()) === 0) return;
    const more = await dialog.evaluate((it) => {
      it.scrollTop = it.scrollHeight;
      return it.scrollTop > 0;
    });
    if (!more) return;
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
    await dialog.evaluate((it) => {
      it.scrollTop = 0;
    });
  }

  /** One page in both languages, light and dark, on a phone and on a desktop. `go` brings it up in the language that is on. */
  async shoot(person, name, go = async () => {}) {
    const { page } = person;
    for (const lang of ['en', 'ur']) {
      await page.keyboard.press('Escape');
      await person.speak(lang);
      await go();
      for (const colorScheme of ['light', 'dark']) {
        for (const size of [PHONE, DESKTOP]) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          await page.setViewportSize(size);
          await page.evaluate(() => document.fonts.ready);
          const file = `${name}-${lang}-${colorScheme}-${size.width}`;
          const path = join(this.folder, `${file}.png`);
          // The README shows what a screen shows; a designer wants the whole page.
          const shown = this.chosen.has(file);
          await page.screenshot({ path, animations: 'disabled', caret: 'hide', fullPage: !shown });
          if (shown) copyFileSync(path, join(this.readme, `${file}.png`));
          await this.#restOfDialog(page, join(this.folder, `${file}-end.png`));
        }
      }
      await page.setViewportSize(PHONE);
    }
    await page.keyboard.press('Escape');
    await person.speak('en');
  }
}
