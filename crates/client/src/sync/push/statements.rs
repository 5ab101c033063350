//! Sending control statements. One that shares a circle is believed only once the server has it: it stands
//! then where every other member finds it, wholly or not at all.

use amanat_messages::Problem;
use amanat_protocol::api::{self, StatementAnswer, StatementRequest};
use amanat_protocol::codec;
use amanat_protocol::error::ErrorCode;
use amanat_protocol::id::CircleId;
use amanat_protocol::statement::Statement;
use amanat_vault::control::Circle;

use crate::client::Client;
use crate::names;
use crate::ports::{Batch, Durability, Platform};
use crate::problem;
use crate::session::Session;
use crate::sync::call::CallError;
use crate::sync::page::Page;
use crate::sync::tangle;

/// What became of the statements that waited.
pub(crate) struct Sent {
    /// `Some(true)`: the server says nothing else happened. None: nothing was sent.
    pub current: Option<bool>,
    /// Somebody else was faster: fetch, and look again at what is wanted.
    pub beaten: bool,
}

impl<P: Platform> Client<P> {
    pub(crate) async fn push_statements(&self) -> Result<Sent, Problem> {
        let mut sent = Sent {
            current: None,
            beaten: false,
        };
        loop {
            let next = self.with(|s| {
                let first = s.unsent_statements.first_key_value();
                Ok(first.map(|(key, st)| (*key, st.clone(), s.marks.cursor)))
            })?;
            let Some((key, statement, cursor)) = next else {
                return Ok(sent);
            };
            // Somebody else's statement came to stand there while this one waited.
            if self.with(|s| Ok(s.is_overtaken(key, &statement)))? {
                self.strike(key).await?;
                continue;
            }
            let request = StatementRequest { statement, cursor };
            let answer: Result<StatementAnswer, CallError> =
                self.post_as_device(api::STATEMENTS, &request).await;
            match answer {
                Ok(answer) => {
                    self.count(1);
                    let on = answer.cursor.is_some();
                    self.believe(key, &request.statement, answer.cursor).await?;
                    sent.current = Some(on && sent.current != Some(false));
                }
                Err(CallError::Refused(ErrorCode::NotNext, _)) if key.1 > 0 => {
                    self.strike(key).await?;
                    self.stands_elsewhere(key.0, &request.statement).await?;
                    sent.beaten = true;
                }
                // Whatever is wrong there, the other circles go on: nobody's list of readers keeps this person
                // from taking back elsewhere.
                Err(CallError::Refused(code, retry)) if key.1 > 0 && is_of_the_circle(code) => {
                    self.strike(key).await?;
                    self.with(|s| {
                        s.tangles.stuck.insert(key.0, problem::refusal(code, retry));
                        Ok(())
                    })?;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Makes the statements that are wanted next, one for each circle, and stores them before they are sent.
    pub(crate) async fn make_statements(&self) -> Result<bool, Problem> {
        let now = self.platform.now();
        self.change(|s| {
            let mut batch = Batch::default();
            self.begin_chapters(s, &mut batch)?;
            if !batch.is_empty() {
                s.stage(&mut batch);
            }
            let mut made = Vec::new();
            for circle in &s.marks.circles {
                let waits = |(c, n): &(CircleId, u64)| *c == circle.id && *n > circle.n;
                if s.unsent_statements.keys().any(waits) {
                    continue;
                }
                let next = match (s.tangles.settling.get(&circle.id), s.next_step(circle, now)) {
                    (Some(settling), _) => Some(tangle::make(s, settling, &self.platform)?),
                    (None, Some(step)) => Some(s.make_step(circle, step, &self.platform)?),
                    (None, None) => None,
                };
                if let Some(next) = next {
                    made.push(((circle.id, next.circle.n), next.statement));
                }
            }
            for ((circle, n), statement) in made {
                batch.put(
                    names::unsent_statement(circle, n),
                    codec::encode(&statement),
                );
                s.unsent_statements.insert((circle, n), statement);
            }
            Ok(batch)
        })
        .await
    }

    /// The server has it.
    async fn believe(
        &self,
        key: (CircleId, u64),
        statement: &Statement,
        cursor: Option<api::Cursor>,
    ) -> Result<(), Problem> {
        let now = self.platform.now();
        let then = self.change_with(Durability::Strict, |s| {
            let before = s.marks.circle(key.0).cloned();
            let mut page = Page::begin(s);
            if before.as_ref().is_none_or(|c| c.n < key.1) {
                page.statement(s, statement.clone())?;
            }
            let (mut batch, then) = page.commit(s, now)?;
            s.unsent_statements.remove(&key);
            batch.delete(names::unsent_statement(key.0, key.1));
            if cursor.is_some() {
                s.marks.cursor = cursor;
                s.stage_marks(&mut batch);
            }
            Ok((batch, then))
        });
        self.afterwards(then.await?).await
    }

    /// The server took nothing after this statement's place. Where another place is known, that is tried next.
    async fn stands_elsewhere(
        &self,
        circle: CircleId,
        statement: &Statement,
    ) -> Result<(), Problem> {
        let tangled = self.with(|s| {
            if let Ok(header) = statement.header.claim() {
                s.tangles.refused.insert(header.prev);
            }
            Ok(s.tangles.beside.contains_key(&circle))
        })?;
        self.untangle(tangled.then_some(circle)).await.map(drop)
    }

    async fn strike(&self, key: (CircleId, u64)) -> Result<(), Problem> {
        let mut batch = Batch::default();
        batch.delete(names::unsent_statement(key.0, key.1));
        self.apply(batch, Durability::Strict).await?;
        self.with(|s| {
            s.unsent_statements.remove(&key);
            Ok(())
        })
    }
}

/// Whether a refusal says something of one circle, and nothing of the rest.
const fn is_of_the_circle(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::NoAccess
            | ErrorCode::AccountUnknown
            | ErrorCode::Invalid
            | ErrorCode::TooLarge
            | ErrorCode::Malformed
    )
}

impl Session {
    /// What a change that this person made leads to.
    pub(crate) fn follow_up(
        &mut self,
        before: &Circle,
        after: &Circle,
        now: u64,
        batch: &mut Batch,
    ) -> Result<(), Problem> {
        let place = self.place_of(after);
        let came = after
            .table
            .iter()
            .any(|m| before.member(m.person).is_none());
        let went: Vec<_> = before
            .table
            .iter()
            .filter(|m| after.member(m.person).is_none())
            .map(|m| m.person)
            .collect();
        let words = self.has_words(place);
        if let Some(room) = self.rooms.rooms.get_mut(&after.id)
            && came
        {
            // Newcomers read nothing of earlier epochs: what they may see is said once more, in the new one.
            room.checkpoint_due |= words;
            room.said_alive = None;
        }
        for person in went {
            self.pass_on_what_they_said(after, person, now, batch)?;
            self.write_taken_back(person, after.id, (after.n, after.head), now, batch)?;
        }
        Ok(())
    }

    /// Whether another statement stands, or has to stand, where a waiting one wanted to.
    fn is_overtaken(&self, (circle, n): (CircleId, u64), statement: &Statement) -> bool {
        let Some(here) = self.marks.circle(circle) else {
            return false;
        };
        let Ok(header) = statement.header.claim() else {
            return true;
        };
        let hash = statement.header.hash();
        // Made and taken in at once, as for circles of one's own.
        let stands = n == here.n && hash == here.head;
        let earlier = n < here.n
            && self
                .rooms
                .rooms
                .get(&circle)
                .is_none_or(|room| room.has(n, hash));
        let next = n == here.n + 1 && header.prev == here.head;
        !(n == 0 || stands || earlier || next)
    }
}
