//! What devices signed, place by place.

use std::cell::RefCell;
use std::collections::BTreeMap;

use amanat_protocol::api::{AppendRequest, ENTRIES};
use amanat_protocol::codec;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, DeviceKey};
use amanat_protocol::limits::MAX_BODY;

/// Every entry that ever left a device, by its place.
#[derive(Default)]
pub struct Signed(RefCell<BTreeMap<(CircleId, DeviceKey, u64), Hash>>);

impl Signed {
    /// Notes what a request carries. A device with its state intact never signs two byte strings at one seq.
    pub fn note(&self, path: &str, body: &[u8]) {
        if path != ENTRIES {
            return;
        }
        let request: AppendRequest = codec::decode(body, MAX_BODY).unwrap();
        for entry in request.entries {
            let header = entry.header.claim().unwrap();
            let place = (header.circle, header.device, header.seq);
            let hash = entry.header.hash();
            let first = *self.0.borrow_mut().entry(place).or_insert(hash);
            assert_eq!(first, hash, "signed twice: {place:?}");
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }
}
