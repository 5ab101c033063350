//! What others took back: told by a letter, and forgotten by each device of whoever it was shown to.
//!
//! The server forgets a letter once a device has read it. So the one that does writes down what it said, and
//! every device, that one too, goes by what is written.

use std::collections::BTreeSet;

use amanat_mentoring::fact::{Fact, TakenBack};
use amanat_mentoring::item::Millis;
use amanat_mentoring::portfolio::Place;
use amanat_messages::Problem;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, PersonId};
use amanat_vault::letter::Body;

use super::item_for;
use crate::client::Client;
use crate::names;
use crate::ports::{Batch, Durability, Platform};
use crate::rooms::{ToldKind, ToldV1};
use crate::session::{Session, person_id, person_ref};

impl<P: Platform> Client<P> {
    /// Forgets each circle that was taken back: its keys, its entries, its text.
    pub(crate) async fn forget_what_was_taken_back(&self) -> Result<bool, Problem> {
        let due = self.with(|s| Ok(s.still_here()))?;
        for (circle, n) in &due {
            let mut batch = Batch::default();
            let own = self.with(|s| Ok(s.unsent_names(*circle)))?;
            for prefix in [names::ENTRIES, names::STATEMENTS] {
                let prefix = format!("{prefix}{}/", circle.hex());
                for (key, _) in self.scan_all(&prefix).await? {
                    if !own.contains(&key) {
                        batch.delete(key);
                    }
                }
            }
            let now = self.platform.now();
            self.with(|s| {
                s.forget_circle(*circle, *n, now, &mut batch);
                Ok(())
            })?;
            self.apply(batch, Durability::Strict).await?;
        }
        Ok(!due.is_empty())
    }
}

impl Session {
    /// Writes down what such a letter says. Of a circle that is not on this device, another may have it.
    pub(super) fn read_taken_back(
        &mut self,
        from: PersonId,
        circle: CircleId,
        n: u64,
        now: Millis,
        batch: &mut Batch,
    ) {
        let back = TakenBack {
            owner: person_ref(from),
            circle: circle.0.0,
            n,
        };
        let may = match self.marks.circle(circle) {
            Some(_) => self.to_forget(&back).is_some(),
            None => from != self.me() && self.contact(from).is_some(),
        };
        if may && !self.directory.taken_back.contains(&back) {
            let item = item_for("amanat/v1/taken-back", &(circle, n));
            self.keep(Place::Own, item, Fact::TakenBack(back), now, batch);
        }
    }

    /// Circles that were taken back and are still here.
    fn still_here(&self) -> Vec<(CircleId, u64)> {
        let backs = self.directory.taken_back.iter();
        backs.filter_map(|back| self.to_forget(back)).collect()
    }

    /// The circle that is to be forgotten, if it is here, its owner's to take back, and not shown again since.
    fn to_forget(&self, back: &TakenBack) -> Option<(CircleId, u64)> {
        let circle = self.marks.circle(CircleId(Hash(back.circle)))?;
        let owner = circle.owner()?.person;
        let theirs = owner == person_id(back.owner) && owner != self.me();
        (theirs && back.n > circle.n).then_some((circle.id, back.n))
    }

    fn forget_circle(&mut self, circle: CircleId, n: u64, now: Millis, batch: &mut Batch) {
        let Some(found) = self.marks.circle(circle) else {
            return;
        };
        let (place, owner) = (self.place_of(found), found.owner().map(|m| m.person));
        let part_name = self.part_name_in(place);
        if let Some(book) = owner.and_then(|owner| self.shown.get_mut(&owner)) {
            book.forget(place);
        }
        self.said.remove(&circle);
        let gone: Vec<_> = self
            .waiting
            .iter()
            .filter(|(_, w)| w.stored.place == place)
            .map(|(item, _)| *item)
            .collect();
        for item in gone {
            self.waiting.remove(&item);
            batch.delete(names::pending(item));
        }
        self.keep_own_log(circle);
        self.ring.forget(circle);
        self.marks.circles.retain(|c| c.id != circle);
        self.marks.logs.retain(|(c, _), _| *c != circle);
        let prefix = names::entries(circle);
        self.locked.retain(|key| !key.starts_with(&prefix));
        self.forget_came(circle, batch);
        self.rooms.rooms.remove(&circle);
        self.rooms.closed.insert(circle, n);
        let id = item_for("amanat/v1/taken-back", &(circle, n)).0;
        if let Some(person) = owner {
            let kind = ToldKind::TakenBack { person, part_name };
            self.rooms.told.push(ToldV1 { id, at: now, kind });
        }
        batch.delete(names::SNAPSHOT);
        self.stage(batch);
        self.stage_rooms(batch);
    }

    /// What this device signed stays signed. Should the circle be shown again, the next entry follows on it, and
    /// what the server may not have yet goes there byte for byte, though nobody here can read it any more.
    fn keep_own_log(&mut self, circle: CircleId) {
        let log = (circle, self.ring.device.device());
        if let Some(mark) = self.marks.logs.get(&log) {
            self.rooms.early.insert(log, (mark.seq, mark.hash));
        }
        for (_, unsent) in self.unsent.iter_mut().filter(|((c, _), _)| *c == circle) {
            unsent.items.clear();
        }
    }

    /// Names of stored entries of this device that the server may not have.
    fn unsent_names(&self, circle: CircleId) -> BTreeSet<String> {
        let device = self.ring.device.device();
        let unsent = self.unsent.keys().filter(|(c, _)| *c == circle);
        unsent
            .map(|(c, seq)| names::entry(*c, device, *seq))
            .collect()
    }

    /// Tells somebody that a circle was taken back: the server shows them nothing of it any more.
    pub(crate) fn write_taken_back(
        &mut self,
        person: PersonId,
        circle: CircleId,
        (n, head): (u64, Hash),
        now: Millis,
        batch: &mut Batch,
    ) -> Result<(), Problem> {
        let Some(contact) = self.contact(person) else {
            return Ok(());
        };
        let to = super::papers::address(&contact);
        self.write_letter(to, Body::TakenBack { circle, n, head }, now, batch)
    }
}
