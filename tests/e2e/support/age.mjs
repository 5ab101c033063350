// The stock `age` command, which knows nothing of Amanat: what it opens, anybody opens.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder } from './folders.mjs';

/** A file that `age` takes an identity from. */
function identityFile(name, identity) {
  const path = join(folder('keys'), name);
  writeFileSync(path, `${identity}\n`, { mode: 0o600 });
  return path;
}

/** What a sealed file says to whoever has this identity; undefined if it does not open it. */
async function decrypt(identity, sealed) {
  const age = spawn('age', ['-d', '-i', identity]);
  const [out, err] = [[], []];
  age.stdout.on('data', (chunk) => out.push(chunk));
  age.stderr.on('data', (chunk) => err.push(chunk));
  // It reads no further than the header of what it cannot open.
  age.stdin.on('error', () => {});
  age.stdin.end(sealed);
  const [code] = await once(age, 'close');
  if (code === 0) return Buffer.concat(out);
  const said = Buffer.concat(err).toString();
  // Anything else is a fault of the test, not a closed door.
  if (!said.includes('no identity matched')) throw new Error(`age: ${said}`);
  return undefined;
}

/** Tries every key on every sealed file; returns what opened, with what it says. */
export async function tryAll(keys, sealed) {
  const tried = keys.map((key, at) => ({ key, file: identityFile(`key-${at}`, key.identity) }));
  const pairs = tried.flatMap(({ key, file }) => sealed.map((one) => ({ key, file, sealed: one })));
  const opened = [];
  const work = async () => {
    for (let pair = pairs.shift(); pair; pair = pairs.shift()) {
      const plain = await decrypt(pair.file, pair.sealed.bytes);
      if (plain) opened.push({ key: pair.key, sealed: pair.sealed, plain });
    }
  };
  await Promise.all(Array.from({ length: 4 }, work));
  return opened;
}
