//! What a removed device may have left undone, done once more by the one that takes its place. It may have been
//! lost between a change and telling those whom the change concerns; and what it said counts no more with whoever
//! reads it only now. Who knows already learns nothing new.

use std::collections::BTreeSet;

use amanat_mentoring::fact::{Contact, Pairing};
use amanat_mentoring::item::Millis;
use amanat_messages::Problem;
use amanat_vault::control::Circle;
use amanat_vault::letter::Introduced;

use super::read_paper;
use crate::client::Client;
use crate::ports::{Batch, Platform};
use crate::session::{Session, person_ref};

impl<P: Platform> Client<P> {
    /// Stages the letters and checkpoints that a removed device may have owed.
    pub(crate) async fn tell_again(&self, now: Millis, batch: &mut Batch) -> Result<(), Problem> {
        self.with(|s| {
            s.owe_checkpoints(batch);
            Ok(())
        })?;
        self.try_to(|s| s.tell_those_let_out(now, batch));
        if self.with(|s| Ok(s.coordinates().is_err()))? {
            return Ok(());
        }
        let pairings = self.with(|s| Ok(s.directory.roster_pairings.clone()))?;
        for (_, pairing) in &pairings {
            self.introduce(pairing, None, now, batch).await?;
        }
        let officer = self.officer().await?;
        self.welcome_again(officer.as_ref(), now, batch).await?;
        if let Some(officer) = officer {
            self.try_to(|s| s.publish_officer(&officer, now, batch));
        }
        self.appoint_again(now, batch).await
    }

    /// Whoever cannot be told keeps nobody else from being told, nor this person from what is theirs.
    fn try_to(&self, tell: impl FnOnce(&mut Session) -> Result<(), Problem>) {
        let _ = self.with(tell);
    }

    async fn welcome_again(
        &self,
        officer: Option<&Introduced>,
        now: Millis,
        batch: &mut Batch,
    ) -> Result<(), Problem> {
        let invitations = self.with(|s| Ok(s.directory.invitations.clone()))?;
        for (_, invitation) in invitations.into_iter().filter(|(_, i)| !i.void) {
            let newcomer = self.acquaint(invitation.answered, None).await?;
            for newcomer in newcomer.into_iter().flatten() {
                self.try_to(|s| s.welcome(&newcomer, invitation.role, officer, now, batch));
            }
        }
        Ok(())
    }

    async fn appoint_again(&self, now: Millis, batch: &mut Batch) -> Result<(), Problem> {
        let contacts: Vec<Contact> =
            self.with(|s| Ok(s.directory.contacts.values().cloned().collect()))?;
        for contact in contacts {
            if let Some(appointment) = read_paper(&contact.appointment) {
                // They had one, unless their letter was not read: this person's vault is not to wait for that.
                let token = self.token_to_invite(now).await.ok();
                self.try_to(|s| s.tell_appointed(&contact, appointment, token, now, batch));
            }
        }
        Ok(())
    }

    /// Introduces somebody whose newer key has come to everybody they are paired with: while it was on its way nobody
    /// could be told of them.
    pub(super) async fn introduce_anew(
        &self,
        who: &Introduced,
        now: Millis,
        batch: &mut Batch,
    ) -> Result<(), Problem> {
        let person = person_ref(who.person);
        let pairings = self.with(|s| {
            let mut pairings = s.directory.roster_pairings.clone();
            pairings.retain(|(_, p)| s.coordinates().is_ok() && p.people().any(|p| p == person));
            Ok(pairings)
        })?;
        for (_, pairing) in &pairings {
            self.introduce(pairing, Some(who), now, batch).await?;
        }
        Ok(())
    }

    /// Writes to everybody of a pairing who the others are, if all may be told of. `newer` is in no store yet.
    async fn introduce(
        &self,
        pairing: &Pairing,
        newer: Option<&Introduced>,
        now: Millis,
        batch: &mut Batch,
    ) -> Result<(), Problem> {
        if let Some(people) = self.acquaint(pairing.people(), newer).await? {
            self.try_to(|s| s.introduce(pairing, people, now, batch));
        }
        Ok(())
    }
}

impl Session {
    /// Whoever was let in last may have been promised what was there before.
    fn owe_checkpoints(&mut self, batch: &mut Batch) {
        let circles = self.marks.circles.clone();
        for circle in circles.iter().filter(|c| c.table.len() > 1) {
            let spoken = self.manages(circle) && self.has_words(self.place_of(circle));
            if let Some(room) = self.rooms.rooms.get_mut(&circle.id) {
                room.checkpoint_due |= spoken;
            }
        }
        self.stage_rooms(batch);
    }

    /// Tells everybody once more who was let out of a circle.
    fn tell_those_let_out(&mut self, now: Millis, batch: &mut Batch) -> Result<(), Problem> {
        let circles: Vec<Circle> = self.marks.circles.clone();
        for circle in &circles {
            let manages = self.manages(circle);
            let Some(room) = self.rooms.rooms.get(&circle.id).filter(|_| manages) else {
                continue;
            };
            let ever = room.roles.iter().map(|(_, person, _)| *person);
            let out: BTreeSet<_> = ever.filter(|p| circle.member(*p).is_none()).collect();
            for person in out {
                self.write_taken_back(person, circle.id, (circle.n, circle.head), now, batch)?;
            }
        }
        Ok(())
    }
}
