//! Letters: what one person tells another outside any circle, sealed to their encryption key.
//!
//! A letter takes no effect by arriving. It carries its sender's identity chain, so that it can be checked
//! before anybody is known; whether that chain is one to believe (pinned, or named under the programme key)
//! is the reader's to decide.

mod body;
mod introduced;

pub use body::{Appointed, Body, Introduction, Inviting, NewOfficer, Welcome};
pub use introduced::Introduced;

use amanat_protocol::SUITE;
use amanat_protocol::codec;
use amanat_protocol::id::{DeviceKey, PersonId};
use amanat_protocol::identity::{Identity, IdentityStatement};
use amanat_protocol::limits::MAX_LETTER;
use amanat_protocol::padding;
use amanat_protocol::signed::{Labelled, Signed};
use serde::{Deserialize, Serialize};

use crate::keys::{SealKey, SignSecret};
use crate::person::{self, Pek};
use crate::seal::{self, SealError};

/// What a device signs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Letter {
    /// [`SUITE`].
    pub suite: u8,
    /// Who writes.
    pub from: PersonId,
    /// By which device; it signs.
    pub device: DeviceKey,
    /// To whom: nobody passes a letter on as if it were written to another.
    pub to: PersonId,
    /// When, UTC milliseconds. For display.
    pub at: u64,
    /// What it says.
    pub body: Body,
}

impl Labelled for Letter {
    const LABEL: &'static str = "amanat/v1/letter";
    const LIMIT: usize = MAX_LETTER;
}

/// What is sealed.
#[derive(Serialize, Deserialize)]
struct Sealed {
    letter: Signed<Letter>,
    identity: Vec<Signed<IdentityStatement>>,
}

/// A letter that opened and holds in itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Envelope {
    /// The letter.
    pub letter: Letter,
    /// The sender's identity, as the letter shows it. It may be behind the newest: a device removed since
    /// is active in it.
    pub identity: Identity,
    /// The chain it was folded from, to be compared with what is pinned.
    pub chain: Vec<Signed<IdentityStatement>>,
}

/// Why a letter is not believed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LetterError {
    /// None of the given keys opens it, or its length is none of a letter.
    #[error("letter does not open")]
    Locked,
    /// Not canonical, of another suite or a newer form, or what it shows contradicts itself.
    #[error("letter is malformed")]
    Malformed,
    /// Not signed by an active device of the sender it names.
    #[error("letter is not signed by its sender")]
    Sender,
    /// Written to somebody else.
    #[error("letter was written to somebody else")]
    Misdirected,
}

/// Signs a letter and seals it, with the sender's whole identity chain, to a legal length.
///
/// # Errors
/// [`SealError`] when the recipient is no valid key or the letter is longer than [`MAX_LETTER`].
pub fn make(
    letter: &Letter,
    device: &SignSecret,
    chain: &[Signed<IdentityStatement>],
    to: &SealKey,
) -> Result<Vec<u8>, SealError> {
    let sealed = Sealed {
        letter: device.sign(letter),
        identity: chain.to_vec(),
    };
    let sealed = seal::seal_padded(to, &codec::encode(&sealed))?;
    if sealed.len() > MAX_LETTER {
        return Err(SealError);
    }
    Ok(sealed)
}

/// Opens a letter to me with any generation of my key, and checks all that can be checked without knowing
/// anybody: the sender's chain, that an active device of it signed, that it was written to me, and that what
/// it shows of others holds in itself.
///
/// # Errors
/// [`LetterError`]
pub fn open(sealed: &[u8], me: PersonId, peks: &[Pek]) -> Result<Envelope, LetterError> {
    if sealed.len() > MAX_LETTER || !padding::is_bucket(sealed.len()) {
        return Err(LetterError::Locked);
    }
    let plain = peks
        .iter()
        .rev()
        .find_map(|p| seal::open_padded(&p.secret, sealed).ok())
        .ok_or(LetterError::Locked)?;
    let inner: Sealed = codec::decode(&plain, MAX_LETTER).map_err(|_| LetterError::Malformed)?;
    let claim = inner.letter.claim().map_err(|_| LetterError::Malformed)?;
    if claim.suite != SUITE {
        return Err(LetterError::Malformed);
    }
    let identity = person::fold(&inner.identity).map_err(|_| LetterError::Sender)?;
    if identity.person != claim.from || !identity.is_active(claim.device) {
        return Err(LetterError::Sender);
    }
    let letter = inner
        .letter
        .verify(&claim.device.0)
        .map_err(|_| LetterError::Sender)?;
    if letter.to != me {
        return Err(LetterError::Misdirected);
    }
    if !letter.body.holds() {
        return Err(LetterError::Malformed);
    }
    Ok(Envelope {
        letter,
        identity,
        chain: inner.identity,
    })
}

#[cfg(test)]
mod tests;
