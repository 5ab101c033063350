//! Statements of the identity chain: who speaks for a person.

use amanat_protocol::SUITE;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CardKey, DeviceKey, PersonId};
use amanat_protocol::identity::{
    Cut, Identity, IdentityError, IdentitySigner, IdentityStatement, RemovedDevice, pek_commitment,
};
use amanat_protocol::signed::Signed;
use serde::{Deserialize, Serialize};

use crate::keys::{OpenSecret, SealKey, SignSecret};
use crate::{Random, make_bytes};

/// One generation of a person's encryption key (PEK), with the salt of its commitment.
#[derive(Clone)]
pub struct Pek {
    /// From 0.
    pub generation: u32,
    /// Salt of the commitment in the identity chain.
    pub salt: [u8; 32],
    /// Opens what others seal to this person.
    pub secret: OpenSecret,
}

impl Pek {
    /// A new key for a generation.
    pub fn make(generation: u32, random: &mut (impl Random + ?Sized)) -> Self {
        Self {
            generation,
            salt: make_bytes(random),
            secret: OpenSecret::make(random),
        }
    }

    /// What the identity chain says of it.
    #[must_use]
    pub fn commitment(&self) -> Hash {
        pek_commitment(&self.salt, &self.secret.seal_key().0)
    }
}

/// A [`Pek`] as others may know it. It travels only inside ciphertext.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PublicPek {
    /// From 0.
    pub generation: u32,
    /// Salt of the commitment.
    pub salt: [u8; 32],
    /// What to seal to.
    pub recipient: SealKey,
}

impl From<&Pek> for PublicPek {
    fn from(pek: &Pek) -> Self {
        Self {
            generation: pek.generation,
            salt: pek.salt,
            recipient: pek.secret.seal_key(),
        }
    }
}

impl PublicPek {
    /// Whether the newest statement of this person commits to it: else it is somebody else's key.
    #[must_use]
    pub fn is_of(&self, identity: &Identity) -> bool {
        identity.statement.pek_generation == self.generation
            && identity.statement.pek == pek_commitment(&self.salt, &self.recipient.0)
    }
}

/// Folds a whole chain, from statement 0.
///
/// # Errors
/// [`IdentityError`] of the first statement that does not hold; an empty chain is not a chain.
pub fn fold(chain: &[Signed<IdentityStatement>]) -> Result<Identity, IdentityError> {
    let (first, rest) = chain.split_first().ok_or(IdentityError::NotNext)?;
    rest.iter()
        .try_fold(Identity::begin(first)?, |identity, s| identity.extend(s))
}

/// Statement 0: a new person with one device and one card.
pub fn found(
    device: &SignSecret,
    card: CardKey,
    pek: &Pek,
    random: &mut (impl Random + ?Sized),
) -> Signed<IdentityStatement> {
    device.sign(&IdentityStatement {
        suite: SUITE,
        person: PersonId::default(),
        n: 0,
        prev: Hash::ZERO,
        nonce: make_bytes(random),
        devices: vec![device.device()],
        removed: Vec::new(),
        card,
        pek_generation: pek.generation,
        pek: pek.commitment(),
        signer: IdentitySigner::Device(device.device()),
    })
}

/// What a restore does to the list of devices.
pub struct Restoring<'a> {
    /// The new device.
    pub device: DeviceKey,
    /// The other devices to shut out, each with what still counts of its work; empty to keep them.
    pub remove: Vec<RemovedDevice>,
    /// The person's key from here on: the next generation when a device is removed, else the present one.
    pub pek: &'a Pek,
}

/// The statement by which the card admits a new device, and may shut out others in the same step.
#[must_use]
pub fn restore(
    identity: &Identity,
    card: &SignSecret,
    restoring: Restoring<'_>,
) -> Signed<IdentityStatement> {
    let before = &identity.statement;
    let mut devices = before.devices.clone();
    devices.retain(|d| !restoring.remove.iter().any(|r| r.device == *d));
    devices.push(restoring.device);
    devices.sort_unstable();
    let mut removed = before.removed.clone();
    removed.extend(restoring.remove);
    for r in &mut removed {
        r.cuts.sort_unstable();
    }
    removed.sort_by_key(|r| r.device);
    card.sign(&IdentityStatement {
        suite: SUITE,
        person: identity.person,
        n: identity.n + 1,
        prev: identity.head,
        nonce: [0; 16],
        devices,
        removed,
        card: before.card,
        pek_generation: restoring.pek.generation,
        pek: restoring.pek.commitment(),
        signer: IdentitySigner::Card(card.card()),
    })
}

/// A removed device whose work counts up to these cuts.
#[must_use]
pub const fn removed(device: DeviceKey, cuts: Vec<Cut>) -> RemovedDevice {
    RemovedDevice { device, cuts }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::Card;
    use crate::testing::Seeded;
    use amanat_protocol::id::CircleId;
    use amanat_protocol::identity::{IdentityError, Standing, log_tag};

    #[test]
    fn the_card_admits_a_device_and_shuts_out_the_lost_one() {
        let mut random = Seeded(1);
        let card = Card::make(&mut random);
        let signing = card.derive_signing();
        let (old, new) = (SignSecret::make(&mut random), SignSecret::make(&mut random));
        let pek = Pek::make(0, &mut random);
        let zero = found(&old, signing.card(), &pek, &mut random);
        let identity = Identity::begin(&zero).unwrap();
        let circle = CircleId(Hash([9; 32]));
        let cut = Cut {
            log: log_tag(circle),
            seq: 4,
            hash: Hash([4; 32]),
        };
        let next = Pek::make(1, &mut random);
        let restoring = Restoring {
            device: new.device(),
            remove: vec![removed(old.device(), vec![cut])],
            pek: &next,
        };
        let one = restore(&identity, &signing, restoring);
        let after = identity.extend(&one).unwrap();
        assert!(after.is_active(new.device()) && !after.is_active(old.device()));
        assert_eq!(
            after.standing(old.device(), log_tag(circle)),
            Standing::UpTo(4, Hash([4; 32]))
        );
        assert_eq!(
            after.standing(old.device(), log_tag(CircleId::default())),
            Standing::Void
        );

        // The removed device cannot come back, and nobody can sign in the card's name.
        let thief = Restoring {
            device: old.device(),
            remove: Vec::new(),
            pek: &next,
        };
        let forged = restore(&after, &old, thief);
        assert_eq!(after.extend(&forged), Err(IdentityError::Signer));
        assert_eq!(identity.extend(&zero), Err(IdentityError::NotNext));
    }
}
