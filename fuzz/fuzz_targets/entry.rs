//! Entries: as they come, and with any payload in its right place.
#![no_main]

use amanat_fuzz::fixtures::device;
use amanat_fuzz::{must, read};
use amanat_protocol::entry::{Class, Entry};
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, EpochId};
use amanat_vault::circle::Epoch;
use amanat_vault::keys::OpenSecret;
use amanat_vault::log::{self, EntryError, EntryPayload, MAX_SEEN, Place, Words};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // The epoch's key in the vectors.
    let key = OpenSecret::from_bytes(&[0x1e; 32]);
    if let Some(entry) = read::<Entry>(bytes)
        && let Ok(header) = log::verify(&entry)
    {
        assert_eq!(entry.header.claim(), Ok(header.clone()));
        assert!(entry.matches(&header));
        let _ = log::open(&entry, &header, &key);
    }
    if let Some(payload) = read::<EntryPayload>(bytes) {
        written(payload, &key);
    }
});

/// What a member may put into an entry, more than the app would included.
fn written(payload: EntryPayload, key: &OpenSecret) {
    let epoch = Epoch {
        id: EpochId([5; 16]),
        number: 0,
        recipient: key.seal_key(),
    };
    let place = Place {
        circle: CircleId(Hash([6; 32])),
        seq: payload.identity_n,
        prev: payload.place,
    };
    let words = Words {
        author: payload.author,
        identity_n: payload.identity_n,
        control: payload.control,
        seen: payload.seen.clone(),
        operations: payload.operations.clone(),
    };
    let entry = must(log::make(place, &epoch, &device(1), Class::Content, words));
    let header = must(log::verify(&entry));
    let opened = log::open(&entry, &header, key);
    if payload.seen.len() > MAX_SEEN {
        assert_eq!(opened, Err(EntryError::Malformed));
        return;
    }
    let opened = must(opened);
    assert_eq!(opened.operations, payload.operations);
    assert_eq!(opened.seen, payload.seen);
    // Anywhere else the same bytes are displaced.
    let mut moved = header;
    moved.seq = moved.seq.wrapping_add(1);
    assert_eq!(log::open(&entry, &moved, key), Err(EntryError::Displaced));
}
