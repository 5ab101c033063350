// Known answers, computed with Node's own cryptography and no code of this workspace.
// node tests/vectors/known.mjs > tests/vectors/v1/known.json
import { createHash, createHmac, createPrivateKey, createPublicKey, hkdfSync, sign } from "node:crypto";
import { readFileSync } from "node:fs";

const bytes = (n, length = 32) => Buffer.alloc(length, n);
const hex = (b) => Buffer.from(b).toString("hex");

const labelled = (label, data) =>
  createHash("sha256").update(label).update(Buffer.from([0])).update(data).digest();

const hkdf = (secret, label, length = 32) =>
  Buffer.from(hkdfSync("sha256", secret, Buffer.alloc(0), label, length));

// RFC 8410: the fixed DER prefixes of raw private keys.
const ALGORITHM = { ed25519: "70", x25519: "6e" };
const privateKey = (kind, raw) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from(`302e020100300506032b65${ALGORITHM[kind]}04220420`, "hex"), raw]),
    format: "der",
    type: "pkcs8",
  });
const publicKey = (kind, raw) =>
  createPublicKey(privateKey(kind, raw)).export({ format: "der", type: "spki" }).subarray(-32);

// Bech32, BIP 173.
const LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
function polymod(values) {
  let sum = 1;
  for (const v of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ v;
    [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].forEach((g, i) => {
      if ((top >>> i) & 1) sum ^= g;
    });
  }
  return sum >>> 0;
}
function bech32(prefix, data) {
  const five = [];
  let held = 0;
  let bits = 0;
  for (const byte of data) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      five.push((held >>> bits) & 31);
      held &= (1 << bits) - 1;
    }
  }
  if (bits) five.push((held << (5 - bits)) & 31);
  const letters = [...prefix].map((c) => c.charCodeAt(0));
  const head = [...letters.map((c) => c >>> 5), 0, ...letters.map((c) => c & 31)];
  const check = polymod([...head, ...five, 0, 0, 0, 0, 0, 0]) ^ 1;
  for (let i = 0; i < 6; i++) five.push((check >>> (5 * (5 - i))) & 31);
  return `${prefix}1${five.map((v) => LETTERS[v]).join("")}`;
}

// PADMÉ as the paper has it.
function padme(length) {
  if (length <= 1024) return 1024;
  const e = Math.floor(Math.log2(length));
  const s = Math.floor(Math.log2(e)) + 1;
  const step = 2 ** (e - s);
  return Math.ceil(length / step) * step;
}

const device1 = publicKey("ed25519", bytes(1));
const card = publicKey("ed25519", hkdf(bytes(9), "amanat/v1/card-signing"));
const pekRecipient = publicKey("x25519", bytes(20));
const commitment = labelled("amanat/v1/pek", Buffer.concat([bytes(120), pekRecipient]));

// IdentityStatement 0, field by field as docs/FORMAT.md lists them.
const statement = Buffer.concat([
  Buffer.from([1]), // suite
  bytes(0), // person
  Buffer.from([0]), // n
  bytes(0), // prev
  bytes(7, 16), // nonce
  Buffer.from([1]), device1, // devices
  Buffer.from([0]), // removed
  card,
  Buffer.from([0]), // PEK generation
  commitment,
  Buffer.from([0]), device1, // signer: a device
]);
const message = Buffer.concat([Buffer.from("amanat/v1/identity"), Buffer.from([0]), statement]);
const signature = sign(null, message, privateKey("ed25519", bytes(1)));
const length = Buffer.from([(statement.length & 0x7f) | 0x80, statement.length >>> 7]);
const person = labelled("amanat/v1/identity", statement);

// Operation::Revise of a part's name.
const time = [];
for (let left = 1790000000000n; ; left >>= 7n) {
  const low = Number(left & 127n);
  if (left < 128n) {
    time.push(low);
    break;
  }
  time.push(low | 128);
}
const name = Buffer.from("Reflections");
const revision = Buffer.concat([
  bytes(0xaa, 16),
  Buffer.from([0]),
  Buffer.from(time),
  Buffer.from([1, name.length]),
  name,
]);

function places(id, label = "amanat/v1/fingerprint") {
  const digest = labelled(label, id);
  const bit = (i) => (digest[i >>> 3] >>> (7 - (i & 7))) & 1;
  return Array.from({ length: 8 }, (_, word) => {
    let place = 0;
    for (let i = 0; i < 11; i++) place = place * 2 + bit(word * 11 + i);
    return place;
  });
}

// What follows from an invitation's secret, and the mac of the first answer of answers.json.
const secret = bytes(70, 16);
const token = hkdf(secret, "amanat/v1/invitation-join", 16);
const answers = JSON.parse(readFileSync(new URL("v1/answers.json", import.meta.url), "utf8"));
const answer = Buffer.from(answers.cases[0].answered, "hex").subarray(0, -32);
const mac = createHmac("sha256", hkdf(secret, "amanat/v1/invitation-answer"))
  .update("amanat/v1/answer")
  .update(Buffer.from([0]))
  .update(answer)
  .digest();

const programme = publicKey("ed25519", hkdf(bytes(50), "amanat/v1/programme-signing"));
const said = Buffer.from("Seen on the ward. دیکھا گیا۔");
const words = Buffer.concat([Buffer.from("amanat/v1/words"), Buffer.from([0]), bytes(0xc3), said]);

const labels = ["identity", "statement", "entry", "place", "statement-place", "access", "slots", "table", "log-tag", "control-tag", "join-token", "revision"];
const lengths = [0, 1, 1024, 1025, 1500, 2000, 2049, 3000, 4097, 10000, 65535, 65537, 100000, 700000, 1048575, 1048576];
const secrets = [0, 9, 0x7f, 0x80, 0xff];

console.log(
  JSON.stringify(
    {
      about: "Made by known.mjs with Node's cryptography; shares no code with the workspace.",
      hashes: labels.map((l) => [`amanat/v1/${l}`, hex(bytes(5)), hex(labelled(`amanat/v1/${l}`, bytes(5)))]),
      cards: secrets.map((n) => {
        const signing = hkdf(bytes(n), "amanat/v1/card-signing");
        const open = hkdf(bytes(n), "amanat/v1/card-recipient");
        return {
          secret: hex(bytes(n)),
          locator: hex(hkdf(bytes(n), "amanat/v1/card-locator")),
          signing_seed: hex(signing),
          signing_key: hex(publicKey("ed25519", signing)),
          open_secret: hex(open),
          recipient: hex(publicKey("x25519", open)),
        };
      }),
      recipients: Object.fromEntries([3, 20, 30].map((n) => [hex(bytes(n)), bech32("age", publicKey("x25519", bytes(n)))])),
      buckets: lengths.map((l) => [l, padme(l)]),
      identity: [hex(Buffer.concat([length, statement, signature])), hex(person)],
      fingerprints: [person, bytes(1)].map((id) => [hex(id), places(id)]),
      operation: [hex(Buffer.concat([Buffer.from([0]), revision])), hex(labelled("amanat/v1/revision", revision))],
      invitation: [hex(secret), hex(token), hex(labelled("amanat/v1/join-token", token)), hex(mac)],
      programme: [hex(programme), places(programme, "amanat/v1/programme-fingerprint")],
      said: [hex(said), hex(sign(null, words, privateKey("ed25519", bytes(1))))],
    },
    null,
    2,
  ),
);
