//! Naming a further coordinator, with the programme's card.

use amanat_mentoring::fact::{Contact, PersonRole};
use amanat_mentoring::id::PersonRef;
use amanat_messages::{Done, Problem};
use amanat_protocol::SUITE;
use amanat_protocol::codec;
use amanat_protocol::hash::Hash;
use amanat_protocol::signed::Signed;
use amanat_vault::letter::{Appointed, Body};
use amanat_vault::programme::{Appointment, ProgrammeKey};

use super::papers::address;
use crate::client::Client;
use crate::ports::{Batch, Platform};
use crate::problem;
use crate::session::{Session, person_id};

impl<P: Platform> Client<P> {
    pub(crate) async fn appoint(&self, person: PersonRef, card: &str) -> Result<Done, Problem> {
        let now = self.platform.now();
        let key = ProgrammeKey::read(card).map_err(problem::card)?;
        self.write(|s| {
            s.coordinates()?;
            let programme = s.programme().cloned().ok_or(Problem::NotAllowed)?;
            if programme.key != key.key() {
                return Err(Problem::ProgrammeCardWrong);
            }
            let place = s.committee().ok_or(Problem::NotAllowed)?;
            let mut contact = s.contact(person_id(person)).ok_or(Problem::PersonUnknown)?;
            if s.is_stopped(&contact) {
                return Err(Problem::PersonStopped);
            }
            let appointment = key.sign(&Appointment {
                suite: SUITE,
                programme: programme.key,
                person: person_id(person),
                identity_head: Hash(contact.identity_head),
                at: now,
            });
            contact.role = PersonRole::Coordinator;
            contact.appointment = codec::encode(&appointment);
            let mut batch = Batch::default();
            s.tell_appointed(&contact, appointment, now, &mut batch)?;
            s.keep_contact(place, contact, now, &mut batch);
            Ok(batch)
        })
        .await?;
        Ok(Done::Ok)
    }
}

impl Session {
    /// Tells somebody that they coordinate from now on.
    pub(super) fn tell_appointed(
        &mut self,
        contact: &Contact,
        appointment: Signed<Appointment>,
        now: u64,
        batch: &mut Batch,
    ) -> Result<(), Problem> {
        let (charter, _) = self.authority()?;
        let appointed = Appointed {
            charter,
            appointment,
        };
        let body = Body::Appointed(Box::new(appointed));
        self.write_letter(address(contact), body, now, batch)
    }
}
