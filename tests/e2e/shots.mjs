// Pictures of every page, in both languages, light and dark, on a phone and on a desktop. All go to the folder
// AMANAT_SHOTS (by default a temporary one); those the README shows go to AMANAT_PICTURES as well.
// With names of people's stories as arguments (alone, several), only those.
import { alone } from './support/alone.mjs';
import { Pictures } from './support/pictures.mjs';
import { Server } from './support/server.mjs';
import { several } from './support/several.mjs';

/** What the README shows. */
const CHOSEN = new Set([
  'today-en-light-360',
  'write-en-light-360',
  'item-ur-light-360',
  'audience-en-light-360',
  'card-en-light-360',
  'today-ur-dark-360',
  'item-en-light-1280',
]);

const STORIES = { alone, several };

const wanted = process.argv.slice(2);
const server = await Server.start();
const pictures = new Pictures(CHOSEN);
for (const [name, story] of Object.entries(STORIES)) {
  if (wanted.length === 0 || wanted.includes(name)) await story(server, pictures);
}
await server.stop();
console.log(`pictures of every page: ${pictures.folder}`);
process.exit();
