// The `amanat` command: a further device of somebody, without a browser, that keeps what it once had.
import { execFile } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { folder } from './folders.mjs';
import { PASSPHRASE } from './journey.mjs';
import { program } from './server.mjs';

const run = promisify(execFile);

export class Vault {
  /** Somebody's vault, from their card. */
  static async restore(origin, card) {
    const vault = new Vault();
    vault.folder = folder('vault');
    await vault.run('restore', '--server', origin, '--card-file', vault.write('card', card.join(' ')));
    // What others show is met only once it is known who they are.
    await vault.run('sync');
    return vault;
  }

  /** The same device as it is now, for later: it hears of nothing any more. */
  copy() {
    const copy = new Vault();
    copy.folder = folder('vault');
    cpSync(this.folder, copy.folder, { recursive: true });
    return copy;
  }

  /** A file beside the vault. */
  write(name, bytes) {
    const path = join(this.folder, name);
    writeFileSync(path, bytes, { mode: 0o600 });
    return path;
  }

  /** What the command prints. */
  async run(...args) {
    const env = { ...process.env, AMANAT_VAULT: join(this.folder, 'vault'), AMANAT_PASSPHRASE: PASSPHRASE };
    return (await run(program('AMANAT_CLI_BIN'), args, { env })).stdout;
  }

  /** What it says to whoever asks for too much. */
  async refusal(...args) {
    const outcome = await this.run(...args).then((out) => `printed ${out}`, (error) => error.stderr);
    return String(outcome);
  }

  /** Circles by what this person calls them. */
  async circles() {
    const lines = (await this.run('circles')).trim().split('\n');
    return new Map(lines.map((line) => line.split('\t')).map(([id, , name]) => [name, id]));
  }

  /** Every key it has: `circle` and `epoch` of those that open a circle's records, neither for the person's own. */
  async keys() {
    const lines = (await this.run('export-keys', '--all', '--print-secret-keys')).trim().split('\n');
    const keys = [];
    for (let at = 0; at < lines.length; at += 2) {
      const [, circle, epoch] = lines[at].match(/^# circle (\w+), epoch (\w+)$/) ?? [];
      keys.push({ circle, epoch, identity: lines[at + 1] });
    }
    return keys;
  }
}
