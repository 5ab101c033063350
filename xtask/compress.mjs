// Writes name.br and name.gz beside every file under the folder given that gets smaller by it.
// Node has both encoders; in Rust they would double the time until the first task can start.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const [folder, quality] = process.argv.slice(2);
const brotliLevel = { params: { [constants.BROTLI_PARAM_QUALITY]: Number(quality) } };

const entries = await readdir(folder, { recursive: true, withFileTypes: true });
await Promise.all(
  entries
    .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
    .map(async (entry) => {
      const file = join(entry.parentPath ?? entry.path, entry.name);
      const bytes = await readFile(file);
      const [br, gz] = await Promise.all([
        promisify(brotliCompress)(bytes, brotliLevel),
        promisify(gzip)(bytes, { level: 9 }),
      ]);
      if (br.length < bytes.length) await writeFile(`${file}.br`, br);
      if (gz.length < bytes.length) await writeFile(`${file}.gz`, gz);
    }),
);
