//! What a removed device may have left undone, done once more by the one that takes its place. It may have been
//! lost between a change and telling those whom the change concerns; and what it said counts no more with whoever
//! reads it only now. Who knows already learns nothing new.

use std::collections::BTreeSet;

use amanat_mentoring::fact::{Contact, Pairing};
use amanat_mentoring::id::PersonRef;
use amanat_mentoring::item::Millis;
use amanat_messages::Problem;
use amanat_vault::control::Circle;
use amanat_vault::letter::Introduced;

use super::read_paper;
use crate::client::Client;
use crate::ports::{Batch, Platform};
use crate::session::{Session, person_id, person_ref};

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
        self.try_to(|s| s.appoint_again(now, batch));
        Ok(())
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
            let newcomer = self.acquaint(invitation.answered.as_slice(), None).await?;
            for newcomer in newcomer.into_iter().flatten() {
                self.try_to(|s| s.welcome(&newcomer, invitation.role, officer, now, batch));
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
            pairings.retain(|(_, p)| s.coordinates().is_ok() && everybody(p).contains(&person));
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
        if let Some(people) = self.acquaint(&everybody(pairing), newer).await? {
            self.try_to(|s| s.introduce(pairing, people, now, batch));
        }
        Ok(())
    }

    /// Who hears concerns, as others are told of them.
    pub(super) async fn officer(&self) -> Result<Option<Introduced>, Problem> {
        let officer = self.with(|s| Ok(s.programme().and_then(|p| p.officer)))?;
        let found = self.acquaint(officer.as_slice(), None).await?;
        Ok(found.and_then(|mut found| found.pop()))
    }

    /// People as others are told of them; none where one of them may not be told of, or not yet: their newest key is
    /// not known here.
    pub(super) async fn acquaint(
        &self,
        people: &[PersonRef],
        newer: Option<&Introduced>,
    ) -> Result<Option<Vec<Introduced>>, Problem> {
        let mut all = Vec::new();
        for person in people {
            let contact = self.with(|s| {
                let contact = s.contact(person_id(*person));
                Ok(contact.filter(|c| !s.is_stopped(c)))
            })?;
            let Some(contact) = contact else {
                return Ok(None);
            };
            let is_newer = |who: &&Introduced| {
                person_ref(who.person) == *person && who.pek.generation == contact.pek_generation
            };
            let introduced = match newer.filter(is_newer) {
                // Their name and role are what the committee knows, whatever they call themselves.
                Some(who) => Introduced {
                    name: contact.name.clone(),
                    role: contact.role.number(),
                    ..who.clone()
                },
                None => match self.introduced(&contact).await {
                    Err(Problem::PersonUnknown) => return Ok(None),
                    introduced => introduced?,
                },
            };
            if introduced.check().is_none() {
                return Ok(None);
            }
            all.push(introduced);
        }
        Ok(Some(all))
    }
}

/// The mentor first.
pub(super) fn everybody(pairing: &Pairing) -> Vec<PersonRef> {
    let mentor = core::iter::once(&pairing.mentor);
    mentor.chain(&pairing.mentees).copied().collect()
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

    fn appoint_again(&mut self, now: Millis, batch: &mut Batch) -> Result<(), Problem> {
        let contacts: Vec<Contact> = self.directory.contacts.values().cloned().collect();
        for contact in contacts {
            if let Some(appointment) = read_paper(&contact.appointment) {
                self.tell_appointed(&contact, appointment, now, batch)?;
            }
        }
        Ok(())
    }
}
