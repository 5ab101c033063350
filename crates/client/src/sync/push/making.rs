//! Entries of everything that is ready, for circles whose keys are in the right hands.

use std::collections::BTreeSet;

use amanat_mentoring::check::MAX_PARENTS;
use amanat_mentoring::fact::Fact;
use amanat_mentoring::id::ItemId;
use amanat_mentoring::item::{Revision, Value};
use amanat_mentoring::operation::Operation;
use amanat_mentoring::portfolio::Place;
use amanat_messages::Problem;
use amanat_protocol::codec::{self, Bytes};
use amanat_protocol::entry::Class;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, PersonId};
use amanat_vault::checkpoint;
use amanat_vault::control::Circle;
use amanat_vault::log::{self, Place as LogPlace, Words};

use crate::names;
use crate::ports::Batch;
use crate::session::{Session, Unsent, person_ref, revision_id};

/// Operations of one entry stop here, so that with its frame it fits the largest legal length.
pub(super) const ENTRY_BYTES: usize = 920 * 1024;

impl Session {
    /// Makes entries of everything that is ready and may be sealed now, and stages them with the marks they
    /// move. From here on their bytes are fixed.
    pub(super) fn make_entries(&mut self, now: u64) -> Result<Batch, Problem> {
        let mut batch = Batch::default();
        let circles: Vec<Circle> = self.marks.circles.clone();
        for circle in circles {
            let place = self.place_of(&circle);
            let ready = match self.may_say(&circle) {
                true => self.ready(place, now),
                // They would count with nobody: kept, should they be welcome again.
                false => Vec::new(),
            };
            let alive = self.owes_alive(&circle, now);
            let due = self.rooms.rooms.get(&circle.id);
            let due = due.is_some_and(|r| r.checkpoint_due);
            if ready.is_empty() && !alive && !due || self.hold(&circle, now).is_some() {
                continue;
            }
            if due {
                self.make_checkpoint(&circle, place, &mut batch)?;
            }
            self.make_words(&circle, place, ready, alive.then_some(now), &mut batch)?;
        }
        if !batch.is_empty() {
            self.stage_marks(&mut batch);
        }
        Ok(batch)
    }

    fn ready(&self, place: Place, now: u64) -> Vec<ItemId> {
        self.waiting
            .iter()
            .filter(|(_, w)| w.stored.place == place && w.ready(now))
            .map(|(item, _)| *item)
            .collect()
    }

    fn make_words(
        &mut self,
        circle: &Circle,
        place: Place,
        items: Vec<ItemId>,
        alive: Option<u64>,
        batch: &mut Batch,
    ) -> Result<(), Problem> {
        let mut operations: Vec<Bytes> = Vec::new();
        let mut named = Vec::new();
        if let Some(at) = alive {
            let (n, head) = (circle.n, circle.head.0);
            operations.push(Bytes(codec::encode(&Operation::Alive { n, head, at })));
            if let Some(room) = self.rooms.rooms.get_mut(&circle.id) {
                room.said_alive = Some(at);
            }
            self.stage_rooms(batch);
        }
        for item in items {
            let Some(waiting) = self.waiting.remove(&item) else {
                continue;
            };
            batch.delete(names::pending(item));
            let stored = waiting.stored;
            self.book_mut(place).set_draft(place, item, None);
            for revision in stored.fixed.into_iter().chain(stored.draft) {
                self.book_mut(place)
                    .insert(place, revision_id(&revision), revision.clone());
                let bytes = codec::encode(&Operation::Revise(revision));
                let so_far: usize = operations.iter().map(|o| o.0.len() + 4).sum();
                if !operations.is_empty() && so_far + bytes.len() > ENTRY_BYTES {
                    let full = core::mem::take(&mut operations);
                    self.make_entry(circle, Class::Content, full, &mut named, batch)?;
                }
                operations.push(Bytes(bytes));
                named.push(item);
            }
        }
        self.make_entry(circle, Class::Content, operations, &mut named, batch)
    }

    /// The newest revisions of everything that is not in the trash, for those who came late.
    fn make_checkpoint(
        &mut self,
        circle: &Circle,
        place: Place,
        batch: &mut Batch,
    ) -> Result<(), Problem> {
        let newest = self.book(place).map(|book| book.newest(place));
        self.pass_on(circle, newest.unwrap_or_default(), batch)?;
        if let Some(room) = self.rooms.rooms.get_mut(&circle.id) {
            room.checkpoint_due = false;
        }
        self.stage_rooms(batch);
        Ok(())
    }

    /// Says again what somebody said who was let out. They see this circle no more, so when they remove a lost
    /// device they cannot say how far its work here counts; passed on, their words stand by their own signature.
    pub(super) fn pass_on_what_they_said(
        &mut self,
        circle: &Circle,
        person: PersonId,
        now: u64,
        batch: &mut Batch,
    ) -> Result<(), Problem> {
        let place = self.place_of(circle);
        let newest = self.book(place).map(|book| book.newest(place));
        let theirs = |revision: &Revision| matches!(&revision.value, Value::Fact(Fact::Comment(said)) if said.author == person_ref(person));
        let mut said = newest.unwrap_or_default();
        said.retain(theirs);
        self.say_again(circle, said, now, batch)
    }

    /// Says again what was sealed to an older epoch than stands: whoever came with a newer one cannot open it, and
    /// the checkpoint that was made for them came too early for it.
    pub(crate) fn pass_on_late(
        &mut self,
        circle: CircleId,
        items: &BTreeSet<ItemId>,
        now: u64,
        batch: &mut Batch,
    ) -> Result<(), Problem> {
        let Some(circle) = self.marks.circle(circle).cloned() else {
            return Ok(());
        };
        let place = self.place_of(&circle);
        let mut said = Vec::new();
        for item in items {
            let history = self.book(place).and_then(|b| b.history(place, *item));
            let Some((history, reading)) = history.and_then(|h| Some((h, h.current()?))) else {
                continue;
            };
            let Some(at) = reading.trashed_at else {
                said.extend(history.newest().into_iter().cloned());
                continue;
            };
            // No text of the trash is said to anybody; whatever they have of the item goes there too.
            let mut parents: Vec<_> = history.revisions().into_iter().map(|(id, _)| id).collect();
            parents.drain(..parents.len().saturating_sub(MAX_PARENTS));
            parents.sort_unstable();
            let revision = Revision {
                item: *item,
                parents,
                at,
                value: Value::Trashed,
            };
            self.book_mut(place)
                .insert(place, revision_id(&revision), revision.clone());
            said.push(revision);
        }
        self.say_again(&circle, said, now, batch)
    }

    /// Says again now what may be said now; else everything with the next checkpoint.
    fn say_again(
        &mut self,
        circle: &Circle,
        said: Vec<Revision>,
        now: u64,
        batch: &mut Batch,
    ) -> Result<(), Problem> {
        if said.is_empty() {
            return Ok(());
        }
        if self.hold(circle, now).is_none() {
            self.pass_on(circle, said, batch)?;
            self.stage_marks(batch);
        } else if let Some(room) = self.rooms.rooms.get_mut(&circle.id) {
            room.checkpoint_due = true;
            self.stage_rooms(batch);
        }
        Ok(())
    }

    fn pass_on(
        &mut self,
        circle: &Circle,
        revisions: Vec<Revision>,
        batch: &mut Batch,
    ) -> Result<(), Problem> {
        let revisions = revisions.into_iter().map(Operation::Revise);
        let operations: Vec<_> = revisions.map(|r| Bytes(codec::encode(&r))).collect();
        for packed in checkpoint::pack(&operations) {
            self.make_entry(
                circle,
                Class::Checkpoint,
                vec![packed],
                &mut Vec::new(),
                batch,
            )?;
        }
        Ok(())
    }

    fn make_entry(
        &mut self,
        circle: &Circle,
        class: Class,
        operations: Vec<Bytes>,
        items: &mut Vec<ItemId>,
        batch: &mut Batch,
    ) -> Result<(), Problem> {
        if operations.is_empty() {
            return Ok(());
        }
        let log = (circle.id, self.ring.device.device());
        // The server need not show what this device wrote here before it was taken back.
        if self.rooms.go_on(&mut self.marks, log) {
            self.stage_rooms(batch);
        }
        let mark = self.marks.logs.get(&log);
        let at = LogPlace {
            circle: circle.id,
            seq: mark.map_or(0, |m| m.seq + 1),
            prev: mark.map_or(Hash::ZERO, |m| m.hash),
        };
        let words = Words {
            author: self.me(),
            identity_n: self.ring.identity.n,
            control: (circle.n, circle.head),
            seen: self.seen(circle.id),
            operations,
        };
        let entry = log::make(at, &circle.epoch, &self.ring.device, class, words)
            .map_err(|_| Problem::Fault)?;
        let length = u32::try_from(entry.payload.0.len()).map_err(|_| Problem::Fault)?;
        self.marks.advance(log, at.seq, entry.header.hash(), length);
        batch.put(names::entry(log.0, log.1, at.seq), codec::encode(&entry));
        batch.put(names::unsent_entry(circle.id, at.seq), Vec::new());
        let unsent = Unsent {
            entry,
            items: core::mem::take(items),
        };
        self.unsent.insert((circle.id, at.seq), unsent);
        self.since_snapshot += 1;
        Ok(())
    }

    /// Heads of the other devices' logs in a circle.
    fn seen(&self, circle: CircleId) -> Vec<log::Seen> {
        let me = self.ring.device.device();
        let logs = self
            .marks
            .logs
            .iter()
            .filter(|((c, d), _)| *c == circle && *d != me);
        let seen = logs.map(|((_, device), m)| log::Seen {
            device: *device,
            seq: m.seq,
            hash: m.hash,
        });
        seen.take(log::MAX_SEEN).collect()
    }
}
