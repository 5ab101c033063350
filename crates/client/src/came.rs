//! When entries came that did not open then.
//!
//! That somebody is alive counts as of when it was heard here. What opens only later, because a statement or a key
//! was missing, was heard when it came: read again from the store it would tell nothing.

use std::collections::BTreeMap;

use amanat_mentoring::item::Millis;
use amanat_protocol::entry::{Entry, EntryHeader};
use amanat_protocol::id::{CircleId, DeviceKey};
use serde::{Deserialize, Serialize};

use crate::names;
use crate::ports::Batch;
use crate::session::Session;

/// Of each log, the last entry that did not open when it came, and when that was.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct CameV1(BTreeMap<(CircleId, DeviceKey), (u64, Millis)>);

impl CameV1 {
    /// When an entry was heard that is read again from the store; none if it opened at once and was taken in then.
    pub(crate) fn heard(&self, header: &EntryHeader) -> Option<Millis> {
        let (seq, at) = self.0.get(&(header.circle, header.device))?;
        (header.seq <= *seq).then_some(*at)
    }
}

impl Session {
    /// Remembers of entries that came now which of them did not open.
    pub(crate) fn note_unopened(
        &mut self,
        entries: &[(Entry, EntryHeader)],
        now: Millis,
        batch: &mut Batch,
    ) {
        let mut changed = false;
        for (_, header) in entries {
            let (circle, device, seq) = (header.circle, header.device, header.seq);
            if self.locked.contains(&names::entry(circle, device, seq)) {
                self.came.0.insert((circle, device), (seq, now));
                changed = true;
            }
        }
        if changed {
            self.stage_came(batch);
        }
    }

    /// Nothing of a circle is here any more.
    pub(crate) fn forget_came(&mut self, circle: CircleId, batch: &mut Batch) {
        let before = self.came.0.len();
        self.came.0.retain(|(c, _), _| *c != circle);
        if self.came.0.len() < before {
            self.stage_came(batch);
        }
    }
}
