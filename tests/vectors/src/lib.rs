//! Format vectors: what version 1 wrote stays readable, and what it refuses stays refused.
//!
//! Each module makes the cases of one file under `v1/` and judges them with the workspace's own code.
//! Two kinds of file:
//! - *fixed*: a pure function of this crate. The tests make them again and compare, so any change of an
//!   encoding is a red test.
//! - *sealed*: age draws its own randomness, so these are written once, with their keys, and must open for
//!   ever. The generator never overwrites one.
//!
//! `v1/known.json` was made by `known.mjs`, which shares no code with this workspace.

pub mod card;
pub mod checkpoints;
pub mod control;
mod control_draft;
mod control_made;
pub mod control_slots;
pub mod deposits;
pub mod encodings;
mod encodings_people;
pub mod entries;
pub mod fixtures;
pub mod forks;
pub mod identity;
pub mod invitations;
pub mod known;
pub mod letters;
pub mod links;
pub mod local;
pub mod operations;
pub mod padding;
pub mod passphrase;
pub mod programme;
pub mod recovery;
pub mod said;
pub mod session;

use std::path::PathBuf;

use data_encoding::HEXLOWER;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// What can go wrong while making or reading vectors: any of it fails the run.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
/// A result of this crate.
pub type Result<T, E = Error> = core::result::Result<T, E>;

/// How a case that holds is judged.
pub const OK: &str = "ok";

/// A file of cases.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cases<C> {
    /// What the cases are, and how to read them.
    pub about: String,
    /// The cases.
    pub cases: Vec<C>,
}

impl<C: Serialize + DeserializeOwned> Cases<C> {
    /// A file's cases. A file without any is an error.
    ///
    /// # Errors
    /// When it is missing, empty or not of this form.
    pub fn read(name: &str) -> Result<Self> {
        let text = std::fs::read_to_string(path(name)).map_err(|e| format!("{name}: {e}"))?;
        let file: Self = serde_json::from_str(&text).map_err(|e| format!("{name}: {e}"))?;
        if file.cases.is_empty() {
            return Err(format!("{name} holds no case").into());
        }
        Ok(file)
    }

    /// The file's text.
    ///
    /// # Errors
    /// Never for this crate's types.
    pub fn text(&self) -> Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

/// Where a vector file is.
#[must_use]
pub fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("v1")
        .join(name)
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

/// Bytes of lower-case hexadecimal.
///
/// # Errors
/// When it is none.
pub fn unhex(text: &str) -> Result<Vec<u8>> {
    Ok(HEXLOWER
        .decode(text.as_bytes())
        .map_err(|e| e.to_string())?)
}

/// 32 bytes of hexadecimal.
///
/// # Errors
/// When they are not 32.
pub fn unhex32(text: &str) -> Result<[u8; 32]> {
    unhex(text)?.try_into().map_err(|_| "not 32 bytes".into())
}
