//! Somebody who is being introduced, becoming a contact.

use amanat_mentoring::fact::{Contact, Fact, MAX_PAPER, PersonRole};
use amanat_mentoring::item::Millis;
use amanat_mentoring::portfolio::Place;
use amanat_protocol::codec;
use amanat_protocol::id::PersonId;
use amanat_vault::letter::Introduced;

use super::item_for;
use crate::names;
use crate::ports::Batch;
use crate::session::{Session, person_ref};

impl Session {
    /// Keeps somebody as a contact. Who is known already stays as they were met, but for a newer key.
    /// False when the introduction does not hold together, or contradicts what is known.
    pub(super) fn meet(
        &mut self,
        place: Place,
        who: &Introduced,
        by: PersonId,
        now: Millis,
        batch: &mut Batch,
    ) -> bool {
        let Some(identity) = who.check() else {
            return false;
        };
        let Some(role) = PersonRole::of(who.role) else {
            return false;
        };
        if who.person == self.me() {
            return true;
        }
        for (n, statement) in (0_u64..).zip(&who.identity) {
            let taken = self.rooms.take_identity(who.person, n, statement);
            if taken.is_some_and(|t| t.grew) {
                batch.put(names::identity(who.person, n), codec::encode(statement));
            }
        }
        let known = self.directory.contacts.get(&who.person);
        let here = self.directory.kept_in.get(&who.person).map(|(p, _)| *p) == Some(place);
        let mut contact = match known {
            // The same person, met again: nothing new but perhaps a key.
            Some(known) if known.pek_generation >= who.pek.generation && here => return true,
            Some(known) => known.clone(),
            None => Contact {
                person: person_ref(who.person),
                name: who.name.clone(),
                role,
                introduced_by: person_ref(by),
                verified_at: None,
                identity_n: identity.n,
                identity_head: identity.head.0,
                pek_generation: who.pek.generation,
                pek_salt: who.pek.salt,
                pek: who.pek.recipient.0,
                appointment: Vec::new(),
                identity: Vec::new(),
            },
        };
        let chain = codec::encode(&who.identity);
        if chain.len() <= MAX_PAPER {
            contact.identity = chain;
        }
        if self.is_stopped(&contact) {
            return false;
        }
        if who.pek.generation > contact.pek_generation {
            contact.pek_generation = who.pek.generation;
            contact.pek_salt = who.pek.salt;
            contact.pek = who.pek.recipient.0;
        }
        self.keep_contact(place, contact, now, batch);
        true
    }

    /// Writes a contact down where it belongs.
    pub(super) fn keep_contact(
        &mut self,
        place: Place,
        contact: Contact,
        now: Millis,
        batch: &mut Batch,
    ) {
        let item = item_for("amanat/v1/contact", &(contact.person, place));
        self.keep(place, item, Fact::Contact(contact), now, batch);
        self.stage_rooms(batch);
    }
}
