//! A circle: people who hold one key. Its member table, and what a control statement says under seal.

use amanat_protocol::codec;
use amanat_protocol::hash::{self, Hash};
use amanat_protocol::id::{CircleId, DeviceKey, EpochId, PersonId};
use amanat_protocol::statement::{AccessRow, Level};
use serde::{Deserialize, Serialize};

use crate::keys::SealKey;

/// What a circle is for. New kinds are appended: the position is the stored form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum CircleKind {
    /// One person's own circle, shared by their devices.
    Own,
    /// A chapter of a portfolio part.
    Part {
        /// Which part.
        part: [u8; 16],
        /// Counts chapters from 0; a new audience "from now on" is a new chapter.
        chapter: u32,
    },
    /// A mentee and a mentor.
    Pair,
    /// A mentor and their group.
    Group,
    /// The committee.
    Committee,
    /// All mentors of a programme.
    Mentors,
    /// The programme's managers.
    Programme,
}

/// What a member may do. New roles are appended: the position is the stored form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Role {
    /// Everything, and cannot be removed.
    Owner,
    /// Statements and content.
    Manager,
    /// Content.
    Contributor,
    /// Comments and receipts.
    Commenter,
    /// Receipts.
    Reader,
}

impl Role {
    /// Whether statements of this role are valid.
    #[must_use]
    pub const fn manages(self) -> bool {
        matches!(self, Self::Owner | Self::Manager)
    }

    /// What the server has to know of it.
    #[must_use]
    pub const fn level(self) -> Level {
        if self.manages() {
            Level::Manage
        } else {
            Level::Append
        }
    }
}

/// A row of the member table.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// What they may do.
    pub role: Role,
    /// Number of the identity statement they were admitted or renewed with.
    pub identity_n: u64,
    /// Its hash: a chain that does not pass through it is not this person's.
    pub identity_head: Hash,
    /// Generation of the PEK the epoch was handed to.
    pub pek_generation: u32,
    /// Salt of its commitment.
    pub pek_salt: [u8; 32],
    /// Its recipient.
    pub pek: SealKey,
    /// When, by the granter's clock, UTC milliseconds. For display.
    pub since: u64,
    /// After this time no writer seals to an epoch that grants it; for display and for writers.
    pub until: Option<u64>,
}

/// An epoch's public side, known to members only.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Epoch {
    /// Its name.
    pub id: EpochId,
    /// Counts epochs of the circle from 0.
    pub number: u64,
    /// What entries are sealed to.
    pub recipient: SealKey,
}

/// What a statement changes. New changes are appended: the position is the stored form.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Change {
    /// Makes the circle with its owner as only member. Statement 0.
    Found {
        /// What it is for.
        kind: CircleKind,
        /// The owner's row.
        owner: Member,
    },
    /// Admits a person, or changes the role or end of one.
    Admit {
        /// Their row.
        member: Member,
    },
    /// Removes a person. Always with a new epoch.
    Remove {
        /// Who.
        person: PersonId,
        /// What still counts of their work: a log that is not listed counts for nothing.
        cuts: Vec<MemberCut>,
    },
    /// A new epoch for the same people, as after a device was removed. Rows of people whose PEK is newer
    /// replace theirs; persons and roles stay.
    Renew {
        /// The newer rows.
        members: Vec<Member>,
    },
    /// The owner hands ownership to a member and becomes a manager.
    HandOver {
        /// The new owner.
        person: PersonId,
    },
    /// The owner settles two statements at one n: this one follows `prev` and voids the other.
    Settle {
        /// Hash of the branch that no longer counts.
        voided: Hash,
    },
}

/// The last entry that counts in one log of a removed member.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct MemberCut {
    /// The log.
    pub device: DeviceKey,
    /// The last sequence number that counts.
    pub seq: u64,
    /// The hash of the header there.
    pub hash: Hash,
}

/// The sealed half of a control statement.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StatementPayload {
    /// [`statement_place`] of the header it belongs to.
    pub place: Hash,
    /// When, by the signer's clock, UTC milliseconds. For display.
    pub at: u64,
    /// What changes.
    pub change: Change,
    /// The epoch that is current from here on.
    pub epoch: Epoch,
    /// [`table_hash`] after the change.
    pub table: Hash,
}

/// What a slot hands to one member, as an age file to their PEK.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SlotPayload {
    /// The circle; zero in statement 0, whose hash is not known yet.
    pub circle: CircleId,
    /// The statement's number.
    pub n: u64,
    /// Who hands it.
    pub granter: PersonId,
    /// To whom.
    pub grantee: PersonId,
    /// What the circle is for.
    pub kind: CircleKind,
    /// The epoch.
    pub epoch: Epoch,
    /// The secret that opens it.
    pub secret: [u8; 32],
    /// The member table after the statement: a newcomer starts from it.
    pub table: Vec<Member>,
}

/// Binds a sealed half to its visible half.
#[must_use]
pub fn statement_place(
    circle: CircleId,
    n: u64,
    prev: Hash,
    person: PersonId,
    device: DeviceKey,
    epoch: EpochId,
) -> Hash {
    hash::labelled(
        "amanat/v1/statement-place",
        &codec::encode(&(circle, n, prev, person, device, epoch)),
    )
}

/// Hash of a member table (sorted by person).
#[must_use]
pub fn table_hash(table: &[Member]) -> Hash {
    hash::labelled("amanat/v1/table", &codec::encode(table))
}

/// What the server enforces for a member table.
#[must_use]
pub fn access_list(table: &[Member]) -> Vec<AccessRow> {
    table
        .iter()
        .map(|m| AccessRow {
            person: m.person,
            level: m.role.level(),
        })
        .collect()
}
