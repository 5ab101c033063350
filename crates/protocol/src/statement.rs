//! The control chain of a circle: who may read and write it. The visible half.

use serde::{Deserialize, Serialize};

use crate::codec::{self, Bytes};
use crate::hash::{self, Hash};
use crate::id::{CircleId, DeviceKey, EpochId, PersonId};
use crate::signed::{Labelled, Signed};

/// The signed, visible half of a control statement. The other half is sealed to the epoch.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StatementHeader {
    /// [`crate::SUITE`].
    pub suite: u8,
    /// Which circle; zero in statement 0, whose hash becomes the id.
    pub circle: CircleId,
    /// Names the owner and holds a nonce; in statement 0 only.
    pub genesis: Option<Genesis>,
    /// 0, 1, 2 …
    pub n: u64,
    /// Hash of statement n−1; zero in statement 0.
    pub prev: Hash,
    /// The person in whose name the device signs.
    pub person: PersonId,
    /// The signing device.
    pub device: DeviceKey,
    /// The epoch that is current from this statement on, to which the payload is sealed.
    pub epoch: EpochId,
    /// SHA-256 of the sealed payload.
    pub payload_hash: Hash,
    /// Length of the sealed payload.
    pub payload_len: u32,
    /// [`access_hash`] of the list.
    pub access_hash: Hash,
    /// [`slots_hash`] of the slots.
    pub slots_hash: Hash,
}

/// What makes a circle.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Genesis {
    /// Its first owner, who signs statement 0.
    pub owner: PersonId,
    /// Random.
    pub nonce: [u8; 16],
}

/// A row of the access list, which the server enforces.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct AccessRow {
    /// Who.
    pub person: PersonId,
    /// How much.
    pub level: Level,
}

/// What the server lets a person do in a circle. Finer roles are enforced by every client's fold.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Level {
    /// Append statements and entries, read.
    Manage,
    /// Append entries (readers append receipts), read.
    Append,
}

/// An epoch's key for one member: an age file to their PEK.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SealedSlot {
    /// For whom.
    pub person: PersonId,
    /// The age file.
    pub sealed: Bytes,
}

/// A control statement as it is sent, stored and served.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Statement {
    /// The signed half.
    pub header: Signed<StatementHeader>,
    /// The sealed half, an age file.
    pub payload: Bytes,
    /// Everybody with access from here on. Sorted, unique.
    pub access: Vec<AccessRow>,
    /// Keys of the epoch, where it is new or a member is. Sorted by person, unique.
    pub slots: Vec<SealedSlot>,
}

impl Labelled for StatementHeader {
    const LABEL: &'static str = "amanat/v1/statement";
    const LIMIT: usize = 1024;
}

/// Hash of an access list.
#[must_use]
pub fn access_hash(access: &[AccessRow]) -> Hash {
    hash::labelled("amanat/v1/access", &codec::encode(access))
}

/// Hash over the slots.
#[must_use]
pub fn slots_hash(slots: &[SealedSlot]) -> Hash {
    hash::labelled("amanat/v1/slots", &codec::encode(slots))
}

impl Statement {
    /// Whether payload, access list and slots are the ones the header names, in canonical order.
    #[must_use]
    pub fn matches(&self, header: &StatementHeader) -> bool {
        usize::try_from(header.payload_len) == Ok(self.payload.0.len())
            && hash::plain(&self.payload.0) == header.payload_hash
            && access_hash(&self.access) == header.access_hash
            && slots_hash(&self.slots) == header.slots_hash
            && self.access.windows(2).all(|w| w[0].person < w[1].person)
            && self.slots.windows(2).all(|w| w[0].person < w[1].person)
    }
}
