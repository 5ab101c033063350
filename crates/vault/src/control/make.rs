//! Making statements. Whoever calls sends them, and believes them only once the server has them.
//!
//! Every statement made here begins a new epoch with a slot for everybody, and goes through the same fold
//! as one that arrives: what would be refused is not made.

mod admit;
mod found;
mod hand_over;
mod plan;
mod remove;
mod renew;
mod settle;

pub use admit::admit;
pub use found::found;
pub use hand_over::hand_over;
pub use remove::remove;
pub use renew::renew;
pub use settle::settle;

use amanat_protocol::hash::Hash;
use amanat_protocol::id::PersonId;
use amanat_protocol::statement::Statement;

use super::Circle;
use crate::circle::{Member, Role};
use crate::keys::{OpenSecret, SignSecret};
use crate::person::Pek;
use crate::seal::SealError;

/// In whose name a statement is signed, and when.
pub struct ControlSigner<'a> {
    /// The person.
    pub person: PersonId,
    /// Their device.
    pub device: &'a SignSecret,
    /// Number and hash of their newest identity statement.
    pub identity: (u64, Hash),
    /// Their newest PEK.
    pub pek: &'a Pek,
    /// UTC milliseconds.
    pub now: u64,
}

/// A statement ready to send, and what it leads to.
pub struct Made {
    /// To send.
    pub statement: Statement,
    /// The circle after it.
    pub circle: Circle,
    /// The key of its epoch.
    pub secret: OpenSecret,
}

impl ControlSigner<'_> {
    pub(super) fn row(&self, role: Role, since: u64) -> Member {
        Member {
            person: self.person,
            role,
            identity_n: self.identity.0,
            identity_head: self.identity.1,
            pek_generation: self.pek.generation,
            pek_salt: self.pek.salt,
            pek: self.pek.secret.seal_key(),
            since,
            until: None,
        }
    }
}

/// Why a statement was not made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum MakeError {
    /// The signer may not change this here: everybody would refuse it.
    #[error("the circle does not allow this change")]
    Forbidden,
    /// A member's key is no valid recipient, or the circle is too large for one statement.
    #[error("statement cannot be sealed")]
    Seal,
}

impl From<SealError> for MakeError {
    fn from(_: SealError) -> Self {
        Self::Seal
    }
}

#[cfg(test)]
mod tests;
