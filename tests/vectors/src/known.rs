//! What `known.mjs` computed without any code of this workspace.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Result, path};

/// The file `v1/known.json`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// What it is.
    pub about: String,
    /// Labelled hashes: label, bytes, digest.
    pub hashes: Vec<(String, String, String)>,
    /// Cards.
    pub cards: Vec<Card>,
    /// age recipients (`age1…`) by secret bytes.
    pub recipients: BTreeMap<String, String>,
    /// Buckets by length.
    pub buckets: Vec<(usize, usize)>,
    /// The identity statement 0 of the vectors' person, signed, and their id.
    pub identity: (String, String),
    /// Places of the fingerprint's words in the word list, by person id.
    pub fingerprints: Vec<(String, Vec<usize>)>,
    /// An operation and its revision's id.
    pub operation: (String, String),
    /// An invitation's secret, its join token and id, and the mac of the first answer in `answers.json`.
    pub invitation: (String, String, String, String),
    /// The verification key of the programme of byte 50, and the places of its fingerprint's words.
    pub programme: (String, Vec<usize>),
    /// Words, and the signature of the device of byte 1 over them in the circle of byte 0xc3.
    pub said: (String, String),
}

/// A card's keys.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// The secret.
    pub secret: String,
    /// HKDF with label `amanat/v1/card-locator`.
    pub locator: String,
    /// HKDF with label `amanat/v1/card-signing`.
    pub signing_seed: String,
    /// Its Ed25519 public key.
    pub signing_key: String,
    /// HKDF with label `amanat/v1/card-recipient`.
    pub open_secret: String,
    /// Its X25519 public key.
    pub recipient: String,
}

/// Reads the file.
///
/// # Errors
/// When it is missing or of another form.
pub fn read() -> Result<Known> {
    Ok(serde_json::from_str(&std::fs::read_to_string(path(
        "known.json",
    ))?)?)
}
