//! Facts by what they are about, read once after each change.

use std::collections::BTreeMap;

use amanat_mentoring::fact::{Contact, Fact, Grant, Invitation, Pairing, Programme, TakenBack};
use amanat_mentoring::id::ItemId;
use amanat_mentoring::portfolio::Place;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, PersonId};

use crate::session::{Session, person_id};

/// What the facts say, by item or person.
#[derive(Default)]
pub(crate) struct Directory {
    pub contacts: BTreeMap<PersonId, Contact>,
    /// Where the contact is kept.
    pub kept_in: BTreeMap<PersonId, (Place, ItemId)>,
    pub programme: Option<(ItemId, Programme)>,
    pub grants: Vec<(ItemId, Grant)>,
    pub invitations: Vec<(ItemId, Invitation)>,
    /// Those this person is part of.
    pub pairings: Vec<(ItemId, Pairing)>,
    /// Circles that others took back.
    pub taken_back: Vec<TakenBack>,
    /// Those the committee made.
    pub roster_pairings: Vec<(ItemId, Pairing)>,
}

impl Session {
    /// Takes in the chains of people with whom no circle is shared, from what was kept of them.
    fn know_devices(&mut self) {
        let contacts = self.directory.contacts.iter();
        let unknown = contacts.filter(|(person, _)| !self.rooms.people.contains_key(person));
        let chains: Vec<(PersonId, Vec<u8>)> = unknown
            .map(|(person, contact)| (*person, contact.identity.clone()))
            .collect();
        for (person, bytes) in chains {
            for (n, statement) in (0..).zip(super::papers::read_chain(&bytes)) {
                self.rooms.take_identity(person, n, &statement);
            }
        }
    }

    /// The committee's room, for who sits on it.
    pub(crate) fn committee(&self) -> Option<Place> {
        let circles = self.programme()?.circles;
        let circle = CircleId(Hash(circles[1]));
        let member = self.marks.circle(circle)?.member(self.me()).is_some();
        member.then_some(Place::Room(circles[1]))
    }

    /// Reads the facts again.
    pub(crate) fn refresh_directory(&mut self) {
        let mut new = Directory::default();
        for (item, place, fact) in self.portfolio.facts() {
            if place != Place::Own {
                continue;
            }
            match fact {
                Fact::Contact(contact) => {
                    let person = person_id(contact.person);
                    new.kept_in.insert(person, (place, item));
                    new.contacts.insert(person, contact.clone());
                }
                Fact::Programme(programme) => new.programme = Some((item, programme.clone())),
                Fact::Grant(grant) => new.grants.push((item, *grant)),
                Fact::Invitation(invitation) => new.invitations.push((item, invitation.clone())),
                Fact::Pairing(pairing) => new.pairings.push((item, pairing.clone())),
                Fact::TakenBack(back) => new.taken_back.push(*back),
                Fact::Comment(_) | Fact::Note(_) | Fact::Concern(_) => {}
            }
        }
        self.directory = new;
        let Some(room) = self.committee() else { return };
        let Place::Room(id) = room else { return };
        let Some(book) = self.said.get_mut(&CircleId(Hash(id))) else {
            return;
        };
        for (item, place, fact) in book.facts() {
            match fact {
                Fact::Contact(contact) => {
                    let person = person_id(contact.person);
                    // What this person compared or met counts before what the committee wrote down.
                    if let std::collections::btree_map::Entry::Vacant(vacant) =
                        self.directory.contacts.entry(person)
                    {
                        vacant.insert(contact.clone());
                        self.directory.kept_in.insert(person, (place, item));
                    }
                }
                Fact::Pairing(pairing) => {
                    self.directory.roster_pairings.push((item, pairing.clone()));
                }
                _ => {}
            }
        }
        let me = self.me();
        self.directory.contacts.remove(&me);
        self.know_devices();
    }
}
