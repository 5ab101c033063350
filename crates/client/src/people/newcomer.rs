//! A newcomer's answer, and the coordinator's welcome.

use amanat_mentoring::fact::{Invitation, PersonRole};
use amanat_mentoring::id::ItemId;
use amanat_mentoring::item::{Revision, Value};
use amanat_messages::Problem;
use amanat_protocol::SUITE;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, PersonId};
use amanat_vault::invitation::{self, Answered};
use amanat_vault::letter::{Body, Envelope, Introduced, NewOfficer, Welcome};
use amanat_vault::programme::Membership;

use super::papers::address;
use crate::client::Client;
use crate::ports::{Batch, Platform};
use crate::session::{Session, person_id, person_ref};

impl<P: Platform> Client<P> {
    /// Admits who answered an invitation of this coordinator's first. A second answer voids it.
    pub(super) async fn admit_newcomer(
        &self,
        envelope: &Envelope,
        answered: &Answered,
        batch: &mut Batch,
    ) -> Result<(), Problem> {
        let now = self.platform.now();
        let found = self.with(|s| Ok(s.invitation_of(answered)))?;
        let Some((item, invitation)) = found else {
            return Ok(());
        };
        let from = envelope.letter.from;
        let checked = invitation::check_answer(&invitation.secret, answered);
        let theirs = checked.is_ok_and(|identity| identity.person == from);
        if !theirs || invitation.void || invitation.withdrawn.is_some() {
            return Ok(());
        }
        let first = invitation.answered.map(person_id);
        match first {
            // It comes again when the device that read it was lost: perhaps before it sent the welcome.
            Some(first) if first == from => {}
            Some(first) => {
                return self.with(|s| {
                    s.void_invitation(item, &invitation, first, now, batch);
                    Ok(())
                });
            }
            // On the way for too long: the server took it in time, the coordinator decides by their clock.
            None if invitation.expires.saturating_add(GRACE) < now => return Ok(()),
            None => {}
        }
        let newcomer = Introduced {
            person: from,
            name: answered.answer.name.clone(),
            role: invitation.role.number(),
            identity: vec![answered.answer.identity.clone()],
            pek: answered.answer.pek,
        };
        let officer = self.officer().await?;
        self.with(|s| {
            let Some(room) = s.committee() else {
                return Ok(());
            };
            if first.is_none() {
                if !s.meet(room, &newcomer, s.me(), now, batch) {
                    return Ok(());
                }
                let taken = Invitation {
                    answered: Some(person_ref(from)),
                    ..invitation.clone()
                };
                s.keep_invitation(item, taken, now, batch);
            }
            s.welcome(&newcomer, invitation.role, officer.as_ref(), now, batch)?;
            if invitation.role == PersonRole::SafetyOfficer {
                s.set_officer(from, now, batch);
                s.publish_officer(&newcomer, now, batch)?;
            }
            Ok(())
        })
    }
}

/// An answer may be this long on its way after the invitation ended: 14 days.
const GRACE: u64 = 14 * 24 * 60 * 60 * 1000;

impl Session {
    fn invitation_of(&self, answered: &Answered) -> Option<(ItemId, Invitation)> {
        let id = answered.answer.invitation;
        let mut invitations = self.directory.invitations.iter();
        let found = invitations.find(|(_, v)| invitation::invitation_id(&v.secret) == id);
        found.cloned()
    }

    pub(super) fn welcome(
        &mut self,
        newcomer: &Introduced,
        role: PersonRole,
        officer: Option<&Introduced>,
        now: u64,
        batch: &mut Batch,
    ) -> Result<(), Problem> {
        let (charter, appointment) = self.authority()?;
        let programme = self.programme().cloned().ok_or(Problem::NotAllowed)?;
        let identity = newcomer.check().ok_or(Problem::Fault)?;
        let membership = self.ring.device.sign(&Membership {
            suite: SUITE,
            programme: programme.key,
            person: newcomer.person,
            identity_head: identity.head,
            role: role.number(),
            by: self.me(),
            device: self.ring.device.device(),
            at: now,
        });
        let welcome = Welcome {
            charter,
            appointment,
            membership,
            coordinator: self.myself(PersonRole::Coordinator)?,
            officer: officer.filter(|o| o.person != newcomer.person).cloned(),
            officers_circle: CircleId(Hash(programme.circles[0])),
        };
        let to = (newcomer.person, newcomer.pek.recipient);
        self.write_letter(to, Body::Welcome(Box::new(welcome)), now, batch)
    }

    /// Tells everybody who hears concerns from now on.
    pub(super) fn publish_officer(
        &mut self,
        officer: &Introduced,
        now: u64,
        batch: &mut Batch,
    ) -> Result<(), Problem> {
        let (charter, appointment) = self.authority()?;
        let news = NewOfficer {
            charter,
            appointment,
            officer: officer.clone(),
        };
        let contacts: Vec<_> = self.directory.contacts.values().cloned().collect();
        for contact in contacts {
            let to = address(&contact);
            if to.0 != officer.person {
                self.write_letter(to, Body::Officer(Box::new(news.clone())), now, batch)?;
            }
        }
        Ok(())
    }

    /// Two people answered one invitation: somebody got hold of it. Neither counts as admitted by it.
    fn void_invitation(
        &mut self,
        item: ItemId,
        invitation: &Invitation,
        first: PersonId,
        now: u64,
        batch: &mut Batch,
    ) {
        let void = Invitation {
            void: true,
            ..invitation.clone()
        };
        self.keep_invitation(item, void, now, batch);
        let kept = self.directory.kept_in.get(&first).copied();
        if let Some((place, contact)) = kept
            && let Some(history) = self.book(place).and_then(|b| b.history(place, contact))
        {
            let revision = Revision {
                item: contact,
                parents: history.heads(),
                at: now,
                value: Value::Trashed,
            };
            self.fix(place, revision, batch);
            self.refresh_directory();
        }
    }
}
