//! Invitations: a single-use secret in a link, whose hash the server knows.

use amanat_mentoring::begun::Begun;
use amanat_mentoring::fact::{Fact, Invitation, PersonRole};
use amanat_mentoring::id::ItemId;
use amanat_mentoring::portfolio::Place;
use amanat_messages::{Done, Problem};
use amanat_protocol::api::{self, InvitationsRequest, NewInvitation};
use amanat_protocol::link::InvitationLink;
use amanat_vault::invitation::invitation_id;

use crate::client::Client;
use crate::ports::{Batch, Durability, Platform};
use crate::session::Session;
use crate::vault::clean_name;

/// The most invitations made at once.
const MOST: usize = 60;
/// The longest an invitation is good, in days.
const MOST_DAYS: u16 = 90;
const DAY: u64 = 24 * 60 * 60 * 1000;

impl<P: Platform> Client<P> {
    pub(crate) async fn invite(
        &self,
        role: PersonRole,
        labels: &[String],
        days: u16,
    ) -> Result<Done, Problem> {
        let now = self.platform.now();
        self.with_writable(|s| s.coordinates())?;
        let fits = !labels.is_empty() && labels.len() <= MOST && (1..=MOST_DAYS).contains(&days);
        if !fits || role == PersonRole::Coordinator {
            return Err(Problem::NotAllowed);
        }
        let expires = now.saturating_add(u64::from(days) * DAY);
        let mut invitations = Vec::new();
        for label in labels {
            let label = if label.trim().is_empty() {
                String::new()
            } else {
                clean_name(label)?
            };
            let invitation = Invitation {
                secret: self.draw(),
                label,
                role,
                expires,
                withdrawn: None,
                answered: None,
                void: false,
            };
            invitations.push((ItemId(self.draw()), invitation));
        }
        let add = invitations.iter().map(|(_, invitation)| NewInvitation {
            token: invitation_id(&invitation.secret),
            expires: expires / 1000,
            // Coordinators are named, not invited: `appoint`.
            invites: false,
        });
        let request = InvitationsRequest {
            add: add.collect(),
            withdraw: Vec::new(),
        };
        // The server first: a link that is shown works.
        let (): () = self.post_as_device(api::INVITATIONS, &request).await?;
        self.change(|s| {
            let mut batch = Batch::default();
            for (item, invitation) in invitations {
                s.keep_invitation(item, invitation, now, &mut batch);
            }
            s.given(Begun::Labels, &mut batch);
            Ok(batch)
        })
        .await?;
        Ok(Done::Ok)
    }

    pub(crate) async fn withdraw_invitation(&self, item: ItemId) -> Result<Done, Problem> {
        let now = self.platform.now();
        // Here first: an answer to it is refused from now on, whatever the server does.
        let token = self
            .change_with(Durability::Strict, |s| {
                s.writable()?;
                let mut invitations = s.directory.invitations.iter();
                let found = invitations.find(|(i, _)| *i == item);
                let mut invitation = found.map(|(_, v)| v.clone()).ok_or(Problem::NotFound)?;
                invitation.withdrawn = invitation.withdrawn.or(Some(now));
                let token = invitation_id(&invitation.secret);
                let mut batch = Batch::default();
                s.keep_invitation(item, invitation, now, &mut batch);
                Ok((batch, token))
            })
            .await?;
        let request = InvitationsRequest {
            add: Vec::new(),
            withdraw: vec![token],
        };
        let (): () = self.post_as_device(api::INVITATIONS, &request).await?;
        Ok(Done::Ok)
    }
}

impl Session {
    /// Writes down what became of an invitation, among one's own facts: nobody else is told.
    pub(super) fn keep_invitation(
        &mut self,
        item: ItemId,
        invitation: Invitation,
        now: u64,
        batch: &mut Batch,
    ) {
        self.keep(Place::Own, item, Fact::Invitation(invitation), now, batch);
    }

    /// Whether this person may invite and pair people.
    pub(crate) fn coordinates(&self) -> Result<(), Problem> {
        match self.programme() {
            // The founder, or whoever the programme's key has named since.
            Some(p)
                if p.role == PersonRole::Coordinator
                    && (p.membership.is_empty() || !p.appointment.is_empty()) =>
            {
                Ok(())
            }
            _ => Err(Problem::NotAllowed),
        }
    }

    /// The link of an invitation.
    pub(crate) fn link_of(&self, origin: &str, invitation: &Invitation) -> Option<String> {
        let programme = self.programme()?;
        let pek = self.ring.peks.last()?;
        let link = InvitationLink {
            origin: origin.to_owned(),
            programme: programme.key,
            name: programme.name.clone(),
            person: self.me(),
            recipient: pek.secret.seal_key().0,
            role: invitation.role.number(),
            expires: invitation.expires / 1000,
            secret: invitation.secret,
        };
        Some(link.format())
    }
}
