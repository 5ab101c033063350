//! The identity chain: which devices speak for a person.

use serde::{Deserialize, Serialize};

use crate::SUITE;
use crate::hash::{self, Hash};
use crate::id::{CardKey, CircleId, DeviceKey, PersonId};
use crate::signed::{Labelled, Signed, VerifyError};

/// One link of a person's identity chain.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct IdentityStatement {
    /// [`SUITE`].
    pub suite: u8,
    /// Whose chain; zero in statement 0, whose hash becomes the id.
    pub person: PersonId,
    /// 0, 1, 2 …
    pub n: u64,
    /// Hash of statement n−1; zero in statement 0.
    pub prev: Hash,
    /// Random in statement 0, so that two people never share an id; zero afterwards.
    pub nonce: [u8; 16],
    /// Devices that may speak from here on. Sorted, unique.
    pub devices: Vec<DeviceKey>,
    /// Devices removed so far, with what still counts of their work. Sorted by device, unique.
    pub removed: Vec<RemovedDevice>,
    /// The recovery card's verification key.
    pub card: CardKey,
    /// Generation of the person's encryption key (PEK), from 0.
    pub pek_generation: u32,
    /// [`pek_commitment`] to its recipient; the recipient itself travels only inside ciphertext.
    pub pek: Hash,
    /// Who signs: a device active at n−1 (in statement 0, listed here), or the card.
    pub signer: IdentitySigner,
}

/// Who signed an identity statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum IdentitySigner {
    /// A device.
    Device(DeviceKey),
    /// The recovery card.
    Card(CardKey),
}

/// A device that no longer speaks, and how far its word counts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RemovedDevice {
    /// The device.
    pub device: DeviceKey,
    /// Its logs that count at all. A log that is not listed counts for nothing. Sorted by log, unique.
    pub cuts: Vec<Cut>,
}

/// The last link that counts in one log, or among the control statements, of a removed device.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Cut {
    /// [`log_tag`] or [`control_tag`] of the circle: only who knows the circle recognises it.
    pub log: Hash,
    /// The last sequence number of the device's log (or number n of the control chain) that counts.
    pub seq: u64,
    /// The hash of the header there.
    pub hash: Hash,
}

/// Names a circle's log in a cut to those who know the circle, and to nobody else.
#[must_use]
pub fn log_tag(circle: CircleId) -> Hash {
    hash::labelled("amanat/v1/log-tag", &circle.0.0)
}

/// Names a circle's control chain in a cut: the device's statements count up to the one named there.
#[must_use]
pub fn control_tag(circle: CircleId) -> Hash {
    hash::labelled("amanat/v1/control-tag", &circle.0.0)
}

/// Commits to a PEK recipient (its 32 public bytes) without revealing it.
#[must_use]
pub fn pek_commitment(salt: &[u8; 32], recipient: &[u8; 32]) -> Hash {
    hash::labelled("amanat/v1/pek", &[salt.as_slice(), recipient].concat())
}

impl Labelled for IdentityStatement {
    const LABEL: &'static str = "amanat/v1/identity";
    const LIMIT: usize = 64 * 1024;
}

/// The state an identity chain has reached.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Identity {
    /// The person.
    pub person: PersonId,
    /// Number of the newest statement.
    pub n: u64,
    /// Its hash.
    pub head: Hash,
    /// The newest statement.
    pub statement: IdentityStatement,
}

/// Why an identity statement was refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum IdentityError {
    /// Not decodable or not signed by the key it names.
    #[error(transparent)]
    Verify(#[from] VerifyError),
    /// Its number, previous hash, person or suite does not continue the chain.
    #[error("does not continue the chain")]
    NotNext,
    /// The signer may not sign here.
    #[error("signer is neither an active device nor the card")]
    Signer,
    /// Lists are unsorted, repeat, overlap, or forget a removed device.
    #[error("statement contradicts itself or the one before")]
    Inconsistent,
}

impl From<crate::codec::DecodeError> for IdentityError {
    fn from(e: crate::codec::DecodeError) -> Self {
        Self::Verify(e.into())
    }
}

impl Identity {
    /// Begins a chain with statement 0.
    ///
    /// # Errors
    /// [`IdentityError`] when it is not a statement 0 signed by a device it lists.
    pub fn begin(signed: &Signed<IdentityStatement>) -> Result<Self, IdentityError> {
        let claim = signed.claim()?;
        let IdentitySigner::Device(key) = claim.signer else {
            return Err(IdentityError::Signer);
        };
        let s = signed.verify(&key.0)?;
        if s.suite != SUITE || s.n != 0 || s.prev != Hash::ZERO || s.person != PersonId::default() {
            return Err(IdentityError::NotNext);
        }
        if !s.devices.contains(&key) {
            return Err(IdentityError::Signer);
        }
        if !s.removed.is_empty() || s.pek_generation != 0 || !s.is_consistent() {
            return Err(IdentityError::Inconsistent);
        }
        let head = signed.hash();
        Ok(Self {
            person: PersonId(head),
            n: 0,
            head,
            statement: s,
        })
    }

    /// The chain with one more statement.
    ///
    /// # Errors
    /// [`IdentityError`] when it is not a valid next statement.
    pub fn extend(&self, signed: &Signed<IdentityStatement>) -> Result<Self, IdentityError> {
        let claim = signed.claim()?;
        let before = &self.statement;
        let key = match claim.signer {
            IdentitySigner::Device(d) if before.devices.contains(&d) => d.0,
            IdentitySigner::Card(c) if before.card == c => c.0,
            _ => return Err(IdentityError::Signer),
        };
        let s = signed.verify(&key)?;
        let next = s.suite == SUITE
            && s.n == self.n + 1
            && s.prev == self.head
            && s.person == self.person
            && s.nonce == [0; 16];
        if !next {
            return Err(IdentityError::NotNext);
        }
        // What was cut stays cut, exactly: nobody re-opens a thief's log by a later statement.
        let keeps_cuts = before.removed.iter().all(|r| s.removed.contains(r));
        let all_accounted = before
            .devices
            .iter()
            .all(|d| s.devices.contains(d) || s.removed.iter().any(|r| r.device == *d));
        let generation = s.pek_generation == before.pek_generation && s.pek == before.pek
            || s.pek_generation == before.pek_generation.saturating_add(1);
        if !keeps_cuts || !all_accounted || !generation || !s.is_consistent() {
            return Err(IdentityError::Inconsistent);
        }
        Ok(Self {
            person: self.person,
            n: s.n,
            head: signed.hash(),
            statement: s,
        })
    }

    /// Whether this device speaks for the person now.
    #[must_use]
    pub fn is_active(&self, device: DeviceKey) -> bool {
        self.statement.devices.contains(&device)
    }

    /// Whether this device speaks or spoke for the person.
    #[must_use]
    pub fn names(&self, device: DeviceKey) -> bool {
        self.is_active(device) || self.statement.removed.iter().any(|r| r.device == device)
    }

    /// How far the work of this device under a tag ([`log_tag`], [`control_tag`]) counts: all of it, up to
    /// a cut, or not at all.
    #[must_use]
    pub fn standing(&self, device: DeviceKey, tag: Hash) -> Standing {
        if self.is_active(device) {
            return Standing::Active;
        }
        self.statement
            .removed
            .iter()
            .find(|r| r.device == device)
            .and_then(|r| r.cuts.iter().find(|c| c.log == tag))
            .map_or(Standing::Void, |c| Standing::UpTo(c.seq, c.hash))
    }
}

/// How far a device's log counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// The device is active.
    Active,
    /// Removed: entries up to this one count.
    UpTo(u64, Hash),
    /// Never the person's, or removed without a cut here: nothing counts.
    Void,
}

impl IdentityStatement {
    fn is_consistent(&self) -> bool {
        let sorted = |v: &[DeviceKey]| v.windows(2).all(|w| w[0] < w[1]);
        let removed: Vec<_> = self.removed.iter().map(|r| r.device).collect();
        sorted(&self.devices)
            && sorted(&removed)
            && !self.devices.is_empty()
            && self
                .removed
                .iter()
                .all(|r| r.cuts.windows(2).all(|w| w[0].log < w[1].log))
            && !self.devices.iter().any(|d| removed.contains(d))
    }
}
