//! Control statements: who is in a circle.

use amanat_messages::Problem;
use amanat_protocol::codec;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, PersonId};
use amanat_protocol::identity::{Standing, control_tag};
use amanat_protocol::statement::{Statement, StatementHeader};
use amanat_vault::circle::CircleKind;
use amanat_vault::control::{self, Circle, Opened};
use amanat_vault::keys::OpenSecret;

use super::{Page, up_to};
use crate::names;
use crate::rooms::RoomV1;
use crate::session::Session;

impl Page {
    pub(crate) fn statement(&mut self, s: &Session, statement: Statement) -> Result<(), Problem> {
        let claim = statement
            .header
            .claim()
            .map_err(|_| Problem::ServerNonsense)?;
        let head = statement.header.hash();
        let circle = if claim.n == 0 {
            CircleId(head)
        } else {
            claim.circle
        };
        match self.marks.circle(circle).cloned() {
            Some(before) if claim.n <= before.n => self.again(&before, &claim, &statement),
            // Out and in again: what lies between was sealed to others.
            Some(before) if claim.n > before.n + 1 && !s.owns(&before) => {
                self.enter(s, circle, &claim, &statement);
                Ok(())
            }
            Some(before) => self.next(s, &before, &claim, &statement),
            None if claim.person == s.me() && claim.n == 0 => self.own(s, circle, &statement),
            None => {
                self.enter(s, circle, &claim, &statement);
                Ok(())
            }
        }
    }

    /// A statement at a number that was accepted before: the same, or a fork.
    fn again(
        &mut self,
        before: &Circle,
        claim: &StatementHeader,
        statement: &Statement,
    ) -> Result<(), Problem> {
        let head = statement.header.hash();
        let Some(room) = self.rooms.rooms.get_mut(&before.id) else {
            let other = before.n == claim.n && before.head != head;
            return if other {
                Err(Problem::ServerRolledBack)
            } else {
                Ok(())
            };
        };
        let index = claim.n.checked_sub(room.entered);
        let known = index
            .and_then(|i| usize::try_from(i).ok())
            .and_then(|i| room.heads.get(i));
        // Before one's own time, or the same.
        if known.is_none_or(|known| *known == head) || room.forked {
            return Ok(());
        }
        // Somebody who manages it signed twice at one number; or the server made this up.
        let manages = before
            .member(claim.person)
            .is_some_and(|m| m.role.manages());
        if !manages || statement.header.verify(&claim.device.0).is_err() {
            return Err(Problem::ServerRolledBack);
        }
        room.forked = true;
        self.rooms_changed = true;
        self.news = true;
        Ok(())
    }

    fn next(
        &mut self,
        s: &Session,
        before: &Circle,
        claim: &StatementHeader,
        statement: &Statement,
    ) -> Result<(), Problem> {
        let head = statement.header.hash();
        if !self.signer_counts(before.id, claim, head) {
            return Ok(());
        }
        let mut secrets: Vec<&OpenSecret> = s.ring.secrets(before.id);
        let new = self.keys.iter().filter(|(c, ..)| *c == before.id);
        secrets.extend(new.map(|(.., key)| key));
        let opened =
            control::open_statement(Some(before), statement, s.me(), &s.ring.peks, &secrets);
        match opened {
            Ok(opened) => {
                self.accept(s, Some(before), opened, statement);
                Ok(())
            }
            // In a circle of one's own alone, nobody but the server can be the cause.
            Err(_) if before.table.len() == 1 => Err(Problem::ServerNonsense),
            Err(_) => Ok(()),
        }
    }

    /// One's own circle, met again on a restored device.
    fn own(&mut self, s: &Session, circle: CircleId, statement: &Statement) -> Result<(), Problem> {
        let claim = statement
            .header
            .claim()
            .map_err(|_| Problem::ServerNonsense)?;
        if !self.signer_counts(circle, &claim, statement.header.hash()) {
            return Ok(());
        }
        let opened = control::open_statement(None, statement, s.me(), &s.ring.peks, &[])
            .map_err(|_| Problem::ServerNonsense)?;
        self.accept(s, None, opened, statement);
        Ok(())
    }

    /// A circle somebody else let us into: only from people who were introduced, and only of a kind that
    /// they may make.
    fn enter(
        &mut self,
        s: &Session,
        circle: CircleId,
        claim: &StatementHeader,
        statement: &Statement,
    ) {
        let for_me = statement.slots.iter().any(|slot| slot.person == s.me());
        let closed = self.rooms.closed.get(&circle);
        if !for_me || closed.is_some_and(|n| claim.n <= *n) {
            return;
        }
        let head = statement.header.hash();
        if !self.trusts(s, circle, claim.person) || !self.signer_counts(circle, claim, head) {
            let before = self.rooms.strangers.insert(circle, claim.person);
            self.rooms_changed |= before != Some(claim.person);
            return;
        }
        let Ok(opened) = control::enter(statement, s.me(), &s.ring.peks) else {
            return;
        };
        let programme = s.programme_circles();
        let allowed = match opened.circle.kind {
            CircleKind::Own => false,
            CircleKind::Part { .. } | CircleKind::Pair | CircleKind::Group => true,
            CircleKind::Committee | CircleKind::Mentors | CircleKind::Programme => {
                programme.contains(&circle)
            }
        };
        // Nobody else's table may make one the owner of what one never made.
        let mine = opened.circle.owner().is_some_and(|m| m.person == s.me());
        if allowed && (!mine || claim.person == s.me()) {
            self.rooms.strangers.remove(&circle);
            self.rooms.closed.remove(&circle);
            self.rooms.rooms.remove(&circle);
            self.accept(s, None, opened, statement);
        }
    }

    fn trusts(&self, s: &Session, circle: CircleId, person: PersonId) -> bool {
        person == s.me()
            || self.introduced.contains(&person)
            || s.contact(person).is_some_and(|c| !s.is_stopped(&c))
            || (s.programme_circles().contains(&circle) && s.is_coordinator(person))
    }

    /// Whether the device that signed speaks for its person, and did when this was signed.
    fn signer_counts(&self, circle: CircleId, claim: &StatementHeader, head: Hash) -> bool {
        let Some(identity) = self.standing_identity(claim.person) else {
            return false;
        };
        match identity.standing(claim.device, control_tag(circle)) {
            Standing::Active => true,
            Standing::UpTo(n, hash) => up_to((claim.n, head), (n, hash)),
            Standing::Void => false,
        }
    }

    /// Takes a verified statement for what it is.
    fn accept(
        &mut self,
        s: &Session,
        before: Option<&Circle>,
        opened: Opened,
        statement: &Statement,
    ) {
        let Opened {
            circle,
            handed,
            granted,
        } = opened;
        let new_epoch = before.is_none_or(|b| b.epoch.id != circle.epoch.id);
        let removes = before.is_some_and(|b| b.removed != circle.removed);
        match self.rooms.rooms.get_mut(&circle.id) {
            Some(room) => {
                let past = before.map(|b| b.table.as_slice()).unwrap_or_default();
                let granted = new_epoch.then_some(granted);
                room.advance(circle.n, circle.head, past, &circle.table, granted);
            }
            // A circle that never had anybody else in it needs no memory of who could do what.
            None if circle.table.len() == 1 && before.is_none_or(|b| b.table.len() == 1) => {}
            None => {
                let room = match before {
                    Some(b) => {
                        let mut room = RoomV1::begin(b.n, b.head, &b.table, Vec::new());
                        room.advance(
                            circle.n,
                            circle.head,
                            &b.table,
                            &circle.table,
                            Some(granted),
                        );
                        room
                    }
                    None => RoomV1::begin(circle.n, circle.head, &circle.table, granted),
                };
                self.rooms.rooms.insert(circle.id, room);
            }
        }
        // Whichever way it came back: the answer to it may have been lost.
        let mine = statement
            .header
            .claim()
            .is_ok_and(|h| h.device == s.ring.device.device());
        if let (true, Some(before)) = (mine, before) {
            self.own_changes.push((before.clone(), circle.clone()));
        }
        if let Some(secret) = handed {
            self.keys.push((circle.id, circle.epoch, secret));
        }
        // A removal may void what was taken in from others.
        let logs = self.marks.logs.keys().filter(|(c, _)| *c == circle.id);
        if removes && logs.count() > 1 {
            self.judge_again.insert(circle.id);
        }
        self.writes.put(
            names::statement(circle.id, circle.n),
            codec::encode(statement),
        );
        self.marks.set_circle(circle);
        self.rooms_changed = true;
        self.news = true;
    }
}
