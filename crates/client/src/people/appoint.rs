//! Naming a further coordinator, with the programme's card.

use amanat_mentoring::fact::PersonRole;
use amanat_mentoring::id::PersonRef;
use amanat_messages::{Done, Problem};
use amanat_protocol::SUITE;
use amanat_protocol::codec;
use amanat_protocol::hash::Hash;
use amanat_vault::letter::{Appointed, Body};
use amanat_vault::programme::{Appointment, ProgrammeKey};

use super::papers::{address, read_paper};
use crate::client::Client;
use crate::ports::{Batch, Platform};
use crate::problem;
use crate::session::person_id;

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
            let to = address(&contact);
            s.keep_contact(place, contact, now, &mut batch);
            let charter = read_paper(&programme.charter).ok_or(Problem::Fault)?;
            let body = Body::Appointed(Box::new(Appointed {
                charter,
                appointment,
            }));
            s.write_letter(to, body, now, &mut batch)?;
            Ok(batch)
        })
        .await?;
        Ok(Done::Ok)
    }
}
