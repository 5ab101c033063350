//! The fold of a control chain, and the statements that extend it.
//!
//! [`Circle`] is a value, and a statement gives the next one or is refused: the state is a pure function of
//! the statements. Which to use when:
//! - [`open_statement`]: the next statement of a line that is known
//! - [`enter`]: the first statement of a circle that somebody lets me into
//! - [`resolve`]: any set of statements, when the line forked or holds what does not count
//! - [`settling`]: what the owner says next so that such a circle can go on
//! - [`found`], [`admit`], [`remove`], [`renew`], [`hand_over`], [`settle`]: making one

mod apply;
mod enter;
mod link;
mod make;
mod open;
mod tree;

pub use enter::enter;
pub use link::Link;
pub use make::{ControlSigner, Made, MakeError, admit, found, hand_over, remove, renew, settle};
pub use open::{Opened, open_slot, open_statement};
pub use tree::{Held, Resolved, Settling, line_to, resolve, settling};

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
