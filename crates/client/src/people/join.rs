//! Joining by an invitation.

use amanat_mentoring::fact::{Fact, PersonRole, Programme};
use amanat_mentoring::portfolio::Place;
use amanat_messages::Problem;
use amanat_protocol::link::InvitationLink;
use amanat_vault::invitation;
use amanat_vault::keys::SealKey;
use amanat_vault::letter::Body;
use amanat_vault::person::PublicPek;

use super::item_for;
use crate::client::Client;
use crate::ports::{Batch, Platform};
use crate::session::{Session, person_ref};

impl<P: Platform> Client<P> {
    /// Reads an invitation and checks what can be checked before anything is made.
    pub(crate) fn read_invitation(&self, link: &str) -> Result<InvitationLink, Problem> {
        let link = InvitationLink::parse(link).map_err(|_| Problem::InvitationUnreadable)?;
        if !link.origin.is_empty() && link.origin != self.origin {
            return Err(Problem::LinkElsewhere {
                origin: link.origin,
            });
        }
        if link.expires.saturating_mul(1000) < self.platform.now() {
            return Err(Problem::InvitationExpired);
        }
        PersonRole::of(link.role).ok_or(Problem::InvitationUnreadable)?;
        Ok(link)
    }
}

impl Session {
    /// What a newcomer sends the coordinator, and remembers until the welcome comes. Only a coordinator
    /// under the programme's key can welcome, and only who has the secret can answer.
    pub(crate) fn answer(
        &mut self,
        link: &InvitationLink,
        name: &str,
        now: u64,
        batch: &mut Batch,
    ) -> Result<(), Problem> {
        let role = PersonRole::of(link.role).ok_or(Problem::InvitationUnreadable)?;
        let programme = Programme {
            key: link.programme,
            name: link.name.clone(),
            circles: [[0; 32]; 3],
            role,
            coordinator: person_ref(link.person),
            officer: None,
            charter: Vec::new(),
            appointment: Vec::new(),
            membership: Vec::new(),
        };
        let item = item_for("amanat/v1/programme", &self.me());
        self.keep(Place::Own, item, Fact::Programme(programme), now, batch);
        let zero = self.ring.stored.identity.first().ok_or(Problem::Fault)?;
        let pek = self.ring.peks.last().ok_or(Problem::Fault)?;
        let answer = invitation::make_answer(
            &link.secret,
            name.to_owned(),
            zero.clone(),
            PublicPek::from(pek),
        );
        let to = (link.person, SealKey(link.recipient));
        self.write_letter(to, Body::Answer(Box::new(answer)), now, batch)
    }
}
