//! Recovery bundles: sealed to a card, signed by a device of the card's own person.

use amanat_protocol::codec;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, PersonId};
use amanat_vault::card::Card;
use amanat_vault::recovery::{self, RecoveryBundle, RecoveryError, StoredPek};
use amanat_vault::seal;
use serde::{Deserialize, Serialize};

use crate::fixtures::{self, device, pek, sign};
use crate::{Cases, OK, Result, hex, identity, unhex, unhex32};

/// A blob and the card it is opened with.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows.
    pub name: String,
    /// The card's secret.
    pub card: String,
    /// The age file.
    pub blob: String,
    /// `ok`, `locked` or `refused`.
    pub outcome: String,
    /// The person, if it holds.
    pub person: Option<String>,
}

/// Opens a blob.
///
/// # Errors
/// When the case itself is damaged.
pub fn judge(card: &str, blob: &str) -> Result<(String, Option<String>)> {
    let card = Card::from_bytes(&unhex32(card)?);
    Ok(match recovery::open(&unhex(blob)?, &card) {
        Ok(r) => (OK.into(), Some(r.identity.person.hex())),
        Err(RecoveryError::Locked) => ("locked".into(), None),
        Err(RecoveryError::Refused) => ("refused".into(), None),
    })
}

fn bundle() -> RecoveryBundle {
    let zero = device(1).sign(&identity::zero());
    let circle = CircleId(Hash([0xc3; 32]));
    RecoveryBundle {
        person: PersonId(zero.hash()),
        device: device(1).device(),
        at: 1_790_000_000_000,
        identity: vec![zero],
        peks: vec![StoredPek::from(&pek(0, 20))],
        circles: vec![(circle, 0, circle.0)],
        logs: vec![(circle, device(1).device(), 3, Hash([5; 32]))],
    }
}

/// The cases.
///
/// # Errors
/// When something does not seal.
pub fn make() -> Result<Cases<Case>> {
    let to = fixtures::card(9).derive_recipient().seal_key();
    let signed = |by: u8, change: fn(&mut RecoveryBundle)| {
        let mut b = bundle();
        change(&mut b);
        seal::seal(&to, &sign(by, &b))
    };
    let one = fixtures::card(9).derive_signing().sign(&identity::one());
    let two = device(2).sign(&identity::two());
    let later = RecoveryBundle {
        device: device(2).device(),
        identity: vec![device(1).sign(&identity::zero()), one.clone(), two],
        peks: vec![StoredPek::from(&pek(0, 20)), StoredPek::from(&pek(1, 21))],
        ..bundle()
    };
    let mut removed = later.clone();
    removed.device = device(1).device();
    let mut gap = later.clone();
    gap.identity.remove(1);
    let good = signed(1, |_| ())?;
    let mut flipped = good.clone();
    if let Some(b) = flipped.last_mut() {
        *b ^= 1;
    }
    let plain = codec::encode(&device(1).sign(&bundle()));
    let blobs: Vec<(&str, u8, Vec<u8>)> = vec![
        ("a device's", 9, good.clone()),
        (
            "after a device was removed",
            9,
            recovery::make(&later, &device(2), &to)?,
        ),
        ("another card", 10, good),
        ("one bit turned", 9, flipped),
        ("not sealed", 9, plain.clone()),
        (
            "trailing byte",
            9,
            seal::seal(&to, &[plain.as_slice(), &[0]].concat())?,
        ),
        (
            "cut short",
            9,
            seal::seal(&to, plain.get(..plain.len() - 1).unwrap_or_default())?,
        ),
        ("signed by another device", 9, signed(3, |_| ())?),
        (
            "names another device and is signed by it",
            9,
            signed(3, |b| b.device = device(3).device())?,
        ),
        (
            "signed by a removed device",
            9,
            recovery::make(&removed, &device(1), &to)?,
        ),
        (
            "names another person",
            9,
            signed(1, |b| b.person = PersonId(Hash([1; 32])))?,
        ),
        ("no identity", 9, signed(1, |b| b.identity.clear())?),
        (
            "a link of the identity chain missing",
            9,
            recovery::make(&gap, &device(2), &to)?,
        ),
        ("no key", 9, signed(1, |b| b.peks.clear())?),
        (
            "another key",
            9,
            signed(1, |b| b.peks = vec![StoredPek::from(&pek(0, 21))])?,
        ),
        (
            "a stranger's whole chain",
            9,
            signed(3, |b| {
                let key = device(3).device();
                let mut zero = identity::zero();
                zero.devices = vec![key];
                zero.signer = amanat_protocol::identity::IdentitySigner::Device(key);
                zero.card = fixtures::card(10).derive_signing().card();
                let zero = device(3).sign(&zero);
                b.person = PersonId(zero.hash());
                b.device = key;
                b.identity = vec![zero];
            })?,
        ),
    ];
    let mut cases = Vec::new();
    for (name, n, blob) in blobs {
        let (card, blob) = (hex(fixtures::card(n).expose_bytes()), hex(&blob));
        let (outcome, person) = judge(&card, &blob)?;
        cases.push(Case {
            name: name.into(),
            card,
            blob,
            outcome,
            person,
        });
    }
    Ok(Cases {
        about: "Recovery blobs: age files to the card's recipient around a signed bundle.".into(),
        cases,
    })
}
