// What everybody must be able to use, looked at in every language, theme and size.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { DESKTOP, PHONE } from './browser.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Every combination of language, theme and size of one page: axe, direction and width. */
export async function everyWay(person, name, found) {
  const { page } = person;
  for (const lang of ['en', 'ur']) {
    await found(lang);
    assert.equal(await page.locator('html').getAttribute('dir'), lang === 'ur' ? 'rtl' : 'ltr');
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const size of [PHONE, DESKTOP]) {
        // High enough that nothing lies under the bar, where axe would call it too small to touch.
        await page.setViewportSize({ width: size.width, height: 2400 });
        const where = `${name}, ${lang}, ${colorScheme}, ${size.width} px`;
        assert.deepEqual(await violations(page), [], where);
      }
    }
    await page.setViewportSize({ width: 320, height: 640 });
    assert.deepEqual(await sticksOut(page), [], `${name}, ${lang}, 320 px wide`);
    await page.setViewportSize(PHONE);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    assert.deepEqual(await sticksOut(page), [], `${name}, ${lang}, text twice as large`);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '';
    });
  }
}

async function violations(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  return page.evaluate(async (tags) => {
    const { violations: found } = await globalThis.axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.any[0]?.message ?? ''}`).join(' | ')}`);
  }, TAGS);
}

/** What makes the page wider than the screen; nothing if it is not. */
function sticksOut(page) {
  return page.evaluate(() => {
    const root = document.scrollingElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return right > root.clientWidth + 1 || left < -1;
    });
    return wide.slice(0, 5).map((element) => `${element.tagName}.${element.className}`);
  });
}

/** Every way of a page that this person finds by `go`. */
export const by = (person) => (name, go) => everyWay(person, name, async (lang) => {
  // A dialog of the page before.
  await person.page.keyboard.press('Escape');
  await person.chooseLanguage(lang);
  await go();
});
