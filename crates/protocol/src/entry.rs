//! A log's entries. The visible half.

use serde::{Deserialize, Serialize};

use crate::codec::{self, Bytes};
use crate::hash::{self, Hash};
use crate::id::{CircleId, DeviceKey, EpochId};
use crate::padding;
use crate::signed::{Labelled, Signed};

/// The signed, visible half of an entry. The other half is sealed to the epoch.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EntryHeader {
    /// [`crate::SUITE`].
    pub suite: u8,
    /// The circle.
    pub circle: CircleId,
    /// The device whose log this is; it signs.
    pub device: DeviceKey,
    /// 0, 1, 2 … without gaps.
    pub seq: u64,
    /// Hash of the header at seq−1, without its signature; zero at 0.
    pub prev: Hash,
    /// The epoch the payload is sealed to.
    pub epoch: EpochId,
    /// What it is, as far as the server needs to know.
    pub class: Class,
    /// SHA-256 of the sealed payload.
    pub payload_hash: Hash,
    /// Length of the sealed payload: a [`padding`] bucket.
    pub payload_len: u32,
}

/// What an entry is, as far as the server needs to know.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Class {
    /// Operations.
    Content,
    /// The newest readings, for those who start late.
    Checkpoint,
}

/// An entry as it is sent, stored and served.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// The signed half.
    pub header: Signed<EntryHeader>,
    /// The sealed half, an age file.
    pub payload: Bytes,
}

impl Labelled for EntryHeader {
    const LABEL: &'static str = "amanat/v1/entry";
    const LIMIT: usize = 512;
}

impl Entry {
    /// Whether the payload is the one the header names, and of a legal length.
    #[must_use]
    pub fn matches(&self, header: &EntryHeader) -> bool {
        usize::try_from(header.payload_len) == Ok(self.payload.0.len())
            && padding::is_bucket(self.payload.0.len())
            && hash::plain(&self.payload.0) == header.payload_hash
    }
}

/// Hash of the place fields, put inside the sealed payload so that nobody signs another's ciphertext as
/// their own: a payload opens only in the place it was written for.
#[must_use]
pub fn place_hash(
    circle: CircleId,
    device: DeviceKey,
    seq: u64,
    prev: Hash,
    epoch: EpochId,
) -> Hash {
    hash::labelled(
        "amanat/v1/place",
        &codec::encode(&(circle, device, seq, prev, epoch)),
    )
}
