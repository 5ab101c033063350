//! What others had seen when they wrote. A server that keeps something back from one device, or shows it another
//! history, is given away by the entries of whoever was shown more. Peers can lie too: it is told, and stops nothing.

use std::collections::BTreeMap;

use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, DeviceKey, PersonId};
use amanat_protocol::identity::{Standing, log_tag};
use amanat_vault::log::Seen;

use crate::session::Session;

/// Logs whose heads are remembered: of a person's own circles and those they read, more than there are.
const MOST: usize = 4096;

/// Heads that others named and this device does not hold.
#[derive(Default)]
pub(crate) struct Ahead {
    named: BTreeMap<(CircleId, DeviceKey), (u64, Hash, PersonId)>,
    /// Who named what was not here when everything the server had to say was here.
    withheld: BTreeMap<(CircleId, DeviceKey), (u64, PersonId)>,
}

impl Session {
    /// Remembers what the author of an entry had seen of other logs.
    pub(crate) fn hear_of(&mut self, circle: CircleId, author: PersonId, seen: &[Seen]) {
        for head in seen {
            let log = (circle, head.device);
            let known = self.ahead.named.get(&log);
            let newest = known.is_none_or(|(seq, ..)| head.seq > *seq);
            let room = known.is_some() || self.ahead.named.len() < MOST;
            if newest && room && !self.holds(log, head.seq, head.hash) {
                let named = (head.seq, head.hash, author);
                self.ahead.named.insert(log, named);
            }
        }
    }

    /// Everything that the server has for this device is here: what is still missing is kept back.
    pub(crate) fn look_for_withheld(&mut self) {
        let named = core::mem::take(&mut self.ahead.named);
        let mut missing = named;
        missing.retain(|log, (seq, hash, _)| self.follows(*log) && !self.holds(*log, *seq, *hash));
        let withheld = missing.iter();
        self.ahead.withheld = withheld
            .map(|(log, (seq, _, by))| (*log, (*seq, *by)))
            .collect();
        self.ahead.named = missing;
    }

    /// Which logs are kept back from this device, how far others saw them, and who says so.
    pub(crate) fn withheld(&self) -> impl Iterator<Item = (DeviceKey, u64, PersonId)> {
        let withheld = self.ahead.withheld.iter();
        withheld.map(|((_, device), (seq, by))| (*device, *seq, *by))
    }

    /// Whether this device was shown a log as far as that, and the same there: also if that was before its time.
    fn holds(&self, log: (CircleId, DeviceKey), seq: u64, hash: Hash) -> bool {
        let mark = self.marks.logs.get(&log).map(|mark| (mark.seq, mark.hash));
        let shown = mark.or_else(|| self.rooms.early.get(&log).copied());
        shown.is_some_and(|(last, head)| last > seq || (last, head) == (seq, hash))
    }

    /// Whether this device is served a log and believes it: of a device that speaks for somebody known here, in a
    /// circle that is here.
    fn follows(&self, (circle, device): (CircleId, DeviceKey)) -> bool {
        let speaker = self.speaker(circle, device);
        let identity = speaker.and_then(|person| self.identity_of(person));
        let active = |standing| matches!(standing, Standing::Active);
        self.is_here(circle)
            && identity.is_some_and(|identity| active(identity.standing(device, log_tag(circle))))
    }
}
