//! For unit tests: a counting generator of distinct, repeatable bytes, a person, and every bit turned.

use amanat_protocol::codec;
use amanat_protocol::identity::{Identity, IdentityStatement};
use amanat_protocol::signed::Signed;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::card::Card;
use crate::keys::SignSecret;
use crate::person::{self, Pek};

pub(crate) struct Seeded(pub(crate) u64);

impl crate::Random for Seeded {
    fn fill(&mut self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(32) {
            self.0 += 1;
            let d = Sha256::digest(self.0.to_le_bytes());
            chunk.copy_from_slice(&d[..chunk.len()]);
        }
    }
}

/// A person with one device and one key.
pub(crate) struct Someone {
    pub device: SignSecret,
    pub pek: Pek,
    pub chain: Vec<Signed<IdentityStatement>>,
    pub identity: Identity,
}

impl Someone {
    pub(crate) fn new(random: &mut Seeded) -> Self {
        let card = Card::make(random).derive_signing().card();
        let (device, pek) = (SignSecret::make(random), Pek::make(0, random));
        let zero = person::found(&device, card, &pek, random);
        Self {
            device,
            pek,
            identity: Identity::begin(&zero).unwrap(),
            chain: vec![zero],
        }
    }
}

/// Asserts that a value holds, and that it does not with any one bit turned, cut short or with a byte more.
pub(crate) fn every_bit<T: Serialize + DeserializeOwned>(value: &T, holds: impl Fn(&T) -> bool) {
    assert!(holds(value));
    let bytes = codec::encode(value);
    let believed = |bytes: &[u8]| codec::decode::<T>(bytes, 1 << 20).is_ok_and(|v| holds(&v));
    for bit in 0..bytes.len() * 8 {
        let mut bad = bytes.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        assert!(!believed(&bad), "bit {bit}");
    }
    for cut in 0..bytes.len() {
        assert!(!believed(&bytes[..cut]), "cut at {cut}");
    }
    assert!(!believed(&[bytes.as_slice(), &[0]].concat()));
}
