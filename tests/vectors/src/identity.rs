//! Identity chains: one that holds, and each rule broken once.

use amanat_protocol::codec::{self, DecodeError};
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CardKey, CircleId, PersonId};
use amanat_protocol::identity::{
    Cut, Identity, IdentityError, IdentitySigner, IdentityStatement, RemovedDevice, control_tag,
    log_tag,
};
use amanat_protocol::limits::MAX_BODY;
use amanat_protocol::signed::{Signed, VerifyError};
use serde::{Deserialize, Serialize};

use crate::fixtures::{self, overlong, pek, sign, sign_labelled, sign_raw};
use crate::{Cases, OK, Result, hex, unhex};

/// A chain whose last statement is judged; those before it hold.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows.
    pub name: String,
    /// Signed statements in hexadecimal.
    pub chain: Vec<String>,
    /// `ok`, or why the last statement is refused.
    pub outcome: String,
    /// The person, if it holds.
    pub person: Option<String>,
    /// Number and hash of the last statement, if it holds.
    pub head: Option<(u64, String)>,
}

/// Folds a chain. An error of any but the last statement is an error of the vector.
///
/// # Errors
/// When the case itself is damaged.
pub fn judge(case: &Case) -> Result<(String, Option<Identity>)> {
    let mut identity: Option<Identity> = None;
    for (i, text) in case.chain.iter().enumerate() {
        let next = step(identity.as_ref(), &unhex(text)?);
        match next {
            Ok(next) => identity = Some(next),
            Err(outcome) if i + 1 == case.chain.len() => return Ok((outcome, None)),
            Err(outcome) => return Err(format!("{}: link {i} is {outcome}", case.name).into()),
        }
    }
    Ok((OK.into(), identity))
}

fn step(before: Option<&Identity>, bytes: &[u8]) -> core::result::Result<Identity, String> {
    let signed = codec::decode::<Signed<IdentityStatement>>(bytes, MAX_BODY).map_err(decoding)?;
    let next = match before {
        Some(identity) => identity.extend(&signed),
        None => Identity::begin(&signed),
    };
    next.map_err(|e| match e {
        IdentityError::Verify(VerifyError::Decode(e)) => decoding(e),
        IdentityError::Verify(VerifyError::Signature) => "signature".into(),
        IdentityError::NotNext => "not-next".into(),
        IdentityError::Signer => "signer".into(),
        IdentityError::Inconsistent => "inconsistent".into(),
    })
}

/// The name of a decoding error in vectors.
#[must_use]
pub fn decoding(e: DecodeError) -> String {
    match e {
        DecodeError::TooLong { .. } => "too-long",
        DecodeError::Malformed => "malformed",
        DecodeError::NotCanonical => "not-canonical",
    }
    .into()
}

/// Statement 0 of the vectors' person: device 1, card 9, PEK 20.
#[must_use]
pub fn zero() -> IdentityStatement {
    let device = fixtures::device(1).device();
    IdentityStatement {
        suite: 1,
        person: PersonId::default(),
        n: 0,
        prev: Hash::ZERO,
        nonce: [7; 16],
        devices: vec![device],
        removed: Vec::new(),
        card: fixtures::card(9).derive_signing().card(),
        pek_generation: 0,
        pek: pek(0, 20).commitment(),
        signer: IdentitySigner::Device(device),
    }
}

fn sorted<T: Ord>(mut v: Vec<T>) -> Vec<T> {
    v.sort();
    v
}

/// Statement 1: the card admits device 2, keeps device 1.
#[must_use]
pub fn one() -> IdentityStatement {
    let head = fixtures::device(1).sign(&zero()).hash();
    let card = fixtures::card(9).derive_signing().card();
    IdentityStatement {
        person: PersonId(head),
        n: 1,
        prev: head,
        nonce: [0; 16],
        devices: sorted(vec![
            fixtures::device(1).device(),
            fixtures::device(2).device(),
        ]),
        signer: IdentitySigner::Card(card),
        ..zero()
    }
}

/// Statement 2: device 2 removes device 1, with cuts, and takes the next PEK.
#[must_use]
pub fn two() -> IdentityStatement {
    let prev = fixtures::card(9).derive_signing().sign(&one()).hash();
    let circle = CircleId(Hash([0x11; 32]));
    let cuts = vec![
        Cut {
            log: log_tag(circle),
            seq: 4,
            hash: Hash([0x22; 32]),
        },
        Cut {
            log: control_tag(circle),
            seq: 1,
            hash: Hash([0x33; 32]),
        },
    ];
    let device = fixtures::device(2).device();
    IdentityStatement {
        n: 2,
        prev,
        devices: vec![device],
        removed: vec![RemovedDevice {
            device: fixtures::device(1).device(),
            cuts: sorted(cuts),
        }],
        pek_generation: 1,
        pek: pek(1, 21).commitment(),
        signer: IdentitySigner::Device(device),
        ..one()
    }
}

/// Statement 3: device 2 replaces the card.
#[must_use]
pub fn three() -> IdentityStatement {
    IdentityStatement {
        n: 3,
        prev: fixtures::device(2).sign(&two()).hash(),
        card: fixtures::card(10).derive_signing().card(),
        pek_generation: 2,
        pek: pek(2, 22).commitment(),
        ..two()
    }
}

fn card_signed(n: u8, value: &IdentityStatement) -> Vec<u8> {
    codec::encode(&fixtures::card(n).derive_signing().sign(value))
}

/// The cases.
#[must_use]
pub fn make() -> Cases<Case> {
    let mut cases = Vec::new();
    let s0 = sign(1, &zero());
    let s1 = card_signed(9, &one());
    let s2 = sign(2, &two());
    let s3 = sign(2, &three());
    let mut add = |name: &str, chain: &[&Vec<u8>], outcome: &str| {
        let case = Case {
            name: name.into(),
            chain: chain.iter().map(|b| hex(b)).collect(),
            outcome: outcome.into(),
            person: None,
            head: None,
        };
        let reached = judge(&case).ok().and_then(|(_, identity)| identity);
        cases.push(Case {
            person: reached.as_ref().map(|i| i.person.hex()),
            head: reached.map(|i| (i.n, i.head.hex())),
            ..case
        });
    };
    add("founded", &[&s0], OK);
    add("the card admits a device", &[&s0, &s1], OK);
    add("a device removes another", &[&s0, &s1, &s2], OK);
    add("the card is replaced", &[&s0, &s1, &s2, &s3], OK);

    for (name, change, outcome) in broken_zero() {
        let mut s = zero();
        change(&mut s);
        add(name, &[&sign(1, &s)], outcome);
    }
    let raw = codec::encode(&zero());
    let mut flipped = s0.clone();
    if let Some(last) = flipped.last_mut() {
        *last ^= 1;
    }
    add("0: signature with one bit turned", &[&flipped], "signature");
    add(
        "0: signed by another key",
        &[&sign(3, &zero())],
        "signature",
    );
    let other = sign_labelled("amanat/v1/entry", 1, &raw);
    add("0: signed under another label", &[&other], "signature");
    type S = IdentityStatement;
    let trailing = [raw.as_slice(), &[0]].concat();
    let signed = sign_raw::<S>(1, &trailing);
    add("0: trailing byte, signed", &[&signed], "not-canonical");
    let signed = sign_raw::<S>(1, &overlong(&raw, 33));
    add("0: overlong varint, signed", &[&signed], "not-canonical");
    let (cut, _) = raw.split_at(raw.len() - 1);
    add(
        "0: cut short, signed",
        &[&sign_raw::<S>(1, cut)],
        "malformed",
    );
    add(
        "0: trailing byte after the signature",
        &[&[s0.as_slice(), &[0]].concat()],
        "not-canonical",
    );
    let (cut, _) = s0.split_at(s0.len() - 1);
    add("0: signature cut short", &[&cut.to_vec()], "malformed");
    add("0: nothing", &[&Vec::new()], "malformed");

    for (name, by, change, outcome) in broken_one() {
        let mut s = one();
        change(&mut s);
        let bytes = match by {
            By::Card(n) => card_signed(n, &s),
            By::Device(n) => sign(n, &s),
        };
        add(name, &[&s0, &bytes], outcome);
    }
    for (name, by, change, outcome) in broken_three() {
        let mut s = three();
        change(&mut s);
        add(name, &[&s0, &s1, &s2, &sign(by, &s)], outcome);
    }
    add("a statement twice", &[&s0, &s1, &s1], "not-next");
    Cases {
        about:
            "Identity chains. Each `chain` is a list of signed statements (canonical postcard of \
                length-prefixed bytes and a 64-byte signature); all but the last hold."
                .into(),
        cases,
    }
}

type Broken = (&'static str, fn(&mut IdentityStatement), &'static str);

fn broken_zero() -> Vec<Broken> {
    vec![
        ("0: another suite", |s| s.suite = 2, "not-next"),
        ("0: numbered 1", |s| s.n = 1, "not-next"),
        (
            "0: with something before it",
            |s| s.prev = Hash([1; 32]),
            "not-next",
        ),
        (
            "0: naming a person",
            |s| s.person = PersonId(Hash([1; 32])),
            "not-next",
        ),
        (
            "0: signer not listed",
            |s| s.devices = vec![fixtures::device(2).device()],
            "signer",
        ),
        ("0: no device", |s| s.devices.clear(), "signer"),
        (
            "0: signed by a card",
            |s| s.signer = IdentitySigner::Card(CardKey(fixtures::device(1).device().0)),
            "signer",
        ),
        (
            "0: begins at generation 1",
            |s| s.pek_generation = 1,
            "inconsistent",
        ),
        (
            "0: a device twice",
            |s| s.devices = [s.devices.clone(), s.devices.clone()].concat(),
            "inconsistent",
        ),
        (
            "0: devices unsorted",
            |s| {
                s.devices = sorted(vec![
                    fixtures::device(1).device(),
                    fixtures::device(2).device(),
                ]);
                s.devices.reverse();
            },
            "inconsistent",
        ),
        (
            "0: a device removed already",
            |s| {
                s.removed = vec![RemovedDevice {
                    device: fixtures::device(2).device(),
                    cuts: Vec::new(),
                }]
            },
            "inconsistent",
        ),
    ]
}

#[derive(Clone, Copy)]
enum By {
    Card(u8),
    Device(u8),
}

type BrokenBy = (&'static str, By, fn(&mut IdentityStatement), &'static str);

fn broken_one() -> Vec<BrokenBy> {
    let card = By::Card(9);
    vec![
        (
            "1: wrong prev",
            card,
            |s| s.prev = Hash([1; 32]),
            "not-next",
        ),
        ("1: a number skipped", card, |s| s.n = 2, "not-next"),
        (
            "1: another person",
            card,
            |s| s.person = PersonId(Hash([1; 32])),
            "not-next",
        ),
        ("1: with a nonce", card, |s| s.nonce = [1; 16], "not-next"),
        ("1: another suite", card, |s| s.suite = 0, "not-next"),
        (
            "1: another card",
            By::Card(10),
            |s| s.signer = IdentitySigner::Card(fixtures::card(10).derive_signing().card()),
            "signer",
        ),
        (
            "1: signed by another card",
            By::Card(10),
            |_| (),
            "signature",
        ),
        (
            "1: a stranger's device",
            By::Device(3),
            |s| s.signer = IdentitySigner::Device(fixtures::device(3).device()),
            "signer",
        ),
        (
            "1: a device that admits itself",
            By::Device(2),
            |s| s.signer = IdentitySigner::Device(fixtures::device(2).device()),
            "signer",
        ),
        (
            "1: forgets a device",
            card,
            |s| s.devices = vec![fixtures::device(2).device()],
            "inconsistent",
        ),
        (
            "1: devices unsorted",
            card,
            |s| s.devices.reverse(),
            "inconsistent",
        ),
        (
            "1: a generation skipped",
            card,
            |s| s.pek_generation = 2,
            "inconsistent",
        ),
        (
            "1: another key in the same generation",
            card,
            |s| s.pek = Hash([5; 32]),
            "inconsistent",
        ),
        (
            "1: active and removed at once",
            card,
            |s| {
                s.removed = vec![RemovedDevice {
                    device: fixtures::device(1).device(),
                    cuts: Vec::new(),
                }]
            },
            "inconsistent",
        ),
        (
            "1: removes all devices",
            card,
            |s| {
                s.removed = s
                    .devices
                    .drain(..)
                    .map(|device| RemovedDevice {
                        device,
                        cuts: Vec::new(),
                    })
                    .collect();
            },
            "inconsistent",
        ),
    ]
}

type BrokenThree = (&'static str, u8, fn(&mut IdentityStatement), &'static str);

fn broken_three() -> Vec<BrokenThree> {
    vec![
        (
            "3: by a removed device",
            1,
            |s| s.signer = IdentitySigner::Device(fixtures::device(1).device()),
            "signer",
        ),
        (
            "3: forgets a removal",
            2,
            |s| s.removed.clear(),
            "inconsistent",
        ),
        (
            "3: re-opens a cut",
            2,
            |s| {
                if let Some(cut) = s.removed.first_mut().and_then(|r| r.cuts.first_mut()) {
                    cut.seq += 1;
                }
            },
            "inconsistent",
        ),
        (
            "3: drops a cut",
            2,
            |s| {
                if let Some(r) = s.removed.first_mut() {
                    r.cuts.pop();
                }
            },
            "inconsistent",
        ),
        (
            "3: brings a removed device back",
            2,
            |s| {
                let back = fixtures::device(1).device();
                s.devices = sorted(vec![back, fixtures::device(2).device()]);
                s.removed.clear();
            },
            "inconsistent",
        ),
        (
            "3: a generation back",
            2,
            |s| s.pek_generation = 0,
            "inconsistent",
        ),
        (
            "3: cuts unsorted",
            2,
            |s| {
                let new = RemovedDevice {
                    device: fixtures::device(4).device(),
                    cuts: vec![cut(2), cut(1)],
                };
                s.removed.push(new);
                s.removed.sort_by_key(|r| r.device);
            },
            "inconsistent",
        ),
        (
            "3: removals unsorted",
            2,
            |s| {
                s.removed.push(RemovedDevice {
                    device: fixtures::device(4).device(),
                    cuts: Vec::new(),
                });
                s.removed.sort_by_key(|r| r.device);
                s.removed.reverse();
            },
            "inconsistent",
        ),
    ]
}

const fn cut(n: u8) -> Cut {
    Cut {
        log: Hash([n; 32]),
        seq: 0,
        hash: Hash([n; 32]),
    }
}
