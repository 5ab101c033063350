//! Letters and deposits: sending what was sealed, reading what came.

use std::collections::BTreeMap;
use std::ops::Bound;

use amanat_messages::Problem;
use amanat_protocol::api::{self, DepositRequest, LetterRequest, LettersDone};
use amanat_protocol::codec::Bytes;
use amanat_protocol::error::ErrorCode;
use amanat_protocol::hash;
use amanat_protocol::id::{CircleId, PersonId};
use amanat_protocol::limits::MAX_LETTERS_DONE;

use super::call::CallError;
use crate::client::Client;
use crate::names;
use crate::people::Turn;
use crate::ports::{Batch, Durability, Platform};
use crate::session::{Outgoing, Session};

impl<P: Platform> Client<P> {
    /// Sends what waits. What the server will never take is given up, so that the rest can go.
    pub(super) async fn send_post(&self) -> Result<bool, Problem> {
        let mut sent = false;
        let mut from = Bound::Unbounded;
        loop {
            let next = self.with(|s| {
                let next = s.outbox.range((from, Bound::Unbounded)).next();
                Ok(next.map(|(name, outgoing)| (*name, outgoing.clone())))
            })?;
            let Some((name, outgoing)) = next else {
                return Ok(sent);
            };
            from = Bound::Excluded(name);
            let answer: Result<(), CallError> = match outgoing {
                Outgoing::Letter { to, sealed } => {
                    let path = format!("{}/{}", api::INBOX, to.hex());
                    self.post_as_device(&path, &LetterRequest { sealed }).await
                }
                Outgoing::Deposit { circle, sealed } => {
                    let path = format!("{}/{}", api::DROP, circle.hex());
                    self.post_as_device(&path, &DepositRequest { sealed }).await
                }
            };
            match answer {
                Ok(()) => self.count(1),
                // Nobody is there any more.
                Err(CallError::Refused(ErrorCode::NotFound, _)) => {}
                // Theirs is full until they were online; whatever goes to others need not wait for them.
                Err(CallError::Refused(ErrorCode::Quota, _)) => continue,
                Err(error) => return Err(error.into()),
            }
            let mut batch = Batch::default();
            batch.delete(names::outbox(name));
            self.apply(batch, Durability::Strict).await?;
            self.with(|s| {
                s.outbox.remove(&name);
                Ok(())
            })?;
            sent = true;
        }
    }

    /// Reads letters and deposits that came. What each leads to is stored in the batch that ends it.
    pub(super) async fn read_post(&self) -> Result<bool, Problem> {
        let mut read = false;
        let mut letters = Vec::new();
        for (key, sealed) in self.scan_all(names::INBOX).await? {
            let turn = self.with(|s| Ok(s.turn_of(&sealed)))?;
            letters.push((turn, key, sealed));
        }
        letters.sort_by_key(|(turn, ..)| *turn);
        for ((turn, _), key, sealed) in letters {
            // Kept until there is something to judge it by.
            if turn > Turn::Now && self.with(|s| Ok(s.awaits_welcome()))? {
                continue;
            }
            let name = hash::plain(&sealed);
            let batch = self.with(|s| {
                let mut batch = Batch::default();
                batch.delete(key);
                batch.put(names::kept(name), Vec::new());
                s.kept.insert(name);
                Ok(batch)
            })?;
            self.read_letter(&sealed, batch).await?;
            read = true;
        }
        for (key, sealed) in self.scan_all(names::DEPOSITS).await? {
            self.change(|s| {
                let mut batch = Batch::default();
                batch.delete(key);
                Ok(s.read_deposit(&sealed, &mut batch))
            })
            .await?;
            read = true;
        }
        read |= self.forget_what_was_taken_back().await?;
        Ok(read)
    }

    /// The server may forget letters whose effect has left this device.
    pub(super) async fn tell_kept(&self) -> Result<(), Problem> {
        loop {
            let letters = self.with(|s| {
                // Not before what they led to is on the server: a lost device gets them again.
                let waits = !s.waiting.is_empty() || s.unsent.keys().any(|(c, _)| s.is_here(*c));
                let kept = s.kept.iter().copied().take(MAX_LETTERS_DONE);
                Ok(if waits { Vec::new() } else { kept.collect() })
            })?;
            if letters.is_empty() {
                return Ok(());
            }
            let request = LettersDone { letters };
            let (): () = self.post_as_device(api::INBOX_DONE, &request).await?;
            let mut batch = Batch::default();
            for letter in &request.letters {
                batch.delete(names::kept(*letter));
            }
            self.apply(batch, Durability::Strict).await?;
            self.with(|s| {
                for letter in &request.letters {
                    s.kept.remove(letter);
                }
                Ok(())
            })?;
        }
    }

    /// Somebody who let this person in before being known is known now: everything is looked at again.
    pub(crate) async fn meet_strangers(&self) -> Result<bool, Problem> {
        self.change(|s| {
            let strangers = s.rooms.strangers.iter().map(|(c, p)| (*c, *p));
            let met: BTreeMap<_, _> = strangers
                .filter(|(c, p)| s.may_let_in(*c, *p) && !s.has_looked_again(*c, *p))
                .collect();
            let mut batch = Batch::default();
            if met.is_empty() {
                return Ok(batch);
            }
            // What was passed over there is followed from its beginning.
            s.rooms
                .early
                .retain(|(circle, _), _| !met.contains_key(circle));
            for (circle, person) in met {
                s.rooms.strangers.remove(&circle);
                let n = s.chain_of(person);
                s.looked_again.insert(circle, (person, n));
            }
            s.marks.cursor = None;
            s.stage_marks(&mut batch);
            s.stage_rooms(&mut batch);
            Ok(batch)
        })
        .await
    }
}

impl Session {
    /// Whose word lets this person into a circle.
    pub(super) fn may_let_in(&self, circle: CircleId, person: PersonId) -> bool {
        person == self.me()
            || self.contact(person).is_some_and(|c| !self.is_stopped(&c))
            || (self.programme_circles().contains(&circle) && self.is_coordinator(person))
    }

    /// Whether everything was looked at again for what this person said there, as they are known now: a
    /// device of nobody's would otherwise have it looked at for ever.
    pub(super) fn has_looked_again(&self, circle: CircleId, person: PersonId) -> bool {
        self.looked_again.get(&circle) == Some(&(person, self.chain_of(person)))
    }

    /// The newest statement known of somebody's identity.
    fn chain_of(&self, person: PersonId) -> Option<u64> {
        if person == self.me() {
            return Some(self.ring.identity.n);
        }
        self.rooms.people.get(&person).map(|known| known.identity.n)
    }

    /// Puts something sealed where the next sync sends it.
    pub(crate) fn send(&mut self, outgoing: Outgoing, batch: &mut Batch) {
        let name = outgoing.name();
        let key = names::outbox(name);
        batch.put(key.clone(), self.locker.lock(&key, &outgoing));
        self.outbox.insert(name, outgoing);
    }

    pub(crate) fn send_letter(&mut self, to: PersonId, sealed: Vec<u8>, batch: &mut Batch) {
        let sealed = Bytes(sealed);
        self.send(Outgoing::Letter { to, sealed }, batch);
    }
}
