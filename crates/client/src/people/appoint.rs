//! Naming a further coordinator, with the programme's card.

use amanat_mentoring::fact::{Contact, PersonRole};
use amanat_mentoring::id::PersonRef;
use amanat_mentoring::item::Millis;
use amanat_messages::{Done, Problem};
use amanat_protocol::SUITE;
use amanat_protocol::api::{self, InvitationsRequest, NewInvitation, token_hash};
use amanat_protocol::codec;
use amanat_protocol::hash::Hash;
use amanat_protocol::signed::Signed;
use amanat_vault::letter::{Appointed, Body, Inviting};
use amanat_vault::programme::{Appointment, ProgrammeKey};

use super::papers::address;
use crate::client::Client;
use crate::ports::{Batch, Platform};
use crate::problem;
use crate::session::{Session, person_id};

/// Their app is online within this time: 45 days, in seconds.
const GOOD_FOR: u64 = 45 * 24 * 60 * 60;

impl<P: Platform> Client<P> {
    pub(crate) async fn appoint(&self, person: PersonRef, card: &str) -> Result<Done, Problem> {
        let now = self.platform.now();
        let key = ProgrammeKey::read(card).map_err(problem::card)?;
        let appointable = |s: &mut Session| {
            s.coordinates()?;
            let programme = s.programme().cloned().ok_or(Problem::NotAllowed)?;
            if programme.key != key.key() {
                return Err(Problem::ProgrammeCardWrong);
            }
            let place = s.committee().ok_or(Problem::NotAllowed)?;
            let contact = s.contact(person_id(person)).ok_or(Problem::PersonUnknown)?;
            if s.is_stopped(&contact) {
                return Err(Problem::PersonStopped);
            }
            Ok((programme, place, contact))
        };
        self.with_writable(|s| appointable(s).map(drop))?;
        // The server first: whoever is told can do it.
        let token = self.token_to_invite(now).await?;
        self.write(|s| {
            let (programme, place, mut contact) = appointable(s)?;
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
            s.tell_appointed(&contact, appointment, Some(token), now, &mut batch)?;
            s.keep_contact(place, contact, now, &mut batch);
            Ok(batch)
        })
        .await?;
        Ok(Done::Ok)
    }

    /// A token by which an account that is there may invite.
    pub(super) async fn token_to_invite(&self, now: Millis) -> Result<[u8; 16], Problem> {
        let token: [u8; 16] = self.draw();
        let request = InvitationsRequest {
            add: vec![NewInvitation {
                token: token_hash(&token),
                expires: now / 1000 + GOOD_FOR,
                invites: true,
            }],
            withdraw: Vec::new(),
        };
        let (): () = self.post_as_device(api::INVITATIONS, &request).await?;
        Ok(token)
    }
}

impl Session {
    /// Tells somebody that they coordinate from now on; and with a token, that they may invite.
    pub(super) fn tell_appointed(
        &mut self,
        contact: &Contact,
        appointment: Signed<Appointment>,
        token: Option<[u8; 16]>,
        now: Millis,
        batch: &mut Batch,
    ) -> Result<(), Problem> {
        let (charter, mine) = self.authority()?;
        let appointed = Appointed {
            charter: charter.clone(),
            appointment,
        };
        let body = Body::Appointed(Box::new(appointed));
        self.write_letter(address(contact), body, now, batch)?;
        let Some(token) = token else {
            return Ok(());
        };
        let inviting = Inviting {
            charter,
            appointment: mine,
            token,
        };
        let body = Body::Inviting(Box::new(inviting));
        self.write_letter(address(contact), body, now, batch)
    }
}
