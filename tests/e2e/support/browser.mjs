// One device: a real Chromium on a profile that stays, watched for anything that must not happen.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { folder } from './folders.mjs';
import { program } from './server.mjs';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How long any one state may take to come, in milliseconds. Not a pause: it ends when the state is there. */
export const PATIENCE = 30_000;

/** A phone of the cheap kind. */
export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 800 };

export class Device {
  /** What must not have happened: broken policy, uncaught errors, requests to elsewhere. */
  complaints = [];
  /** Every address asked for. */
  addresses = new Set();

  /**
   * Opens a browser. `profile`: a folder of an earlier device, to go on with it. What else is in `options`
   * goes to Playwright.
   */
  static async open(origin, { profile = folder('profile'), flags = [], ...options } = {}) {
    const device = new Device();
    device.origin = origin;
    device.profile = profile;
    device.context = await chromium.launchPersistentContext(profile, {
      executablePath: program('AMANAT_CHROMIUM'),
      headless: true,
      args: [...FLAGS, ...flags],
      viewport: PHONE,
      locale: 'en-GB',
      timezoneId: 'Asia/Karachi',
      colorScheme: 'light',
      ...options,
    });
    device.context.setDefaultTimeout(PATIENCE);
    device.context.on('page', (page) => device.#watch(page));
    device.context.on('request', (request) => device.#asked(request.url()));
    device.page = device.context.pages()[0] ?? (await device.context.newPage());
    device.#watch(device.page);
    return device;
  }

  #watched = new WeakSet();

  #watch(page) {
    if (this.#watched.has(page)) return;
    this.#watched.add(page);
    page.on('pageerror', (error) => this.complaints.push(`uncaught: ${error.stack ?? error}`));
    page.on('console', (message) => {
      const text = message.text();
      const broken = /content security policy|stopped at|panicked|Integrity|refused to/i.test(text);
      if (broken) this.complaints.push(`console: ${text}`);
    });
  }

  #asked(url) {
    this.addresses.add(url);
    const { protocol, origin } = new URL(url);
    if (protocol.startsWith('http') && origin !== this.origin) this.complaints.push(`asked ${url}`);
  }

  /** Fails if anything happened that must not. */
  check() {
    assert.deepEqual(this.complaints, []);
  }

  /** Ends the browser in order, and fails if anything happened that must not. */
  async close() {
    await this.context.close();
    this.check();
  }

  /** Ids of its processes of one type; the browser itself has none. */
  processes(type) {
    const mine = processes().filter(({ args }) => args.includes(`--user-data-dir=${this.profile}`));
    if (type === undefined) return mine.filter(({ args }) => !args.some((arg) => arg.startsWith('--type='))).map(({ pid }) => pid);
    const browsers = new Set(this.processes());
    const all = processes();
    const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
    const isMine = (pid) => {
      for (let at = pid; at; at = parents.get(at)) if (browsers.has(at)) return true;
      return false;
    };
    return all.filter(({ pid, args }) => args.includes(`--type=${type}`) && isMine(pid)).map(({ pid }) => pid);
  }

  /** The page dies in the middle of whatever it does. */
  async killPage() {
    const crashed = once(this.page, 'crash');
    for (const pid of this.processes('renderer')) process.kill(pid, 'SIGKILL');
    await crashed;
  }

  /** The whole browser dies, as when a battery is taken out. */
  async kill() {
    const closed = once(this.context, 'close');
    for (const pid of this.processes()) process.kill(pid, 'SIGKILL');
    await closed;
  }
}

function processes() {
  const found = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const args = readFileSync(`/proc/${name}/cmdline`, 'utf8').split(/[\0 ]/);
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      found.push({ pid: Number(name), parent, args });
    } catch (error) {
      // It ended while we looked.
      if (error.code !== 'ENOENT' && error.code !== 'ESRCH') throw error;
    }
  }
  return found;
}
