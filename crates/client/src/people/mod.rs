//! The people this person knows, and the programme they are in.
//!
//! What is known of people are facts in the own circle (and, for who sits on it, the committee's): they come
//! back from the recovery card like any word.

mod appoint;
mod compare;
mod directory;
mod founding;
mod introduced;
mod invite;
mod join;
mod letters;
mod new_key;
mod newcomer;
mod pair;
mod papers;
mod raise;
mod taken_back;
mod told_again;

pub(crate) use directory::Directory;
pub(crate) use letters::Turn;
pub(crate) use papers::read_paper;

use amanat_mentoring::fact::{Contact, Fact, Programme};
use amanat_mentoring::id::ItemId;
use amanat_mentoring::item::{Revision, Value};
use amanat_mentoring::portfolio::Place;
use amanat_protocol::codec;
use amanat_protocol::hash;
use amanat_protocol::id::{CircleId, PersonId};

use crate::ports::Batch;
use crate::session::{Session, person_id};

impl Session {
    /// Somebody known.
    pub(crate) fn contact(&self, person: PersonId) -> Option<Contact> {
        self.directory.contacts.get(&person).cloned()
    }

    /// The programme this person is a member of.
    pub(crate) fn programme(&self) -> Option<&Programme> {
        let programme = self.directory.programme.as_ref();
        programme.map(|(_, p)| p).filter(|p| !p.charter.is_empty())
    }

    /// The circles of the programme: its own, the committee's, the mentors'.
    pub(crate) fn programme_circles(&self) -> Vec<CircleId> {
        self.programme()
            .map(|p| p.circles.map(|c| CircleId(hash::Hash(c))).to_vec())
            .unwrap_or_default()
    }

    /// Whether somebody may welcome and introduce people, as far as this person knows.
    pub(crate) fn is_coordinator(&self, person: PersonId) -> bool {
        self.programme()
            .is_some_and(|p| person_id(p.coordinator) == person)
            || self
                .contact(person)
                .is_some_and(|c| c.role == amanat_mentoring::fact::PersonRole::Coordinator)
    }

    /// Whether nothing may be sealed to somebody before their key is compared again.
    pub(crate) fn is_stopped(&self, contact: &Contact) -> bool {
        let Some(known) = self.rooms.people.get(&person_id(contact.person)) else {
            return false;
        };
        let at = usize::try_from(contact.identity_n).ok();
        let pinned = at.and_then(|at| known.hashes.get(at));
        known.frozen || pinned.is_some_and(|hash| hash.0 != contact.identity_head)
    }

    /// Writes a fact over what an item said before, to be sent with the next sync.
    pub(crate) fn keep(
        &mut self,
        place: Place,
        item: ItemId,
        fact: Fact,
        now: u64,
        batch: &mut Batch,
    ) {
        let heads = self.book(place).and_then(|book| book.history(place, item));
        let mut parents = heads
            .map(amanat_mentoring::history::History::heads)
            .unwrap_or_default();
        parents.sort_unstable();
        parents.truncate(amanat_mentoring::check::MAX_PARENTS);
        let revision = Revision {
            item,
            parents,
            at: now,
            value: Value::Fact(fact),
        };
        self.fix(place, revision, batch);
        self.refresh_directory();
    }
}

/// The item of a fact that every device of a person finds by itself: no two are made for one thing.
pub(crate) fn item_for(label: &str, name: &impl serde::Serialize) -> ItemId {
    let hash = hash::labelled(label, &codec::encode(name)).0;
    let mut id = [0; 16];
    for (to, from) in id.iter_mut().zip(hash) {
        *to = from;
    }
    ItemId(id)
}
