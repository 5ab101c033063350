//! Entries: what is judged without a key, and what needs the epoch's.

use amanat_protocol::codec::{self, Bytes};
use amanat_protocol::entry::{Class, Entry, EntryHeader, place_hash};
use amanat_protocol::hash::{self, Hash};
use amanat_protocol::id::{CircleId, EpochId, PersonId};
use amanat_protocol::limits::MAX_BODY;
use amanat_protocol::padding::is_bucket;
use amanat_vault::circle::Epoch;
use amanat_vault::keys::OpenSecret;
use amanat_vault::log::{self, EntryError, EntryPayload, Place, Seen, Words};
use amanat_vault::seal;
use serde::{Deserialize, Serialize};

use crate::fixtures::device;
use crate::identity::decoding;
use crate::{Cases, OK, Result, hex, operations, unhex, unhex32};

/// An entry and the key it is opened with.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows.
    pub name: String,
    /// The epoch's age identity: `age -d` opens the payload with it.
    pub age_identity: String,
    /// Its secret bytes.
    pub secret: String,
    /// The entry.
    pub entry: String,
    /// `ok`, or why it is refused.
    pub outcome: String,
    /// Hash of the header: what the next entry names.
    pub hash: Option<String>,
    /// The operations' bytes, if it opens.
    pub operations: Option<Vec<String>>,
}

/// Verifies and opens an entry.
///
/// # Errors
/// When the case itself is damaged.
pub fn judge(secret: &str, entry: &str) -> Result<(String, Option<Hash>, Option<Vec<String>>)> {
    let key = OpenSecret::from_bytes(&unhex32(secret)?);
    let entry = match codec::decode::<Entry>(&unhex(entry)?, MAX_BODY) {
        Ok(entry) => entry,
        Err(e) => return Ok((decoding(e), None, None)),
    };
    let opened = log::verify(&entry).and_then(|header| log::open(&entry, &header, &key));
    Ok(match opened {
        Ok(payload) => {
            let operations = payload.operations.iter().map(|o| hex(&o.0)).collect();
            (OK.into(), Some(entry.header.hash()), Some(operations))
        }
        Err(e) => (refusal(e).into(), None, None),
    })
}

const fn refusal(e: EntryError) -> &'static str {
    match e {
        EntryError::Malformed => "malformed",
        EntryError::Signature => "signature",
        EntryError::Locked => "locked",
        EntryError::Displaced => "displaced",
    }
}

const CIRCLE: CircleId = CircleId(Hash([0xc3; 32]));
const EPOCH: EpochId = EpochId([0xd4; 16]);

fn key() -> OpenSecret {
    OpenSecret::from_bytes(&[30; 32])
}

fn operation() -> Vec<u8> {
    let value = amanat_mentoring::item::Value::Reflection(operations::reflection());
    let revision = operations::revision(0, value);
    codec::encode(&amanat_mentoring::operation::Operation::Revise(revision))
}

fn words(operations: Vec<Bytes>, seen: Vec<Seen>) -> Words {
    Words {
        author: PersonId(Hash([0xb2; 32])),
        identity_n: 0,
        control: (0, CIRCLE.0),
        seen,
        operations,
    }
}

fn good(seq: u64, prev: Hash, class: Class, words: Words) -> Result<Entry> {
    let epoch = Epoch {
        id: EPOCH,
        number: 0,
        recipient: key().seal_key(),
    };
    let place = Place {
        circle: CIRCLE,
        seq,
        prev,
    };
    Ok(log::make(place, &epoch, &device(1), class, words)?)
}

/// A header for any payload, in the place of the first entry.
fn header(payload: &[u8]) -> EntryHeader {
    EntryHeader {
        suite: 1,
        circle: CIRCLE,
        device: device(1).device(),
        seq: 0,
        prev: Hash::ZERO,
        epoch: EPOCH,
        class: Class::Content,
        payload_hash: hash::plain(payload),
        payload_len: u32::try_from(payload.len()).unwrap_or_default(),
    }
}

fn signed(by: u8, header: &EntryHeader, payload: &[u8]) -> Vec<u8> {
    codec::encode(&Entry {
        header: device(by).sign(header),
        payload: Bytes(payload.to_vec()),
    })
}

/// The payload of the first entry with anything changed.
fn payload(change: impl FnOnce(&mut EntryPayload)) -> Vec<u8> {
    let mut payload = EntryPayload {
        place: place_hash(CIRCLE, device(1).device(), 0, Hash::ZERO, EPOCH),
        author: PersonId(Hash([0xb2; 32])),
        identity_n: 0,
        control: (0, CIRCLE.0),
        seen: Vec::new(),
        operations: vec![Bytes(operation())],
    };
    change(&mut payload);
    codec::encode(&payload)
}

/// Seals any plain bytes to a legal length: age's header varies, so until one fits.
fn seal_framed(length: u32, bytes: &[u8], filler: u8) -> Result<Vec<u8>> {
    let mut framed = length.to_le_bytes().to_vec();
    framed.extend_from_slice(bytes);
    framed.resize(900.max(framed.len()), filler);
    for _ in 0..100_000 {
        let sealed = seal::seal(&key().seal_key(), &framed)?;
        if is_bucket(sealed.len()) {
            return Ok(sealed);
        }
        framed.pop();
        if framed.len() < 760 {
            framed.resize(900, filler);
        }
    }
    Err("no legal length".into())
}

fn broken_headers(good: &Entry) -> Vec<(&'static str, Vec<u8>)> {
    let body = &good.payload.0;
    let base = header(body);
    let change = |f: fn(&mut EntryHeader)| {
        let mut h = base.clone();
        f(&mut h);
        signed(1, &h, body)
    };
    let mut thief = base.clone();
    thief.device = device(3).device();
    vec![
        ("another suite", change(|h| h.suite = 2)),
        (
            "another payload hash",
            change(|h| h.payload_hash = Hash([1; 32])),
        ),
        ("another payload length", change(|h| h.payload_len = 1088)),
        (
            "another's words under one's own signature",
            signed(3, &thief, body),
        ),
        (
            "moved to another circle",
            change(|h| h.circle = CircleId(Hash([1; 32]))),
        ),
        ("moved to another number", change(|h| h.seq = 1)),
        (
            "moved after another entry",
            change(|h| h.prev = Hash([1; 32])),
        ),
        (
            "moved to another epoch",
            change(|h| h.epoch = EpochId([1; 16])),
        ),
        ("signed by another device", signed(3, &base, body)),
    ]
}

fn broken_payloads() -> Result<Vec<(&'static str, Vec<u8>)>> {
    let whole = payload(|_| ());
    let length = u32::try_from(whole.len())?;
    let sealed = |bytes: &[u8]| seal::seal_padded(&key().seal_key(), bytes);
    let seen = |n: u8| Seen {
        device: device(n).device(),
        seq: 0,
        hash: Hash([n; 32]),
    };
    let payloads = [
        (
            "a length that is no bucket",
            seal::seal(&key().seal_key(), &[0; 1000])?,
        ),
        ("padding of ones", seal_framed(length, &whole, 1)?),
        ("a length beyond the end", seal_framed(5000, &whole, 0)?),
        (
            "a trailing byte inside",
            sealed(&[whole.as_slice(), &[0]].concat())?,
        ),
        (
            "65 heads seen",
            sealed(&payload(|p| p.seen = (100..165).map(seen).collect()))?,
        ),
        (
            "place of zeros",
            sealed(&payload(|p| p.place = Hash::ZERO))?,
        ),
        ("nothing inside", sealed(&[])?),
        ("not sealed at all", vec![0; 1024]),
    ];
    Ok(payloads
        .into_iter()
        .map(|(name, body)| (name, signed(1, &header(&body), &body)))
        .collect())
}

/// The cases.
///
/// # Errors
/// When something does not seal.
pub fn make() -> Result<Cases<Case>> {
    let first = good(
        0,
        Hash::ZERO,
        Class::Content,
        words(vec![Bytes(operation())], Vec::new()),
    )?;
    let hash = first.header.hash();
    let seen = vec![Seen {
        device: device(2).device(),
        seq: 7,
        hash: Hash([5; 32]),
    }];
    let second = good(
        1,
        hash,
        Class::Content,
        words(vec![Bytes(operation()), Bytes(vec![0xff; 40])], seen),
    )?;
    let checkpoint = good(
        2,
        second.header.hash(),
        Class::Checkpoint,
        words(Vec::new(), Vec::new()),
    )?;
    let whole = codec::encode(&first);
    let mut flipped = whole.clone();
    if let Some(b) = flipped.last_mut() {
        *b ^= 1;
    }
    let mut all = vec![
        ("the first entry of a log", 30, whole.clone()),
        (
            "the second, with an operation of a newer app",
            30,
            codec::encode(&second),
        ),
        ("a checkpoint", 30, codec::encode(&checkpoint)),
        ("another key", 31, whole.clone()),
        ("one bit of the payload turned", 30, flipped),
        ("a trailing byte", 30, [whole.as_slice(), &[0]].concat()),
        (
            "cut short",
            30,
            whole.get(..whole.len() - 1).unwrap_or_default().to_vec(),
        ),
    ];
    all.extend(broken_headers(&first).into_iter().map(|(n, b)| (n, 30, b)));
    all.extend(broken_payloads()?.into_iter().map(|(n, b)| (n, 30, b)));
    let mut cases = Vec::new();
    for (name, key, entry) in all {
        let key = OpenSecret::from_bytes(&[key; 32]);
        let (secret, entry) = (hex(key.expose_bytes()), hex(&entry));
        let (outcome, hash, operations) = judge(&secret, &entry)?;
        cases.push(Case {
            name: name.into(),
            age_identity: key.expose_age_identity().to_string(),
            secret,
            entry,
            outcome,
            hash: hash.map(|h| h.hex()),
            operations,
        });
    }
    Ok(Cases {
        about: "Entries, opened with the key of their epoch. `locked` and everything above it are told \
                apart so that each rule is shown to bite by itself."
            .into(),
        cases,
    })
}
