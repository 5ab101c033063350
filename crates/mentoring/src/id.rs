//! Identifiers. Items and parts are named by 128 random bits; a revision by the hash of its bytes.

use serde::{Deserialize, Serialize};

/// Names an item for all its life. 128 random bits, drawn by the device that creates it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct ItemId(pub [u8; 16]);

/// Names a portfolio part: a series of circles, one per audience. 128 random bits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct PartId(pub [u8; 16]);

/// Names a person to this crate: the bytes of their id. What makes them who they are is checked elsewhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct PersonRef(pub [u8; 32]);

/// Names a revision: SHA-256 of its canonical bytes, computed by whoever stores or receives it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct RevisionId(pub [u8; 32]);
