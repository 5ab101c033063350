//! What the card's holder needs to get everything back, sealed to the card's recipient.
//!
//! Blobs are appended, never replaced; each is whole, so the newest that verifies is enough. It is signed by
//! a device, because whoever knows the card's recipient could seal a false one.

use amanat_protocol::codec;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, DeviceKey, PersonId};
use amanat_protocol::identity::{Identity, IdentityStatement};
use amanat_protocol::limits::MAX_RECOVERY_BLOB;
use amanat_protocol::signed::{Labelled, Signed};
use serde::{Deserialize, Serialize};

use crate::card::Card;
use crate::keys::{OpenSecret, SealKey, SignSecret};
use crate::person::{self, Pek};
use crate::seal::{self, SealError};

/// What a restore starts from.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryBundle {
    /// The person.
    pub person: PersonId,
    /// The device that signs.
    pub device: DeviceKey,
    /// When, by its clock, UTC milliseconds. For display, and to choose among blobs that verify.
    pub at: u64,
    /// The person's identity chain so far, from statement 0.
    pub identity: Vec<Signed<IdentityStatement>>,
    /// Every generation of the person's encryption key.
    pub peks: Vec<StoredPek>,
    /// The circles the person is in, with the newest statement the device knew: a server that shows less
    /// than this is hiding something.
    pub circles: Vec<(CircleId, u64, Hash)>,
    /// The person's logs with the last entry the device knew the server had, likewise.
    pub logs: Vec<(CircleId, DeviceKey, u64, Hash)>,
}

/// A [`Pek`] in stored form. No `Debug`: it holds a secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredPek {
    /// From 0.
    pub generation: u32,
    /// Salt of its commitment.
    pub salt: [u8; 32],
    /// The secret bytes.
    pub secret: [u8; 32],
}

impl From<&Pek> for StoredPek {
    fn from(p: &Pek) -> Self {
        Self {
            generation: p.generation,
            salt: p.salt,
            secret: *p.secret.expose_bytes(),
        }
    }
}

impl From<&StoredPek> for Pek {
    fn from(p: &StoredPek) -> Self {
        Self {
            generation: p.generation,
            salt: p.salt,
            secret: OpenSecret::from_bytes(&p.secret),
        }
    }
}

impl Drop for StoredPek {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.secret);
    }
}

impl Labelled for RecoveryBundle {
    const LABEL: &'static str = "amanat/v1/recovery";
    const LIMIT: usize = MAX_RECOVERY_BLOB;
}

/// A bundle that verified.
pub struct Recovered {
    /// What it says.
    pub bundle: RecoveryBundle,
    /// The identity chain it carries, folded.
    pub identity: Identity,
}

/// Why a blob is not believed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RecoveryError {
    /// This card does not open it.
    #[error("blob does not open with this card")]
    Locked,
    /// It opens, but its chain, signature or keys do not hold.
    #[error("blob is not what a device of this card signed")]
    Refused,
}

/// Signs and seals a bundle.
///
/// # Errors
/// [`SealError`] when the card's recipient is no valid key.
pub fn make(
    bundle: &RecoveryBundle,
    device: &SignSecret,
    card: &SealKey,
) -> Result<Vec<u8>, SealError> {
    seal::seal(card, &codec::encode(&device.sign(bundle)))
}

/// Opens a blob with the card and checks that a device of the card's own person signed it.
///
/// # Errors
/// [`RecoveryError`]
pub fn open(blob: &[u8], card: &Card) -> Result<Recovered, RecoveryError> {
    let plain = seal::open(&card.derive_recipient(), blob, MAX_RECOVERY_BLOB)
        .map_err(|_| RecoveryError::Locked)?;
    let signed: Signed<RecoveryBundle> =
        codec::decode(&plain, MAX_RECOVERY_BLOB).map_err(|_| RecoveryError::Refused)?;
    let claim = signed.claim().map_err(|_| RecoveryError::Refused)?;
    let bundle = signed
        .verify(&claim.device.0)
        .map_err(|_| RecoveryError::Refused)?;
    let identity = person::fold(&bundle.identity).map_err(|_| RecoveryError::Refused)?;
    // The chain must name this very card, or a stranger's chain could be slipped in.
    let sound = identity.person == bundle.person
        && identity.statement.card == card.derive_signing().card()
        && identity.is_active(bundle.device)
        && bundle
            .peks
            .iter()
            .any(|p| Pek::from(p).commitment() == identity.statement.pek);
    if sound {
        Ok(Recovered { bundle, identity })
    } else {
        Err(RecoveryError::Refused)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Seeded;

    #[test]
    fn only_the_card_opens_and_only_its_devices_are_believed() {
        let mut random = Seeded(11);
        let (card, other) = (Card::make(&mut random), Card::make(&mut random));
        let (device, stranger) = (SignSecret::make(&mut random), SignSecret::make(&mut random));
        let pek = Pek::make(0, &mut random);
        let zero = person::found(&device, card.derive_signing().card(), &pek, &mut random);
        let bundle = RecoveryBundle {
            person: PersonId(zero.hash()),
            device: device.device(),
            at: 5,
            identity: vec![zero],
            peks: vec![StoredPek::from(&pek)],
            circles: Vec::new(),
            logs: Vec::new(),
        };
        let to = card.derive_recipient().seal_key();
        let blob = make(&bundle, &device, &to).unwrap();
        assert_eq!(open(&blob, &card).unwrap().identity.person, bundle.person);
        assert_eq!(open(&blob, &other).err(), Some(RecoveryError::Locked));
        let forged = make(&bundle, &stranger, &to).unwrap();
        assert_eq!(open(&forged, &card).err(), Some(RecoveryError::Refused));
        let claimed = RecoveryBundle {
            device: stranger.device(),
            ..bundle.clone()
        };
        let forged = make(&claimed, &stranger, &to).unwrap();
        assert_eq!(open(&forged, &card).err(), Some(RecoveryError::Refused));
        // A stranger's own chain, sealed to the card's recipient.
        let theirs = person::found(&stranger, other.derive_signing().card(), &pek, &mut random);
        let swapped = RecoveryBundle {
            person: PersonId(theirs.hash()),
            device: stranger.device(),
            identity: vec![theirs],
            ..bundle
        };
        let forged = make(&swapped, &stranger, &to).unwrap();
        assert_eq!(open(&forged, &card).err(), Some(RecoveryError::Refused));
    }
}
