//! The coordinator's page.

use amanat_mentoring::fact::{Invitation, Pairing, PersonRole};
use amanat_mentoring::id::{ItemId, PersonRef};
use amanat_mentoring::item::Millis;
use amanat_messages::{
    CardView, InvitationState, InvitationView, PairingView, PersonView, ProgrammePage,
};
use amanat_vault::programme::ProgrammeKey;

use crate::session::{Outgoing, Session, person_id};

impl Session {
    pub(super) fn programme_page(&self, origin: &str, now: Millis) -> Option<ProgrammePage> {
        self.coordinates().ok()?;
        let programme = self.programme_view()?;
        let mut people: Vec<PersonView> = self
            .directory
            .contacts
            .values()
            .map(|contact| self.person_view(contact))
            .collect();
        people.sort_by(|a, b| (&a.name, a.person).cmp(&(&b.name, b.person)));
        let mut invitations: Vec<InvitationView> = self
            .directory
            .invitations
            .iter()
            .map(|(item, invitation)| self.invitation_view(*item, invitation, origin, now))
            .collect();
        let open = |v: &InvitationView| v.state != InvitationState::Open;
        invitations.sort_by_key(|v| (open(v), core::cmp::Reverse(v.expires), v.invitation));
        let mut pairings: Vec<PairingView> = self
            .directory
            .roster_pairings
            .iter()
            .map(|(item, pairing)| self.pairing_view(*item, pairing))
            .collect();
        pairings.sort_by_key(|p| (core::cmp::Reverse(p.at), p.pairing));
        Some(ProgrammePage {
            programme,
            card_waiting: self.rooms.programme_card.is_some(),
            unpaired: self.unpaired(&people),
            people,
            invitations,
            pairings,
        })
    }

    fn unpaired(&self, people: &[PersonView]) -> Vec<PersonRef> {
        let pairings = &self.directory.roster_pairings;
        let paired = |person: &PersonRef| pairings.iter().any(|(_, p)| p.mentees.contains(person));
        let mentees = people.iter().filter(|p| p.role == PersonRole::Mentee);
        mentees.map(|p| p.person).filter(|p| !paired(p)).collect()
    }

    fn invitation_view(
        &self,
        item: ItemId,
        invitation: &Invitation,
        origin: &str,
        now: Millis,
    ) -> InvitationView {
        let state = match invitation {
            Invitation { void: true, .. } => InvitationState::Void,
            Invitation {
                answered: Some(person),
                ..
            } => InvitationState::Answered {
                name: self.name_of(person_id(*person)),
            },
            Invitation {
                withdrawn: Some(_), ..
            } => InvitationState::Withdrawn,
            Invitation { expires, .. } if *expires < now => InvitationState::Expired,
            Invitation { .. } => InvitationState::Open,
        };
        let open = state == InvitationState::Open;
        InvitationView {
            invitation: item,
            label: invitation.label.clone(),
            role: invitation.role,
            link: open.then(|| self.link_of(origin, invitation)).flatten(),
            expires: invitation.expires,
            state,
        }
    }

    fn pairing_view(&self, item: ItemId, pairing: &Pairing) -> PairingView {
        let concerned = |to: &amanat_protocol::id::PersonId| {
            pairing.people().any(|person| person_id(person) == *to)
        };
        let waits = self.outbox.values().any(|outgoing| match outgoing {
            Outgoing::Letter { to, .. } => concerned(to),
            Outgoing::Deposit { .. } => false,
        });
        PairingView {
            pairing: item,
            group: pairing.group,
            mentor: self.anyone(pairing.mentor),
            mentees: pairing.mentees.iter().map(|m| self.anyone(*m)).collect(),
            at: pairing.at,
            sent: !waits,
        }
    }

    pub(super) fn programme_card(&self) -> Option<CardView> {
        let key = ProgrammeKey::from_bytes(self.rooms.programme_card.as_ref()?);
        Some(CardView {
            words: key.expose_words(),
            qr: key.expose_qr(),
            ask: self.rooms.programme_ask.clone(),
        })
    }
}
