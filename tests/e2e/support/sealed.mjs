// Everything sealed that a server holds, read out of its database by the stock `sqlite3` command.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inflateRawSync } from 'node:zlib';

const run = promisify(execFile);

const RECORDS = `SELECT stored, kind, hex(name) AS feed, hex(header) AS header, hex(bytes) AS payload
  FROM record JOIN feed ON feed.id = record.feed JOIN payload USING (stored) ORDER BY stored`;
const BLOBS = 'SELECT hex(bytes) AS payload FROM recovery ORDER BY id';
const KINDS = { 1: 'statement', 2: 'entry', 4: 'letter', 5: 'deposit' };

/** One sealed payload. `to`: of whom or what, as far as the server can tell. */
class Sealed {
  constructor(kind, stored, bytes, to) {
    Object.assign(this, { kind, stored, bytes, ...to });
  }

  get name() {
    return `${this.kind} ${this.stored ?? ''} of ${(this.circle ?? this.inbox ?? this.drop ?? 'a card').slice(0, 8)}`;
  }
}

/** All of it, oldest first. What the server counts is in `stored`. */
export async function allSealed(data) {
  const records = await rows(data, RECORDS);
  const blobs = await rows(data, BLOBS);
  return [...records.flatMap(open), ...blobs.map(({ payload }) => new Sealed('blob', undefined, hex(payload), {}))];
}

async function rows(data, query) {
  const { stdout } = await run('sqlite3', ['-readonly', '-json', join(data, 'amanat.db'), query], { maxBuffer: 2 ** 28 });
  return JSON.parse(stdout || '[]');
}

const hex = (text) => Buffer.from(text, 'hex');

/** docs/FORMAT.md, sections 1, 5 and 6. */
function open({ stored, kind, feed, header, payload }) {
  const circle = feed.toLowerCase();
  const rest = new Reader(hex(payload));
  const sealed = rest.bytes();
  switch (KINDS[kind]) {
    case 'entry':
      rest.end();
      return [new Sealed('entry', stored, sealed, { circle, ...entryPlace(hex(header)) })];
    case 'statement': {
      rest.list(() => [rest.take(32), rest.varint()]);
      const slots = rest.list(() => [rest.take(32).toString('hex'), rest.bytes()]);
      rest.end();
      const half = new Sealed('statement', stored, sealed, { circle, epoch: statementEpoch(hex(header)) });
      return [half, ...slots.map(([person, slot]) => new Sealed('slot', stored, slot, { circle, person }))];
    }
    case 'letter':
      return [new Sealed('letter', stored, sealed, { inbox: circle })];
    case 'deposit':
      return [new Sealed('deposit', stored, sealed, { drop: circle })];
    default:
      throw new Error(`a payload of kind ${kind}`);
  }
}

function entryPlace(header) {
  const reader = new Reader(new Reader(header).bytes());
  reader.take(1 + 32 + 32);
  reader.varint();
  reader.take(32);
  return { epoch: reader.take(16).toString('hex'), checkpoint: reader.varint() === 1 };
}

function statementEpoch(header) {
  const reader = new Reader(new Reader(header).bytes());
  reader.take(1 + 32);
  if (reader.varint() === 1) reader.take(32 + 16);
  reader.varint();
  reader.take(32 + 32 + 32);
  return reader.take(16).toString('hex');
}

/** Circle and epoch that an opened slot hands over; its circle is zero where it begins one. */
export function handedOver(slot) {
  const reader = new Reader(slot);
  const circle = reader.take(32).toString('hex');
  reader.varint();
  reader.take(32 + 32);
  const PART = 1;
  if (reader.varint() === PART) {
    reader.take(16);
    reader.varint();
  }
  return { circle, epoch: reader.take(16).toString('hex') };
}

/** The operations of an opened entry, without what packs and fills it. */
export function wordsOf(entry, plain) {
  const reader = new Reader(plain.subarray(4, 4 + plain.readUInt32LE(0)));
  reader.take(32 + 32);
  reader.varint();
  reader.varint();
  reader.take(32);
  reader.list(() => [reader.take(32), reader.varint(), reader.take(32)]);
  const operations = reader.list(() => reader.bytes());
  reader.end();
  return Buffer.concat(entry.checkpoint ? operations.map((packed) => inflateRawSync(packed)) : operations);
}

/** The feed of somebody's letters. */
export function inboxOf(person) {
  return createHash('sha256').update('inbox\0').update(hex(person)).digest('hex');
}

/** The canonical encoding, read. */
class Reader {
  #at = 0;

  constructor(bytes) {
    this.from = bytes;
  }

  take(length) {
    if (this.#at + length > this.from.length) throw new Error('the record is too short');
    this.#at += length;
    return this.from.subarray(this.#at - length, this.#at);
  }

  varint() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const [byte] = this.take(1);
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  bytes() {
    return this.take(this.varint());
  }

  list(read) {
    return Array.from({ length: this.varint() }, read);
  }

  end() {
    if (this.#at !== this.from.length) throw new Error('the record is too long');
  }
}
