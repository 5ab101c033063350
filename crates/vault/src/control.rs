//! The fold of a control chain, and the statements that extend it.
//!
//! [`Circle`] is a value: [`Circle::extend`] gives the next one or says why not, so the state is a pure
//! function of the statements and arrival order cannot matter.

mod apply;
mod enter;
mod make;
mod open;

pub use enter::enter;
pub use make::{ControlSigner, Made, MakeError, admit, found, hand_over, remove, renew, settle};
pub use open::{Opened, open_slot, open_statement};

use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, PersonId};
use serde::{Deserialize, Serialize};

use crate::circle::{CircleKind, Epoch, Member, MemberCut};

/// The longest sealed half and slot, opened.
pub(crate) const PAYLOAD_LIMIT: usize = 64 * 1024;

/// The state a circle has reached.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Circle {
    /// Its name.
    pub id: CircleId,
    /// What it is for.
    pub kind: CircleKind,
    /// Number of the newest statement.
    pub n: u64,
    /// Its hash.
    pub head: Hash,
    /// Everybody in it, sorted by person.
    pub table: Vec<Member>,
    /// The current epoch.
    pub epoch: Epoch,
    /// What still counts of removed people's work.
    pub removed: Vec<(PersonId, Vec<MemberCut>)>,
}

/// Why a statement was refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ControlError {
    /// Header, list, slots and payload do not belong together, or do not decode.
    #[error("statement is malformed")]
    Malformed,
    /// The signature, the device or the person is not one who may sign.
    #[error("signer may not sign here")]
    Signer,
    /// It does not continue the chain.
    #[error("does not continue the chain")]
    NotNext,
    /// No key of ours opens it.
    #[error("no key opens it")]
    Locked,
    /// The change is not allowed, or the table it claims is not the table it gives.
    #[error("change is not allowed")]
    Change,
}

impl Circle {
    /// A member's row.
    #[must_use]
    pub fn member(&self, person: PersonId) -> Option<&Member> {
        self.table.iter().find(|m| m.person == person)
    }

    /// The owner's row. There is always one.
    #[must_use]
    pub fn owner(&self) -> Option<&Member> {
        self.table
            .iter()
            .find(|m| m.role == crate::circle::Role::Owner)
    }
}
