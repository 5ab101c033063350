//! The people, keys and randomness of the vectors. None of it is secret.

use amanat_protocol::codec::{self, Bytes};
use amanat_protocol::hash::{self, Hash};
use amanat_protocol::id::PersonId;
use amanat_protocol::identity::{IdentitySigner, IdentityStatement};
use amanat_protocol::signed::{Labelled, Signed};
use amanat_vault::Random;
use amanat_vault::card::Card;
use amanat_vault::keys::{OpenSecret, SignSecret};
use amanat_vault::person::Pek;
use amanat_vault::programme::ProgrammeKey;
use ed25519_dalek::{Signer, SigningKey};
use serde::Serialize;

/// Repeatable bytes: SHA-256 of a counter (u64, little-endian) that begins one above the seed.
pub struct Seeded(pub u64);

impl Random for Seeded {
    fn fill(&mut self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(32) {
            self.0 += 1;
            let digest = hash::plain(&self.0.to_le_bytes());
            for (to, from) in chunk.iter_mut().zip(digest.0) {
                *to = from;
            }
        }
    }
}

/// A device: its seed is one byte, repeated.
#[must_use]
pub fn device(n: u8) -> SignSecret {
    SignSecret::from_seed(&[n; 32])
}

/// A card: its secret is one byte, repeated.
#[must_use]
pub fn card(n: u8) -> Card {
    Card::from_bytes(&[n; 32])
}

/// A person's encryption key: secret and salt are one byte each, repeated.
#[must_use]
pub fn pek(generation: u32, n: u8) -> Pek {
    Pek {
        generation,
        salt: [n.wrapping_add(100); 32],
        secret: OpenSecret::from_bytes(&[n; 32]),
    }
}

/// A person of the vectors with one device, one card and one key, all of byte `n`.
#[must_use]
pub fn zero(n: u8) -> Signed<IdentityStatement> {
    let key = device(n).device();
    device(n).sign(&IdentityStatement {
        suite: 1,
        person: PersonId::default(),
        n: 0,
        prev: Hash::ZERO,
        nonce: [n; 16],
        devices: vec![key],
        removed: Vec::new(),
        card: card(n).derive_signing().card(),
        pek_generation: 0,
        pek: pek(0, n).commitment(),
        signer: IdentitySigner::Device(key),
    })
}

/// The id of [`zero`].
#[must_use]
pub fn person(n: u8) -> PersonId {
    PersonId(zero(n).hash())
}

/// A programme's key: its secret is one byte, repeated.
#[must_use]
pub fn programme(n: u8) -> ProgrammeKey {
    ProgrammeKey::from_bytes(&[n; 32])
}

/// Signs any bytes as if they were a `T`, well formed or not, and gives the encoding of the signed value.
#[must_use]
pub fn sign_raw<T: Labelled>(device: u8, bytes: &[u8]) -> Vec<u8> {
    sign_labelled(T::LABEL, device, bytes)
}

/// As [`sign_raw`], under any label.
#[must_use]
pub fn sign_labelled(label: &str, device: u8, bytes: &[u8]) -> Vec<u8> {
    let message = [label.as_bytes(), &[0], bytes].concat();
    let signature = SigningKey::from_bytes(&[device; 32]).sign(&message);
    let mut out = codec::encode(&Bytes(bytes.to_vec()));
    out.extend_from_slice(&signature.to_bytes());
    out
}

/// Signs a value with a fixture's device key, and gives the encoding.
#[must_use]
pub fn sign<T: Labelled + Serialize>(by: u8, value: &T) -> Vec<u8> {
    codec::encode(&device(by).sign(value))
}

/// The same bytes with the varint at `at` (which must be below 0x80) written in two bytes.
#[must_use]
pub fn overlong(bytes: &[u8], at: usize) -> Vec<u8> {
    let (before, after) = bytes.split_at(at);
    let (first, rest) = after.split_first().unwrap_or((&0, &[]));
    [before, &[first | 0x80, 0], rest].concat()
}
