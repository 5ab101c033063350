//! Looking at an open vault's sealed records and keys: for the person themself, who may open what is theirs
//! with any other tool. Read-only.

use amanat_mentoring::item::Revision;
use amanat_mentoring::operation::Operation;
use amanat_messages::Problem;
use amanat_protocol::codec::{self, Bytes};
use amanat_protocol::entry::Entry;
use amanat_protocol::id::CircleId;
use amanat_protocol::limits::{MAX_BODY, MAX_ENTRY_PAYLOAD};
use amanat_vault::log::EntryPayload;
use amanat_vault::{checkpoint, seal};
use zeroize::Zeroizing;

use crate::client::Client;
use crate::names;
use crate::ports::{Platform, Store};
use crate::problem;

/// An entry as this device stores it.
pub struct StoredEntry {
    /// `<circle>/<device>/<seq>`, each in hexadecimal.
    pub name: String,
    /// Length of its sealed payload, in bytes.
    pub bytes: usize,
}

/// A secret key of this vault, and what it opens.
pub struct ExposedKey {
    /// What was sealed to it.
    pub opens: Opens,
    /// As an age identity: `AGE-SECRET-KEY-1…`.
    pub identity: Zeroizing<String>,
}

/// What is sealed to a key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Opens {
    /// Letters to this person and slots of theirs, as of a generation of their key.
    Person(u32),
    /// Entries and statements of one epoch of a circle, both named in lower-case hexadecimal.
    Epoch {
        /// The circle.
        circle: String,
        /// The epoch, as headers name it.
        epoch: String,
    },
}

impl<P: Platform> Client<P> {
    /// The entries of a circle, named in lower-case hexadecimal, in the order of their names.
    ///
    /// # Errors
    /// [`Problem::Locked`], [`Problem::NotFound`] for no circle of this person, or a storage problem.
    pub async fn stored_entries(&self, circle: &str) -> Result<Vec<StoredEntry>, Problem> {
        let circle = self.circle_named(circle)?;
        let prefix = names::entries(circle);
        let mut found = Vec::new();
        for (key, bytes) in self.scan_all(&prefix).await? {
            let name = key.strip_prefix(names::ENTRIES).unwrap_or(&key).to_owned();
            // One that does not decode is listed too: it is there.
            let bytes = codec::decode::<Entry>(&bytes, MAX_BODY).map_or(0, |e| e.payload.0.len());
            found.push(StoredEntry { name, bytes });
        }
        Ok(found)
    }

    /// The sealed payload of an entry named by [`Self::stored_entries`]: an age v1 file to its epoch.
    ///
    /// # Errors
    /// [`Problem::Locked`], [`Problem::NotFound`], or a storage problem.
    pub async fn sealed_payload(&self, name: &str) -> Result<Vec<u8>, Problem> {
        self.with(|_| Ok(()))?;
        let key = format!("{}{name}", names::ENTRIES);
        let stored = self.platform.store().get(&key).await;
        let stored = stored.map_err(problem::storage)?.ok_or(Problem::NotFound)?;
        let entry: Entry = codec::decode(&stored, MAX_BODY).map_err(|_| Problem::RecordLocked)?;
        Ok(entry.payload.0)
    }

    /// The secret keys of a circle's epochs, oldest first, as age identities (`AGE-SECRET-KEY-1…`). Whoever
    /// holds them reads everything that was and will be sealed to these epochs.
    ///
    /// # Errors
    /// [`Problem::Locked`], or [`Problem::NotFound`] for no circle of this person.
    pub fn expose_circle_keys(&self, circle: &str) -> Result<Vec<Zeroizing<String>>, Problem> {
        let circle = self.circle_named(circle)?;
        self.with(|s| {
            let secrets = s.ring.secrets(circle);
            Ok(secrets.iter().map(|s| s.expose_age_identity()).collect())
        })
    }

    /// Every secret key this vault opens anything with: the person's own, then those of all epochs it was
    /// ever handed and has not forgotten, each kind oldest first.
    ///
    /// # Errors
    /// [`Problem::Locked`].
    pub fn expose_all_keys(&self) -> Result<Vec<ExposedKey>, Problem> {
        self.with(|s| {
            let own = s.ring.peks.iter().map(|pek| ExposedKey {
                opens: Opens::Person(pek.generation),
                identity: pek.secret.expose_age_identity(),
            });
            let epochs = s.ring.epochs.iter().map(|key| ExposedKey {
                opens: Opens::Epoch {
                    circle: key.circle.hex(),
                    epoch: key.epoch.id.hex(),
                },
                identity: key.secret.expose_age_identity(),
            });
            Ok(own.chain(epochs).collect())
        })
    }

    /// What a sealed payload says, if a key of this vault opens it. Nothing is checked but that it opens:
    /// who wrote it and where it stands is known only of entries this client verified.
    ///
    /// # Errors
    /// [`Problem::Locked`], or [`Problem::RecordLocked`] when no key opens it or this app cannot read it.
    pub fn open_payload(&self, sealed: &[u8]) -> Result<Vec<Revision>, Problem> {
        let plain = self.with(|s| {
            let mut keys = s.ring.epochs.iter();
            let opened = keys.find_map(|key| seal::open_padded(&key.secret, sealed).ok());
            opened.map(Zeroizing::new).ok_or(Problem::RecordLocked)
        })?;
        let payload: EntryPayload =
            codec::decode(&plain, MAX_ENTRY_PAYLOAD).map_err(|_| Problem::RecordLocked)?;
        let mut revisions = Vec::new();
        for operation in carried(&payload.operations)? {
            match operation {
                Operation::Revise(revision) => revisions.push(revision),
                Operation::Alive { .. } => {}
            }
        }
        Ok(revisions)
    }

    fn circle_named(&self, hex: &str) -> Result<CircleId, Problem> {
        self.with(|s| {
            let mut circles = s.marks.circles.iter();
            let found = circles.find(|c| c.id.hex() == hex);
            found.map(|c| c.id).ok_or(Problem::NotFound)
        })
    }
}

/// The operations of a payload, also of a checkpoint's: which of the two it is stands in the header, and that
/// is not here.
fn carried(operations: &[Bytes]) -> Result<Vec<Operation>, Problem> {
    let read = |bytes: &Bytes| codec::decode::<Operation>(&bytes.0, MAX_ENTRY_PAYLOAD);
    let mut found = Vec::new();
    for bytes in operations {
        match (read(bytes), checkpoint::unpack(&bytes.0)) {
            (Ok(operation), _) => found.push(operation),
            (Err(_), Ok(packed)) => {
                let packed: Result<Vec<_>, _> = packed.iter().map(read).collect();
                found.extend(packed.map_err(|_| Problem::RecordLocked)?);
            }
            (Err(_), Err(_)) => return Err(Problem::RecordLocked),
        }
    }
    Ok(found)
}
