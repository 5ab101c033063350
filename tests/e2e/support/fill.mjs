// Thousands of items, through the worker's own messages: typing them would take an hour.
// Encodes postcard by hand (crates/messages); a change there makes this fail loudly.
import { randomBytes } from 'node:crypto';

const varint = (value) => {
  const bytes = [];
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
};
const text = (value) => {
  const bytes = Buffer.from(value);
  return [...varint(bytes.length), ...bytes];
};

const DO = 1;
const SAVE_DRAFT = 10;
const CLOSE_ITEM = 11;
const ANSWER = 5;
const FREE = { template: 2, field: 0 };
/** Far above what the page counts up to. */
const FIRST_ID = 1_000_000;

const saveDraft = (id, item, title, body, tag) => [
  DO, ...varint(id), SAVE_DRAFT, ...item, 1,
  ...text(title), FREE.template, 1, FREE.field, ...text(body), 1, ...text(tag), 0,
];
const closeItem = (id, item) => [DO, ...varint(id), CLOSE_ITEM, ...item];

/** To be called before the page loads: keeps hold of its worker. */
export async function holdWorker(context) {
  await context.addInitScript(() => {
    const Real = globalThis.Worker;
    globalThis.Worker = class extends Real {
      constructor(...args) {
        super(...args);
        globalThis.heldWorker = this;
      }
    };
  });
}

/** Writes so many items, each with `body(n)`. */
export async function fill(page, count, { title, body, tag }) {
  const messages = [];
  for (let at = 0; at < count; at += 1) {
    const item = randomBytes(16);
    messages.push(saveDraft(FIRST_ID + 2 * at, item, title(at), body(at), tag(at)));
    messages.push(closeItem(FIRST_ID + 2 * at + 1, item));
  }
  for (let from = 0; from < messages.length; from += 200) {
    await page.evaluate(
      async ([batch, answerTag, firstId]) => {
        const { heldWorker } = globalThis;
        let left = batch.length;
        await new Promise((resolve, reject) => {
          setTimeout(() => reject(new Error('no answer: are its messages other ones now?')), 60_000);
          const hear = ({ data }) => {
            const bytes = new Uint8Array(data);
            if (bytes[0] !== answerTag) return;
            let id = 0;
            let at = 1;
            for (let shift = 0; ; shift += 7, at += 1) {
              id += (bytes[at] & 0x7f) << shift;
              if (bytes[at] < 0x80) break;
            }
            if (id < firstId) return;
            // Result::Ok is 0.
            if (bytes[at + 1] !== 0) return reject(new Error(`refused: ${[...bytes]}`));
            left -= 1;
            if (left === 0) {
              heldWorker.removeEventListener('message', hear);
              resolve();
            }
          };
          heldWorker.addEventListener('message', hear);
          for (const message of batch) {
            const { buffer } = Uint8Array.from(message);
            heldWorker.postMessage(buffer, [buffer]);
          }
        });
      },
      [messages.slice(from, from + 200), ANSWER, FIRST_ID],
    );
  }
}
