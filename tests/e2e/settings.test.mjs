// What one chooses for a device: light and dark, whether the browser keeps it, another passphrase. In both languages.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Device } from './support/browser.mjs';
import { PASSPHRASE, Person } from './support/journey.mjs';
import { Server } from './support/server.mjs';

const TITLE = 'Kept behind both';
const NEW = 'seven apricots under snow';
const TIMEOUT = { timeout: 60_000 };

for (const lang of ['en', 'ur']) {
  describe(`settings in ${lang}`, () => settings(lang));
}

function settings(lang) {
  let server;
  let device;
  let page;
  let person;

  before(async () => {
    server = await Server.start();
    device = await Device.open(server.origin, { locale: lang === 'ur' ? 'ur-PK' : 'en-GB' });
    page = device.page;
    person = new Person(page, lang);
    await person.begin(await server.link());
    await person.write({ title: TITLE });
    await person.sent();
  });

  after(async () => {
    await device.close();
    await server.stop();
  });

  const choice = (theme) => page.getByTestId('theme').getByLabel(person.says(`settings.theme_${theme}`), { exact: true });

  /** Until paper and ink are so, whatever their exact colours are. */
  const looks = (wanted) => page.waitForFunction((name) => {
    const { backgroundColor, color, colorScheme } = getComputedStyle(document.documentElement);
    const light = (text) => text.match(/[\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
    return colorScheme === name && (light(backgroundColor) < light(color)) === (name === 'dark');
  }, wanted);

  test('dark is chosen, and stays', TIMEOUT, async () => {
    await person.goTo('shell.settings');
    await looks('light');
    await choice('dark').check();
    await looks('dark');
    await page.reload();
    await person.stage('unlock');
    await looks('dark');
    await person.unlock();
    await looks('dark');
    await person.goTo('shell.settings');
    assert.equal(await choice('dark').isChecked(), true);
  });

  test('light stays light on a dark device, and automatic does as the device', TIMEOUT, async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await choice('light').check();
    await looks('light');
    await choice('system').check();
    await looks('dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await looks('light');
  });

  test('whether the browser keeps what is stored is said, and can be asked for', TIMEOUT, async () => {
    const storage = page.getByTestId('storage');
    const kept = (state) => storage.and(page.locator(`[data-state="${state}"]`)).waitFor();
    assert.equal(await page.evaluate(() => navigator.storage.persisted()), false, 'a new profile is promised nothing');
    await kept('evictable');
    await person.reads('settings.storage_evictable');
    assert.match(await storage.textContent(), lang === 'ur' ? /[۰-۹]/ : /\d MB/, 'and how much that is');
    await page.getByTestId('persist').click();
    await kept('refused');
    await person.reads('settings.storage_refused');

    const cdp = await device.context.newCDPSession(page);
    await cdp.send('Browser.grantPermissions', { origin: server.origin, permissions: ['durableStorage'] });
    await page.getByTestId('persist').click();
    await kept('kept');
    await person.reads('settings.storage_kept');
    assert.equal(await page.getByTestId('persist').count(), 0);
    await page.reload();
    await person.unlock();
    await kept('kept');
  });

  test('the old passphrase opens nothing once there is a new one', TIMEOUT, async () => {
    await page.locator('a[href="/settings/passphrase"]').click();
    const change = async (current, next) => {
      await person.field('settings.passphrase_current').fill(current);
      await person.field('settings.passphrase_new').fill(next);
      await page.getByTestId('change-passphrase').click();
    };
    await change('not this one at all', NEW);
    await person.reads('problem.wrong_passphrase');
    await change(PASSPHRASE, NEW);
    await person.reads('settings.passphrase_done');
    assert.equal(await person.field('settings.passphrase_new').inputValue(), '', 'it does not stand there any more');

    await person.lock();
    await person.tryPassphrase(PASSPHRASE);
    await person.reads('problem.wrong_passphrase');
    await person.unlock(NEW);
    assert.deepEqual(await person.titles(1), [TITLE]);
  });
}
