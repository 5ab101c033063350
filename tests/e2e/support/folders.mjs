// Folders of one test file, gone when it ends.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made = [];

/** A new, empty folder. */
export function folder(name) {
  const path = mkdtempSync(join(tmpdir(), `amanat-${name}-`));
  made.push(path);
  return path;
}

process.on('exit', () => {
  for (const path of made) rmSync(path, { recursive: true, force: true, maxRetries: 3 });
});
