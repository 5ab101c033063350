// Searches for strings that must be nowhere: in files and in a process's memory, in every likely encoding.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, readSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

/** Strings to be typed and looked for. Random, so that none is in Chromium's own files. */
export function canaries(count, scripts = ['en', 'ur']) {
  return Array.from({ length: count }, (_, at) => {
    const [base, many, begin] = scripts[at % scripts.length] === 'ur' ? [0x628, 7, 'چڑیا'] : [0x61, 26, 'canary'];
    return begin + [...randomBytes(8)].map((byte) => String.fromCodePoint(base + (byte % many))).join('');
  });
}

/** A string that may be anywhere: it shows that a search finds what is there. */
export const plant = () => `planted${randomBytes(8).toString('hex')}`;

/** The byte strings that would betray a text. */
export function traces(text) {
  const utf8 = Buffer.from(text, 'utf8');
  const utf16 = Buffer.from(text, 'utf16le');
  const found = [
    ['utf-8', utf8],
    ['utf-16', utf16],
    ['hex', Buffer.from(utf8.toString('hex'))],
    ['HEX', Buffer.from(utf8.toString('hex').toUpperCase())],
  ];
  // Base64 of a longer text holds one of these three, whatever stands before the canary.
  for (let before = 0; before < 3; before += 1) {
    const padded = Buffer.concat([Buffer.alloc(before), utf8]);
    const whole = padded.toString('base64').replace(/=+$/, '');
    const from = Math.ceil((before * 4) / 3);
    // The last character depends on what follows.
    const to = Math.floor((padded.length * 4) / 3);
    const inner = whole.slice(from, to);
    found.push([`base64+${before}`, Buffer.from(inner)]);
    const url = inner.replaceAll('+', '-').replaceAll('/', '_');
    if (url !== inner) found.push([`base64url+${before}`, Buffer.from(url)]);
  }
  found.push(['percent', Buffer.from(encodeURIComponent(text))]);
  return found;
}

/** Traces of all the texts, each found at most once per place. */
export class Search {
  #needles;

  constructor(texts) {
    this.#needles = texts.flatMap((text) => traces(text).map(([form, bytes]) => ({ text, form, bytes })));
    this.overlap = Math.max(...this.#needles.map(({ bytes }) => bytes.length));
  }

  /** What of it is in these bytes. */
  in(bytes) {
    return this.#needles.filter((needle) => bytes.includes(needle.bytes)).map(({ text, form }) => ({ text, form }));
  }

  /** Every file under a folder, its name included. */
  folder(root) {
    const hits = [];
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath ?? entry.path, entry.name);
      for (const hit of this.in(Buffer.from(path))) hits.push({ ...hit, where: `name of ${path}` });
      if (!entry.isFile()) continue;
      for (const hit of this.in(readFileSync(path))) hits.push({ ...hit, where: path });
    }
    return hits;
  }

  /** All memory of a process that can be read (Linux). */
  memory(pid) {
    const hits = new Map();
    const memory = openSync(`/proc/${pid}/mem`, 'r');
    try {
      for (const { from, to, name } of mapped(pid)) {
        for (const hit of this.#region(memory, from, to)) {
          hits.set(`${hit.text} ${hit.form}`, { ...hit, where: `memory of ${pid}, ${name}` });
        }
      }
    } finally {
      closeSync(memory);
    }
    return [...hits.values()];
  }

  #region(memory, from, to) {
    const chunk = Buffer.alloc(16 * 1024 * 1024 + this.overlap);
    const hits = [];
    for (let at = from; at < to; at += chunk.length - this.overlap) {
      let read;
      try {
        read = readSync(memory, chunk, 0, Math.min(chunk.length, to - at), at);
      } catch (error) {
        // Pages that are mapped but cannot be read, such as guards and devices.
        if (error.code === 'EIO' || error.code === 'EFAULT') continue;
        throw error;
      }
      hits.push(...this.in(chunk.subarray(0, read)));
    }
    return hits;
  }
}

/** While `look` runs, a server's memory holds this string: in a connection that waits for the rest of its request. */
export async function holding(port, text, look) {
  const connection = connect(port, '127.0.0.1');
  await once(connection, 'connect');
  connection.write(`GET /healthz HTTP/1.1\r\nhost: localhost\r\nx-planted: ${text}\r\n\r\n`);
  await once(connection, 'data');
  try {
    return look();
  } finally {
    connection.destroy();
  }
}

/** Writes a string into a server's log: of what a client says, the name of its method alone is logged as it came. */
export async function plantInLog(server, text) {
  const connection = connect(server.port, '127.0.0.1');
  await once(connection, 'connect');
  // Left open until it was logged: of who hangs up first, nothing is.
  connection.write(`${text} /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);
  while (!server.log.includes(text)) await once(server.process.stderr, 'data');
  connection.destroy();
}

/** All that is put into the fields of a page from now on. */
export async function overhear(page) {
  const heard = [];
  await page.exposeFunction('overheard', (text) => heard.push(text));
  await page.addInitScript(() => {
    addEventListener('input', ({ target }) => globalThis.overheard(target.value), { capture: true });
  });
  return heard;
}

/** Puts a string where a page keeps things, and asks its server for it. */
export function plantIn(page, text) {
  return page.evaluate(async (planted) => {
    localStorage.setItem('planted', planted);
    await new Promise((resolve, reject) => {
      const open = indexedDB.open('planted', 1);
      open.onupgradeneeded = () => open.result.createObjectStore('planted').put(new TextEncoder().encode(planted), 'planted');
      open.onsuccess = () => resolve(open.result.close());
      open.onerror = () => reject(open.error);
    });
    await fetch(`/${planted}.txt`).catch(() => {});
  }, text);
}

function mapped(pid) {
  const lines = readFileSync(`/proc/${pid}/maps`, 'utf8').trim().split('\n');
  return lines
    .map((line) => line.match(/^([0-9a-f]+)-([0-9a-f]+) (r)\S+ \S+ \S+ \S+\s*(.*)$/))
    .filter((match) => match && !match[4].startsWith('[v'))
    .map(([, from, to, , name]) => ({ from: parseInt(from, 16), to: parseInt(to, 16), name: name || 'anonymous' }));
}
