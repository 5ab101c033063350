//! Taking an entry in: who wrote it, whether they might, and what of it counts.
//!
//! The verdict follows from the entry, the statements and the identity chains alone, so that every device
//! that holds the same comes to the same. Where a later statement changes a verdict the session is read anew
//! from the store.

use amanat_mentoring::fact::Fact;
use amanat_mentoring::id::ItemId;
use amanat_mentoring::item::{Millis, Revision, Value};
use amanat_mentoring::operation::Operation;
use amanat_protocol::codec::{self, Bytes};
use amanat_protocol::entry::{Class, Entry, EntryHeader};
use amanat_protocol::id::{CircleId, DeviceKey, PersonId};
use amanat_protocol::identity::{Identity, Standing, log_tag};
use amanat_protocol::limits::MAX_ENTRY_PAYLOAD;
use amanat_vault::checkpoint;
use amanat_vault::circle::Role;
use amanat_vault::control::Circle;
use amanat_vault::log::{self, EntryPayload};

use crate::names;
use crate::session::{Session, person_ref, revision_id};
use crate::sharing::comment;

/// What becomes of an entry.
enum Verdict {
    /// Its words count, as far as the role goes.
    Counts(EntryPayload, Role),
    /// It does not open here, or speaks of what is not here yet. Kept, shown as locked.
    Locked,
    /// Its author had no right to it, or lost it: no effect, and nothing to show.
    Void,
}

impl Session {
    /// Opens a verified entry and takes its words in. What does not open, or is of a newer app, is kept in
    /// the store and counted; it never disturbs the rest. Returns the items it touched.
    ///
    /// `heard` is when it came, by this device's clock; none for what was taken in then and is read again.
    pub(crate) fn take_in(
        &mut self,
        entry: &Entry,
        header: &EntryHeader,
        heard: Option<Millis>,
    ) -> Vec<ItemId> {
        self.since_snapshot += 1;
        let mut items = Vec::new();
        let log = (header.circle, header.epoch);
        if self.ring.epoch(log.0, log.1).next().is_none() {
            self.tangles.foreign.insert(log);
        }
        let whole = match self.judge(entry, header) {
            Verdict::Counts(payload, role) => {
                self.hear_of(header.circle, payload.author, &payload.seen);
                self.fold(header, &payload, role, heard, &mut items)
            }
            Verdict::Void => true,
            Verdict::Locked => false,
        };
        if !whole {
            self.locked
                .insert(names::entry(header.circle, header.device, header.seq));
        }
        items
    }

    /// Whether an own entry is of a circle as it is here now: not of one that was taken back since.
    pub(crate) fn is_readable(&self, header: &EntryHeader) -> bool {
        let before = self.rooms.early.get(&(header.circle, header.device));
        self.is_here(header.circle) && before.is_none_or(|(seq, _)| header.seq > *seq)
    }

    fn judge(&self, entry: &Entry, header: &EntryHeader) -> Verdict {
        let Some(circle) = self.marks.circle(header.circle) else {
            return Verdict::Locked;
        };
        let mut keys = self.ring.epoch(header.circle, header.epoch);
        let opened = keys.find_map(|key| log::open(entry, header, &key.secret).ok());
        let Some(payload) = opened else {
            return match self.was_said_while_out(circle, header) {
                true => Verdict::Void,
                false => Verdict::Locked,
            };
        };
        // A device speaks for the person whose chain lists it, and for nobody else.
        let Some(identity) = self.identity_of(payload.author) else {
            return Verdict::Void;
        };
        let place = (header.seq, entry.header.hash());
        match identity.standing(header.device, log_tag(header.circle)) {
            Standing::Active => {}
            Standing::UpTo(seq, hash) if counts(place, (seq, hash)) => {}
            Standing::UpTo(..) | Standing::Void => return Verdict::Void,
        }
        let cut = circle.removed.iter().find(|(p, _)| *p == payload.author);
        if let Some((_, cuts)) = cut {
            let cut = cuts.iter().find(|c| c.device == header.device);
            if !cut.is_some_and(|c| counts(place, (c.seq, c.hash))) {
                return Verdict::Void;
            }
        }
        let role = match self.rooms.rooms.get(&header.circle) {
            // Nobody else was ever here.
            None if payload.author == self.me() => Some(Role::Owner),
            None => None,
            Some(room) if payload.control.0 > room.n() => return Verdict::Locked,
            Some(room) if payload.control.0 < room.back_since(self.me()) => None,
            // What the owner wrote while alone in it.
            Some(room) if payload.control.0 < room.entered && payload.author == self.me() => circle
                .member(payload.author)
                .filter(|m| m.role == Role::Owner)
                .map(|m| m.role),
            Some(room) => room.role_at(payload.control, payload.author),
        };
        role.map_or(Verdict::Void, |role| Verdict::Counts(payload, role))
    }

    /// Whether an entry is sealed to an epoch that came and went while this person was let out: it was not for them,
    /// and nothing is broken.
    fn was_said_while_out(&self, circle: &Circle, header: &EntryHeader) -> bool {
        let room = self.rooms.rooms.get(&header.circle);
        let keyless = self
            .ring
            .epoch(header.circle, header.epoch)
            .next()
            .is_none();
        keyless
            && header.epoch != circle.epoch.id
            && room.is_some_and(|room| room.back_since(self.me()) > 0)
    }

    fn fold(
        &mut self,
        header: &EntryHeader,
        payload: &EntryPayload,
        role: Role,
        heard: Option<Millis>,
        items: &mut Vec<ItemId>,
    ) -> bool {
        let operations = match header.class {
            Class::Content => payload.operations.clone(),
            Class::Checkpoint if role.manages() => {
                let mut all = Vec::new();
                for Bytes(packed) in &payload.operations {
                    match checkpoint::unpack(packed) {
                        Ok(operations) => all.extend(operations),
                        Err(_) => return false,
                    }
                }
                all
            }
            Class::Checkpoint => return true,
        };
        let mut whole = true;
        for Bytes(bytes) in &operations {
            match codec::decode::<Operation>(bytes, MAX_ENTRY_PAYLOAD) {
                Ok(Operation::Revise(revision)) if revision.check().is_ok() => {
                    if self.may_write(header, payload.author, role, &revision) {
                        items.push(revision.item);
                        self.insert(header.circle, revision);
                    }
                }
                Ok(Operation::Alive { n, at, .. }) => {
                    let room = self.rooms.rooms.get_mut(&header.circle);
                    // What was heard is stored with the entry that said it: read again, it tells nothing new.
                    if let (true, Some(now), Some(room)) = (role.manages(), heard, room) {
                        // Their clock may be far ahead, which would keep the circle fresh for as long.
                        room.alive = room.alive.max(Some((n, at.min(now))));
                    }
                }
                _ => whole = false,
            }
        }
        whole
    }

    /// No operation outside its author's role has effect, and what one person says to another counts only
    /// with that person's own signature.
    fn may_write(
        &self,
        header: &EntryHeader,
        author: PersonId,
        role: Role,
        revision: &Revision,
    ) -> bool {
        if let Value::Fact(Fact::Comment(said)) = &revision.value {
            let own_words = said.author == person_ref(author);
            let passed_on = header.class == Class::Checkpoint || header.circle == self.own_circle();
            return role != Role::Reader
                && (own_words || passed_on)
                && (header.circle == self.own_circle()
                    || comment::is_genuine(self, header.circle, revision.item, said));
        }
        !matches!(role, Role::Commenter | Role::Reader)
    }

    fn insert(&mut self, circle: CircleId, revision: Revision) {
        let Some(place) = self.marks.circle(circle).map(|c| self.place_of(c)) else {
            return;
        };
        self.book_mut(place)
            .insert(place, revision_id(&revision), revision);
    }

    /// The person's own circle.
    pub(crate) fn own_circle(&self) -> CircleId {
        self.circle_for(amanat_mentoring::portfolio::Place::Own)
            .map_or_else(CircleId::default, |c| c.id)
    }

    /// A person's identity chain, as far as it is known here.
    pub(crate) fn identity_of(&self, person: PersonId) -> Option<&Identity> {
        if person == self.me() {
            return Some(&self.ring.identity);
        }
        self.rooms.people.get(&person).map(|known| &known.identity)
    }

    /// Who, of those who are or were in a circle, a device speaks or spoke for.
    pub(crate) fn speaker(&self, circle: CircleId, device: DeviceKey) -> Option<PersonId> {
        let people = self.marks.circle(circle).into_iter().flat_map(|c| {
            let removed = c.removed.iter().map(|(p, _)| *p);
            c.table.iter().map(|m| m.person).chain(removed)
        });
        let past = self.rooms.rooms.get(&circle).into_iter();
        let past = past.flat_map(|room| room.roles.iter().map(|(_, p, _)| *p));
        people.chain(past).find(|person| {
            self.identity_of(*person)
                .is_some_and(|identity| identity.names(device))
        })
    }
}

/// Whether a place is not past a cut.
fn counts(
    place: (u64, amanat_protocol::hash::Hash),
    cut: (u64, amanat_protocol::hash::Hash),
) -> bool {
    place.0 < cut.0 || place == cut
}
