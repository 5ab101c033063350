//! Entries: every log dense from its beginning, each link signed by the device whose log it is.

use amanat_messages::Problem;
use amanat_protocol::SUITE;
use amanat_protocol::codec;
use amanat_protocol::entry::{Entry, EntryHeader};
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, DeviceKey};
use amanat_protocol::signed::Signed;
use amanat_vault::log;

use super::Page;
use crate::names;
use crate::session::Session;

/// Logs of circles not entered yet that are followed: more than anybody is let into at once.
const MOST_EARLY: usize = 4096;

impl Page {
    pub(super) fn entry(&mut self, s: &Session, entry: Entry) -> Result<(), Problem> {
        let header = log::verify(&entry).map_err(|_| Problem::ServerNonsense)?;
        let hash = entry.header.hash();
        if !self.follows(s, &header, hash, false)? {
            return Ok(());
        }
        if is_late(s, &header) {
            self.late.insert((header.circle, header.epoch));
        }
        let key = names::entry(header.circle, header.device, header.seq);
        self.writes.put(key, codec::encode(&entry));
        self.entries.push((entry, header));
        self.news = true;
        Ok(())
    }

    /// An entry from before one's time: its header keeps the log checkable.
    pub(super) fn pruned(
        &mut self,
        s: &Session,
        signed: &Signed<EntryHeader>,
    ) -> Result<(), Problem> {
        let claim = signed.claim().map_err(|_| Problem::ServerNonsense)?;
        let header = signed
            .verify(&claim.device.0)
            .map_err(|_| Problem::ServerNonsense)?;
        if header.suite != SUITE {
            return Err(Problem::ServerNonsense);
        }
        // What a key here would open must be shown whole: nothing prunes yet.
        let mine = s.ring.epoch(header.circle, header.epoch).next().is_some()
            || self
                .keys
                .iter()
                .any(|(c, e, _)| *c == header.circle && e.id == header.epoch);
        let stored = self.marks.logs.get(&(header.circle, header.device));
        if mine && stored.is_none_or(|mark| header.seq > mark.seq) {
            return Err(Problem::ServerRolledBack);
        }
        if self.follows(s, &header, signed.hash(), true)?
            && let Some(room) = self.rooms.rooms.get_mut(&header.circle)
        {
            room.first.insert(header.device, header.seq + 1);
            self.rooms_changed = true;
        }
        Ok(())
    }

    /// Whether it is the next of a log that is followed here; the mark moves on then. From before one's
    /// time every log is followed: whoever wrote it may come back.
    fn follows(
        &mut self,
        s: &Session,
        header: &EntryHeader,
        hash: Hash,
        before_my_time: bool,
    ) -> Result<bool, Problem> {
        let log = (header.circle, header.device);
        if self.marks.circle(header.circle).is_none() {
            // What was written before somebody let this person in, or before this device believed it.
            self.precedes(log, header, hash)?;
            return Ok(false);
        }
        self.rooms_changed |= self.rooms.go_on(&mut self.marks, log);
        let known = self.marks.logs.get(&log);
        // A log of nobody who is or was here: the server would have had to refuse it.
        if known.is_none() && !before_my_time && !self.speaks(s, header) {
            return Ok(false);
        }
        let (next, prev) = match known {
            Some(mark) if header.seq <= mark.seq => {
                let forked = header.seq == mark.seq && mark.hash != hash;
                return if forked {
                    Err(Problem::ServerRolledBack)
                } else {
                    Ok(false)
                };
            }
            Some(mark) => (mark.seq + 1, mark.hash),
            None => (0, Hash::ZERO),
        };
        if header.seq != next || header.prev != prev {
            return Err(Problem::ServerRolledBack);
        }
        self.marks
            .advance(log, header.seq, hash, header.payload_len);
        Ok(true)
    }

    /// Follows a log of a circle that was not entered yet.
    fn precedes(
        &mut self,
        log: (CircleId, DeviceKey),
        header: &EntryHeader,
        hash: Hash,
    ) -> Result<(), Problem> {
        let known = self.rooms.early.get(&log);
        let (next, prev) = known.map_or((0, Hash::ZERO), |(seq, hash)| (seq + 1, *hash));
        if header.seq < next || (known.is_none() && self.rooms.early.len() >= MOST_EARLY) {
            return Ok(());
        }
        if header.seq != next || header.prev != prev {
            return Err(Problem::ServerRolledBack);
        }
        self.rooms.early.insert(log, (header.seq, hash));
        self.rooms_changed = true;
        Ok(())
    }

    /// Whether the device is or was one of somebody who is or was in the circle, as far as this page knows.
    fn speaks(&self, s: &Session, header: &EntryHeader) -> bool {
        let circle = self.marks.circle(header.circle);
        let room = self.rooms.rooms.get(&header.circle);
        let members = circle.into_iter().flat_map(|c| &c.table).map(|m| m.person);
        let past = room.into_iter().flat_map(|r| &r.roles).map(|(_, p, _)| *p);
        let mut people = members.chain(past);
        header.device == s.ring.device.device()
            || people.any(|person| self.is_or_was_theirs(person, header.device))
    }
}

/// Whether an entry is sealed to an epoch that another followed already, in a circle this person manages. Those who
/// came with the newer one have no key to it.
fn is_late(s: &Session, header: &EntryHeader) -> bool {
    let circle = s.marks.circle(header.circle);
    let followed =
        circle.is_some_and(|c| c.epoch.id != header.epoch && c.table.len() > 1 && s.manages(c));
    followed && s.ring.epoch(header.circle, header.epoch).next().is_some()
}
