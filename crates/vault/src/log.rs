//! Entries of a device's log: a signed header around a sealed, padded payload.

use amanat_protocol::SUITE;
use amanat_protocol::codec::{self, Bytes};
use amanat_protocol::entry::{Class, Entry, EntryHeader, place_hash};
use amanat_protocol::hash::{self, Hash};
use amanat_protocol::id::{CircleId, DeviceKey, PersonId};
use amanat_protocol::limits::MAX_ENTRY_PAYLOAD;
use serde::{Deserialize, Serialize};

use crate::circle::Epoch;
use crate::keys::{OpenSecret, SignSecret};
use crate::seal::{self, SealError};

/// The most heads an entry names in `seen`.
pub const MAX_SEEN: usize = 64;

/// The sealed half of an entry.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EntryPayload {
    /// [`place_hash`] of the header it belongs to.
    pub place: Hash,
    /// Whose device signs.
    pub author: PersonId,
    /// Number of the author's newest identity statement when it was written.
    pub identity_n: u64,
    /// Number and hash of the circle's newest statement when it was written.
    pub control: (u64, Hash),
    /// Heads of the circle's other logs as the author knew them, at most [`MAX_SEEN`], sorted by device.
    pub seen: Vec<Seen>,
    /// Operations, each in its own encoding, so that one unknown to this app spoils no other.
    pub operations: Vec<Bytes>,
}

/// A head of another log, as the author knew it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Seen {
    /// Whose log.
    pub device: DeviceKey,
    /// Its last sequence number.
    pub seq: u64,
    /// The hash of the header there.
    pub hash: Hash,
}

/// Where an entry stands: its log and what came before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// The circle.
    pub circle: CircleId,
    /// 0 in a new log.
    pub seq: u64,
    /// Hash of the header at seq−1; zero at 0.
    pub prev: Hash,
}

/// What an entry says.
pub struct Words {
    /// The author.
    pub author: PersonId,
    /// See [`EntryPayload::identity_n`].
    pub identity_n: u64,
    /// See [`EntryPayload::control`].
    pub control: (u64, Hash),
    /// See [`EntryPayload::seen`].
    pub seen: Vec<Seen>,
    /// See [`EntryPayload::operations`].
    pub operations: Vec<Bytes>,
}

/// Why an entry does not count.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum EntryError {
    /// Not decodable, not of this suite, or payload and header do not belong together.
    #[error("entry is malformed")]
    Malformed,
    /// Not signed by the device it names.
    #[error("entry is not signed by its device")]
    Signature,
    /// None of the given keys opens it.
    #[error("entry does not open")]
    Locked,
    /// It opens, but was written for another place: somebody passes off another's words.
    #[error("entry was written for another place")]
    Displaced,
}

/// Seals and signs an entry. The bytes must be stored before they are sent, and never be made again for the
/// same place: two signed entries at one seq are a fork.
///
/// # Errors
/// [`SealError`] when the operations are longer than an entry may be.
pub fn make(
    place: Place,
    epoch: &Epoch,
    device: &SignSecret,
    class: Class,
    words: Words,
) -> Result<Entry, SealError> {
    let key = device.device();
    let payload = EntryPayload {
        place: place_hash(place.circle, key, place.seq, place.prev, epoch.id),
        author: words.author,
        identity_n: words.identity_n,
        control: words.control,
        seen: words.seen,
        operations: words.operations,
    };
    let payload = seal::seal_padded(&epoch.recipient, &codec::encode(&payload))?;
    let header = EntryHeader {
        suite: SUITE,
        circle: place.circle,
        device: key,
        seq: place.seq,
        prev: place.prev,
        epoch: epoch.id,
        class,
        payload_hash: hash::plain(&payload),
        payload_len: u32::try_from(payload.len()).map_err(|_| SealError)?,
    };
    Ok(Entry {
        header: device.sign(&header),
        payload: Bytes(payload),
    })
}

/// Checks everything about an entry that needs no key: signature, hashes, length.
///
/// # Errors
/// [`EntryError`], never [`EntryError::Locked`].
pub fn verify(entry: &Entry) -> Result<EntryHeader, EntryError> {
    let claim = entry.header.claim().map_err(|_| EntryError::Malformed)?;
    let header = entry
        .header
        .verify(&claim.device.0)
        .map_err(|_| EntryError::Signature)?;
    if header.suite != SUITE || !entry.matches(&header) {
        return Err(EntryError::Malformed);
    }
    Ok(header)
}

/// Opens a verified entry with the key of its epoch.
///
/// # Errors
/// [`EntryError`]
pub fn open(
    entry: &Entry,
    header: &EntryHeader,
    key: &OpenSecret,
) -> Result<EntryPayload, EntryError> {
    let plain = seal::open_padded(key, &entry.payload.0).map_err(|_| EntryError::Locked)?;
    let payload: EntryPayload =
        codec::decode(&plain, MAX_ENTRY_PAYLOAD).map_err(|_| EntryError::Malformed)?;
    let place = place_hash(
        header.circle,
        header.device,
        header.seq,
        header.prev,
        header.epoch,
    );
    if payload.place != place {
        return Err(EntryError::Displaced);
    }
    if payload.seen.len() > MAX_SEEN {
        return Err(EntryError::Malformed);
    }
    Ok(payload)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Seeded;
    use amanat_protocol::id::EpochId;

    fn words() -> Words {
        Words {
            author: PersonId(Hash([1; 32])),
            identity_n: 0,
            control: (0, Hash([2; 32])),
            seen: Vec::new(),
            operations: vec![Bytes(b"words".to_vec())],
        }
    }

    fn epoch(key: &OpenSecret) -> Epoch {
        Epoch {
            id: EpochId([5; 16]),
            number: 0,
            recipient: key.seal_key(),
        }
    }

    #[test]
    fn every_bit_counts_and_places_cannot_be_swapped() {
        let mut random = Seeded(3);
        let (device, thief) = (SignSecret::make(&mut random), SignSecret::make(&mut random));
        let key = OpenSecret::make(&mut random);
        let place = Place {
            circle: CircleId(Hash([6; 32])),
            seq: 0,
            prev: Hash::ZERO,
        };
        let entry = make(place, &epoch(&key), &device, Class::Content, words()).unwrap();
        let header = verify(&entry).unwrap();
        assert_eq!(
            open(&entry, &header, &key).unwrap().operations,
            words().operations
        );

        // The same ciphertext under another's signature opens, and is refused.
        let stolen = EntryHeader {
            device: thief.device(),
            ..header.clone()
        };
        let forged = Entry {
            header: thief.sign(&stolen),
            payload: entry.payload.clone(),
        };
        let header = verify(&forged).unwrap();
        assert_eq!(open(&forged, &header, &key), Err(EntryError::Displaced));

        let bytes = codec::encode(&entry);
        for bit in 0..bytes.len() * 8 {
            let mut bad = bytes.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            let believed = codec::decode::<Entry>(&bad, 1 << 20)
                .is_ok_and(|e| verify(&e).is_ok_and(|h| open(&e, &h, &key).is_ok()));
            assert!(!believed, "bit {bit}");
        }
        for cut in 0..bytes.len() {
            assert!(codec::decode::<Entry>(&bytes[..cut], 1 << 20).is_err());
        }
    }

    #[test]
    fn a_two_kilobyte_entry_stays_far_under_six() {
        let key = OpenSecret::from_bytes(&[1; 32]);
        let device = SignSecret::from_seed(&[2; 32]);
        let place = Place {
            circle: CircleId::default(),
            seq: 0,
            prev: Hash::ZERO,
        };
        let words = Words {
            operations: vec![Bytes(vec![b'a'; 2048])],
            ..words()
        };
        let entry = make(place, &epoch(&key), &device, Class::Content, words).unwrap();
        assert!(codec::encode(&entry).len() < 3 * 1024);
    }
}
