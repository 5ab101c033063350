//! The person's secrets on this device.

use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, EpochId, Locator, PersonId};
use amanat_protocol::identity::{Identity, IdentityStatement};
use amanat_protocol::signed::Signed;
use amanat_vault::circle::Epoch;
use amanat_vault::control::ControlSigner;
use amanat_vault::keys::{OpenSecret, SealKey, SignSecret};
use amanat_vault::person::Pek;
use amanat_vault::recovery::StoredPek;
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

/// The keyring as it is sealed and stored. Version 1; a change is a new type under a new name.
#[derive(Serialize, Deserialize)]
pub(crate) struct KeyringV1 {
    pub person: PersonId,
    device: [u8; 32],
    peks: Vec<StoredPek>,
    epochs: Vec<StoredEpoch>,
    /// The identity chain from statement 0.
    pub identity: Vec<Signed<IdentityStatement>>,
    /// What recovery blobs are sealed to, and where they go.
    pub card_recipient: SealKey,
    pub locator: Locator,
    /// The card's secret, until it is confirmed, and the places asked back.
    pub card: Option<[u8; 32]>,
    pub ask: Vec<u8>,
    /// The founding token, until the server has taken it.
    pub join: Option<[u8; 16]>,
    /// Whether the server lacks a recovery blob with the newest keys.
    pub bundle_due: bool,
}

#[derive(Serialize, Deserialize)]
struct StoredEpoch {
    circle: CircleId,
    epoch: Epoch,
    secret: [u8; 32],
}

impl Drop for StoredEpoch {
    fn drop(&mut self) {
        self.secret.zeroize();
    }
}

impl Drop for KeyringV1 {
    fn drop(&mut self) {
        self.device.zeroize();
        self.card.zeroize();
    }
}

impl KeyringV1 {
    /// Adds the next generation of the person's encryption key.
    pub(crate) fn push_pek(&mut self, pek: &Pek) {
        self.peks.push(StoredPek::from(pek));
        self.bundle_due = true;
    }
}

/// An epoch and the key that opens it.
pub(crate) struct EpochKey {
    pub circle: CircleId,
    pub epoch: Epoch,
    pub secret: OpenSecret,
}

/// The keyring, ready to use.
pub(crate) struct Keyring {
    pub stored: KeyringV1,
    pub device: SignSecret,
    pub peks: Vec<Pek>,
    pub epochs: Vec<EpochKey>,
    pub identity: Identity,
}

/// What a new keyring is made of.
pub(crate) struct NewKeyring {
    pub device: SignSecret,
    pub peks: Vec<Pek>,
    pub identity: Vec<Signed<IdentityStatement>>,
    pub card_recipient: SealKey,
    pub locator: Locator,
}

impl Keyring {
    /// None when the chain does not hold, which no app of ours stores.
    pub(crate) fn new(parts: NewKeyring) -> Option<Self> {
        let identity = fold(&parts.identity)?;
        let stored = KeyringV1 {
            person: identity.person,
            device: *parts.device.expose_seed(),
            peks: parts.peks.iter().map(StoredPek::from).collect(),
            epochs: Vec::new(),
            identity: parts.identity,
            card_recipient: parts.card_recipient,
            locator: parts.locator,
            card: None,
            ask: Vec::new(),
            join: None,
            bundle_due: true,
        };
        Some(Self {
            stored,
            device: parts.device,
            peks: parts.peks,
            epochs: Vec::new(),
            identity,
        })
    }

    pub(crate) fn load(stored: KeyringV1) -> Option<Self> {
        let identity = fold(&stored.identity)?;
        let epochs = stored.epochs.iter().map(|e| EpochKey {
            circle: e.circle,
            epoch: e.epoch,
            secret: OpenSecret::from_bytes(&e.secret),
        });
        Some(Self {
            device: SignSecret::from_seed(&stored.device),
            peks: stored.peks.iter().map(Pek::from).collect(),
            epochs: epochs.collect(),
            identity,
            stored,
        })
    }

    /// Remembers an epoch's key, for as long as its circle is shown: older entries need it.
    pub(crate) fn learn(&mut self, circle: CircleId, epoch: Epoch, secret: OpenSecret) {
        // Two epochs may bear one name, where somebody who manages a circle lies: both keys are kept.
        if self
            .epoch(circle, epoch.id)
            .any(|known| known.epoch == epoch)
        {
            return;
        }
        let stored = StoredEpoch {
            circle,
            epoch,
            secret: *secret.expose_bytes(),
        };
        self.stored.epochs.push(stored);
        self.stored.bundle_due = true;
        self.epochs.push(EpochKey {
            circle,
            epoch,
            secret,
        });
    }

    /// Forgets the keys of a circle that was taken back.
    pub(crate) fn forget(&mut self, circle: CircleId) {
        self.stored.epochs.retain(|e| e.circle != circle);
        self.epochs.retain(|e| e.circle != circle);
    }

    /// Takes the next statement of the own chain.
    pub(crate) fn advance(&mut self, statement: Signed<IdentityStatement>, next: Identity) {
        self.stored.identity.push(statement);
        self.stored.bundle_due = true;
        self.identity = next;
    }

    /// The keys of an epoch's name in a circle: one, as a rule.
    pub(crate) fn epoch(&self, circle: CircleId, id: EpochId) -> impl Iterator<Item = &EpochKey> {
        self.epochs
            .iter()
            .filter(move |e| e.epoch.id == id && e.circle == circle)
    }

    /// The keys of a circle's epochs, oldest first.
    pub(crate) fn secrets(&self, circle: CircleId) -> Vec<&OpenSecret> {
        self.epochs
            .iter()
            .filter(|e| e.circle == circle)
            .map(|e| &e.secret)
            .collect()
    }

    /// Signs control statements. None only for a keyring without any PEK, which is never stored.
    pub(crate) fn signer(&self, now: u64) -> Option<ControlSigner<'_>> {
        let pek = self.peks.last()?;
        let identity: (u64, Hash) = (self.identity.n, self.identity.head);
        Some(ControlSigner {
            person: self.stored.person,
            device: &self.device,
            identity,
            pek,
            now,
        })
    }
}

fn fold(chain: &[Signed<IdentityStatement>]) -> Option<Identity> {
    let (first, rest) = chain.split_first()?;
    let first = Identity::begin(first).ok()?;
    rest.iter().try_fold(first, |id, s| id.extend(s).ok())
}
