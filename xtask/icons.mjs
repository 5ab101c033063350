// Draws the PNG icons from public/icons/icon.svg. Run by hand when the drawing changes:
//   AMANAT_CHROMIUM=/usr/bin/chromium node xtask/icons.mjs
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../tests/e2e/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const folder = new URL('../public/icons/', import.meta.url);
const drawing = await readFile(new URL('icon.svg', folder), 'utf8');
// Launchers cut their own corners; a maskable icon keeps its drawing in the inner 80 %.
const square = drawing.replace(' rx="112"', '');
const maskable = square.replace('viewBox="0 0 512 512"', 'viewBox="-48 -48 608 608"')
  .replace('<rect width="512" height="512"', '<rect x="-48" y="-48" width="608" height="608"');

const browser = await chromium.launch({
  executablePath: process.env.AMANAT_CHROMIUM,
  args: ['--no-sandbox'],
});
for (const [name, svg, size] of [
  ['icon-192.png', drawing, 192],
  ['icon-512.png', drawing, 512],
  ['maskable-512.png', maskable, 512],
  ['apple-touch-180.png', square, 180],
]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<body style="margin:0">${svg}`);
  await writeFile(new URL(name, folder), await page.screenshot({ omitBackground: true }));
}
await browser.close();
