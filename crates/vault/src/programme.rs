//! A programme: its key, and what is signed under it.
//!
//! ```text
//! programme card  24 BIP39 words, HKDF-SHA256 "amanat/v1/programme-signing" → programme key (Ed25519)
//!   signs ─┬─ Charter       the circles, the first coordinator
//!          └─ Appointment   a further coordinator
//! a coordinator's device signs Membership: who is what
//! ```
//!
//! Everybody knows the programme key from the link they came with. A server, or a person with any role, can
//! name no coordinator without it.

mod appointment;
mod charter;
mod membership;

pub use appointment::{Appointment, check_appointment};
pub use charter::{Charter, check_charter};
pub use membership::{Membership, check_membership};

use amanat_protocol::id::PersonId;
use amanat_protocol::signed::{Labelled, Signed};
use zeroize::Zeroizing;

use crate::keys::{SignSecret, derive};
use crate::words::{self, CardError};
use crate::{Random, make_bytes};

/// What the QR of a programme's card begins with.
const QR_PREFIX: &str = "AMANAT-PROGRAMME-1:";

/// What people are in a programme: the stored form, everywhere it is a byte.
pub mod role {
    /// Is mentored.
    pub const MENTEE: u8 = 0;
    /// Mentors.
    pub const MENTOR: u8 = 1;
    /// Invites, pairs, introduces.
    pub const COORDINATOR: u8 = 2;
    /// Chairs the committee.
    pub const CHAIR: u8 = 3;
    /// Hears concerns.
    pub const SAFETY_OFFICER: u8 = 4;

    /// Whether this app knows the role.
    #[must_use]
    pub const fn is_known(role: u8) -> bool {
        role <= SAFETY_OFFICER
    }
}

/// The secret of a programme's card. No `Debug`, wiped when dropped.
#[derive(Clone)]
pub struct ProgrammeKey(Zeroizing<[u8; 32]>);

/// It is not signed as it must be, or says what cannot be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not signed under this programme's key")]
pub struct ProgrammeError;

impl ProgrammeKey {
    /// A new programme's.
    pub fn make(random: &mut (impl Random + ?Sized)) -> Self {
        Self(Zeroizing::new(make_bytes(random)))
    }

    /// The key of a stored secret.
    #[must_use]
    pub fn from_bytes(secret: &[u8; 32]) -> Self {
        Self(Zeroizing::new(*secret))
    }

    /// The secret, for sealed storage until the card is confirmed.
    #[must_use]
    pub fn expose_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The words, for the founder's eyes.
    #[must_use]
    pub fn expose_words(&self) -> Vec<String> {
        words::expose(&self.0)
    }

    /// The text of the card's QR: a prefix and the words, in capitals.
    #[must_use]
    pub fn expose_qr(&self) -> String {
        words::expose_qr(QR_PREFIX, &self.0)
    }

    /// Reads 24 words or the text of a QR. Words of a recovery card are a programme's as well, of one that
    /// nobody founded: compare [`ProgrammeKey::key`].
    ///
    /// # Errors
    /// [`CardError`], naming the first word that is on no card.
    pub fn read(text: &str) -> Result<Self, CardError> {
        words::read(QR_PREFIX, text).map(Self)
    }

    /// The verification key: it names the programme.
    #[must_use]
    pub fn key(&self) -> [u8; 32] {
        self.signing().programme()
    }

    /// Signs a [`Charter`] or an [`Appointment`].
    #[must_use]
    pub fn sign<T: Labelled>(&self, value: &T) -> Signed<T> {
        self.signing().sign(value)
    }

    fn signing(&self) -> SignSecret {
        SignSecret::from_seed(&derive(self.0.as_slice(), "amanat/v1/programme-signing"))
    }
}

/// Whether `from` may welcome, introduce and sign memberships: the charter's coordinator, or one appointed
/// under the programme key.
#[must_use]
pub fn authority(
    charter: &Signed<Charter>,
    appointment: Option<&Signed<Appointment>>,
    from: PersonId,
    programme: &[u8; 32],
) -> bool {
    let Ok(charter) = check_charter(charter, programme) else {
        return false;
    };
    charter.coordinator == from
        || appointment
            .and_then(|a| check_appointment(a, programme).ok())
            .is_some_and(|a| a.person == from)
}

#[cfg(test)]
mod tests;
