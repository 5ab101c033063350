//! Reading letters. Nothing in one takes effect unless its reader's own rules accept it.

use amanat_mentoring::fact::{Fact, Pairing, PersonRole, Programme};
use amanat_mentoring::item::Millis;
use amanat_mentoring::portfolio::Place;
use amanat_messages::Problem;
use amanat_protocol::codec;
use amanat_protocol::id::PersonId;
use amanat_vault::circle::CircleKind;
use amanat_vault::letter::{
    self, Appointed, Body, Envelope, Introduction, Inviting, NewOfficer, Welcome,
};
use amanat_vault::programme::{authority, check_appointment};

use super::item_for;
use crate::client::Client;
use crate::ports::{Batch, Durability, Platform};
use crate::session::{Session, person_id, person_ref};

/// When a letter can be judged. Letters that came together have no order: who was away for long gets the
/// welcome, an introduction and what the introduced person says at once.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Turn {
    /// On its own.
    Now,
    /// By the programme, so not before the welcome.
    Member,
    /// By what is known of its sender, so not before the introduction.
    Known,
}

impl<P: Platform> Client<P> {
    /// Reads a letter and stores what it leads to, together with `batch`, which ends it. One that does not
    /// open, or that nobody here believes, leads to nothing.
    pub(crate) async fn read_letter(&self, sealed: &[u8], batch: Batch) -> Result<(), Problem> {
        let mut batch = batch;
        let _writing = self.writing.lock().await;
        let envelope = self.with(|s| Ok(letter::open(sealed, s.me(), &s.ring.peks).ok()))?;
        if let Some(envelope) = envelope
            && self.with(|s| Ok(s.is_from_whom_it_says(&envelope)))?
        {
            let now = self.platform.now();
            let from = envelope.letter.from;
            match &envelope.letter.body {
                Body::Answer(answered) => {
                    self.admit_newcomer(&envelope, answered, &mut batch).await?;
                }
                Body::Welcome(welcome) => {
                    self.with(|s| {
                        s.read_welcome(welcome, &envelope, now, &mut batch);
                        Ok(())
                    })?;
                }
                Body::Introduction(introduction) => self.with(|s| {
                    if s.believes(introduction, from) {
                        self.read_introduction(s, introduction, from, now, &mut batch)?;
                    }
                    Ok(())
                })?,
                Body::TakenBack { circle, n, .. } => self.with(|s| {
                    s.read_taken_back(from, *circle, *n, now, &mut batch);
                    Ok(())
                })?,
                Body::Officer(news) => self.with(|s| {
                    s.read_officer(news, from, now, &mut batch);
                    Ok(())
                })?,
                Body::NewKey(who) => {
                    self.with(|s| {
                        s.read_new_key(who, from, now, &mut batch);
                        Ok(())
                    })?;
                    if who.person == from {
                        self.introduce_anew(who, now, &mut batch).await?;
                    }
                }
                Body::Appointed(appointed) => self.with(|s| {
                    s.read_appointed(appointed, now, &mut batch);
                    Ok(())
                })?,
                Body::Inviting(inviting) => self.with(|s| {
                    s.read_inviting(inviting, from, &mut batch);
                    Ok(())
                })?,
            }
        }
        self.apply(batch, Durability::Strict).await
    }

    fn read_introduction(
        &self,
        s: &mut Session,
        introduction: &Introduction,
        from: PersonId,
        now: Millis,
        batch: &mut Batch,
    ) -> Result<(), Problem> {
        let people = core::iter::once(&introduction.mentor).chain(&introduction.mentees);
        for who in people {
            if !s.meet(Place::Own, who, from, now, batch) {
                return Ok(());
            }
        }
        let item = item_for("amanat/v1/pairing", &introduction.pairing);
        if s.directory.pairings.iter().any(|(i, _)| *i == item) {
            return Ok(());
        }
        let mut mentees: Vec<_> = introduction
            .mentees
            .iter()
            .map(|m| person_ref(m.person))
            .collect();
        mentees.sort_unstable();
        mentees.dedup();
        // A mentee owns what a pair writes down together; a mentor what a group does.
        let (kind, owner) = if introduction.group {
            (CircleKind::Group, person_ref(introduction.mentor.person))
        } else {
            (
                CircleKind::Pair,
                mentees.first().copied().unwrap_or(s.my_ref()),
            )
        };
        let circle = if owner == s.my_ref() {
            Some(self.found_circle(s, kind, batch)?.0.0)
        } else {
            None
        };
        let pairing = Pairing {
            id: introduction.pairing,
            group: introduction.group,
            mentor: person_ref(introduction.mentor.person),
            mentees,
            at: now,
            circle,
        };
        s.keep(Place::Own, item, Fact::Pairing(pairing), now, batch);
        s.stage(batch);
        Ok(())
    }
}

impl Session {
    /// When a letter is to be read: the older first, of those that can be judged by the same.
    pub(crate) fn turn_of(&self, sealed: &[u8]) -> (Turn, Millis) {
        let Ok(envelope) = letter::open(sealed, self.me(), &self.ring.peks) else {
            return (Turn::Now, Millis::MAX);
        };
        let turn = match envelope.letter.body {
            Body::Introduction(_) | Body::Officer(_) | Body::Inviting(_) => Turn::Member,
            Body::NewKey(_) | Body::TakenBack { .. } => Turn::Known,
            Body::Answer(_) | Body::Welcome(_) | Body::Appointed(_) => Turn::Now,
        };
        (turn, envelope.letter.at)
    }

    /// Whether this person has answered an invitation and was not welcomed yet.
    pub(crate) fn awaits_welcome(&self) -> bool {
        self.directory.programme.is_some() && self.programme().is_none()
    }

    /// Whether the sender's chain goes on from what is pinned. Whoever is not known yet is who they say.
    fn is_from_whom_it_says(&self, envelope: &Envelope) -> bool {
        let from = envelope.letter.from;
        let Some(known) = self.rooms.people.get(&from) else {
            return true;
        };
        // A device that was removed since speaks no more; a chain behind or beside ours proves nothing.
        let here = known.hashes.iter();
        let same = here.zip(&envelope.chain).all(|(hash, s)| *hash == s.hash());
        same && !known.frozen
            && (known.identity.is_active(envelope.letter.device)
                || envelope.chain.len() > known.hashes.len())
    }

    /// The people whom a letter introduces, if this person believes it. Read while its page is verified:
    /// the circles they let this person into may come in the same page.
    pub(crate) fn introduces(&self, sealed: &[u8]) -> Option<Vec<PersonId>> {
        let envelope = letter::open(sealed, self.me(), &self.ring.peks).ok()?;
        if !self.is_from_whom_it_says(&envelope) {
            return None;
        }
        match &envelope.letter.body {
            Body::Introduction(i) if self.believes(i, envelope.letter.from) => {
                let mentees = i.mentees.iter().map(|m| m.person);
                Some(mentees.chain([i.mentor.person]).collect())
            }
            _ => None,
        }
    }

    /// Whether somebody may introduce people to this person, and this person is one of them.
    fn believes(&self, introduction: &Introduction, from: PersonId) -> bool {
        let me = self.me();
        let mut mentees = introduction.mentees.iter();
        let concerns_me = introduction.mentor.person == me || mentees.any(|m| m.person == me);
        let programme = self.programme();
        concerns_me && programme.is_some_and(|p| introduction.may(&p.key, from))
    }

    fn read_welcome(
        &mut self,
        welcome: &Welcome,
        envelope: &Envelope,
        now: Millis,
        batch: &mut Batch,
    ) {
        let Some((item, programme)) = self.directory.programme.clone() else {
            return;
        };
        let from = envelope.letter.from;
        let awaited = programme.charter.is_empty() && person_id(programme.coordinator) == from;
        let checked = welcome.check(&programme.key, &envelope.identity, self.me());
        let (true, Ok((charter, membership))) = (awaited, checked) else {
            return;
        };
        let Some(role) = PersonRole::of(membership.role) else {
            return;
        };
        if welcome.coordinator.person != from
            || !self.meet(Place::Own, &welcome.coordinator, from, now, batch)
        {
            return;
        }
        let officer = welcome.officer.as_ref();
        let officer = officer.filter(|o| self.meet(Place::Own, o, from, now, batch));
        let joined = Programme {
            name: charter.name,
            circles: [
                charter.programme_circle.0.0,
                charter.committee.0.0,
                charter.mentors.0.0,
            ],
            role,
            officer: match role {
                PersonRole::SafetyOfficer => Some(self.my_ref()),
                _ => officer.map(|o| person_ref(o.person)),
            },
            charter: codec::encode(&welcome.charter),
            appointment: Vec::new(),
            membership: codec::encode(&welcome.membership),
            ..programme
        };
        self.keep(Place::Own, item, Fact::Programme(joined), now, batch);
    }

    fn read_officer(&mut self, news: &NewOfficer, from: PersonId, now: Millis, batch: &mut Batch) {
        let Some(programme) = self.programme().cloned() else {
            return;
        };
        if news.may(&programme.key, from) && self.meet(Place::Own, &news.officer, from, now, batch)
        {
            self.set_officer(news.officer.person, now, batch);
        }
    }

    /// Remembers who receives concerns.
    pub(super) fn set_officer(&mut self, person: PersonId, now: Millis, batch: &mut Batch) {
        let Some((item, programme)) = self.directory.programme.clone() else {
            return;
        };
        let programme = Programme {
            officer: Some(person_ref(person)),
            ..programme
        };
        self.keep(Place::Own, item, Fact::Programme(programme), now, batch);
    }

    fn read_appointed(&mut self, appointed: &Appointed, now: Millis, batch: &mut Batch) {
        let Some((item, programme)) = self.directory.programme.clone() else {
            return;
        };
        let by_key = authority(
            &appointed.charter,
            None,
            person_id(programme.coordinator),
            &programme.key,
        ) || !programme.charter.is_empty();
        let mine = check_appointment(&appointed.appointment, &programme.key)
            .is_ok_and(|a| a.person == self.me());
        if by_key && mine {
            let programme = Programme {
                role: PersonRole::Coordinator,
                appointment: codec::encode(&appointed.appointment),
                ..programme
            };
            self.keep(Place::Own, item, Fact::Programme(programme), now, batch);
        }
    }

    /// The next sync uses the token.
    fn read_inviting(&mut self, inviting: &Inviting, from: PersonId, batch: &mut Batch) {
        let programme = self.programme();
        if programme.is_some_and(|p| inviting.may(&p.key, from)) {
            self.ring.stored.join = Some(inviting.token);
            self.stage(batch);
        }
    }
}
