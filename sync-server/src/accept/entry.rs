//! Entries, as far as they can be judged without the store.

use amanat_protocol::SUITE;
use amanat_protocol::api::Appended;
use amanat_protocol::codec;
use amanat_protocol::entry::{Entry, EntryHeader};
use amanat_protocol::hash::Hash;
use amanat_protocol::id::DeviceKey;

/// An entry that is sound in itself. Whether it has a place is the store's to say.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// The verified header.
    pub header: EntryHeader,
    /// Its hash: what the next entry names.
    pub hash: Hash,
    /// The signed header's canonical bytes.
    pub signed: Vec<u8>,
    /// The payload's canonical bytes.
    pub payload: Vec<u8>,
}

/// One entry of a request: to be placed, or refused already.
#[derive(Clone, Debug)]
pub enum Candidate {
    /// To be placed.
    New(Box<NewEntry>),
    /// Refused; with its header where it could be read, so that what follows it in the same log fails too.
    Refused(Option<Box<EntryHeader>>, Appended),
}

impl Candidate {
    /// Judges an entry sent in a session of `device`.
    #[must_use]
    pub fn judge(entry: &Entry, device: DeviceKey) -> Self {
        let Ok(claim) = entry.header.claim() else {
            return Self::Refused(None, Appended::Invalid);
        };
        let verdict = if claim.device != device {
            Some(Appended::NoAccess)
        } else if claim.suite != SUITE
            || !entry.matches(&claim)
            || entry.header.verify(&device.0).is_err()
        {
            Some(Appended::Invalid)
        } else {
            None
        };
        if let Some(refused) = verdict {
            return Self::Refused(Some(Box::new(claim)), refused);
        }
        Self::New(Box::new(NewEntry {
            hash: entry.header.hash(),
            signed: codec::encode(&entry.header),
            payload: codec::encode(&entry.payload),
            header: claim,
        }))
    }
}
