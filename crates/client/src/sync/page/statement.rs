//! Control statements: who is in a circle.

use std::collections::BTreeSet;

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

/// Statements beside the line that are kept of one circle: more than any dispute among people.
const MOST_BESIDE: usize = 512;

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
            Some(before) if !self.rooms.rooms.contains_key(&circle) => {
                self.alone(s, &before, &claim, &statement)
            }
            Some(before) => self.shared(s, &before, &claim, &statement),
            None if claim.person == s.me() && claim.n == 0 => self.own(s, circle, &statement),
            None => {
                self.enter(s, circle, &claim, &statement);
                Ok(())
            }
        }
    }

    /// In a circle that never had anybody else in it, nobody but the server can be the cause of anything wrong.
    fn alone(
        &mut self,
        s: &Session,
        before: &Circle,
        claim: &StatementHeader,
        statement: &Statement,
    ) -> Result<(), Problem> {
        let head = statement.header.hash();
        if claim.n <= before.n {
            let other = before.n == claim.n && before.head != head;
            return if other {
                Err(Problem::ServerRolledBack)
            } else {
                Ok(())
            };
        }
        if !self.signer_counts(before.id, claim, head) {
            return Ok(());
        }
        let opened = self.open(s, before, statement);
        self.accept(
            s,
            Some(before),
            opened.ok_or(Problem::ServerNonsense)?,
            statement,
        );
        Ok(())
    }

    /// In a shared circle: the next of the line, as a rule. What does not follow, or does not count or open, is
    /// kept beside the line, and the circle is looked at as a whole afterwards.
    fn shared(
        &mut self,
        s: &Session,
        before: &Circle,
        claim: &StatementHeader,
        statement: &Statement,
    ) -> Result<(), Problem> {
        let Some(room) = self.rooms.rooms.get(&before.id) else {
            return Ok(());
        };
        let head = statement.header.hash();
        if claim.n < room.entered || room.has(claim.n, head) || self.is_beside(s, before.id, head) {
            return Ok(());
        }
        let next = Some(claim.n) == before.n.checked_add(1) && claim.prev == before.head;
        let plain = !room.forked && !self.has_beside(s, before.id);
        let follows = claim
            .n
            .checked_sub(1)
            .is_some_and(|n| room.has(n, claim.prev) || self.is_beside(s, before.id, claim.prev));
        if next
            && plain
            && self.signer_counts(before.id, claim, head)
            && let Some(opened) = self.open(s, before, statement)
        {
            self.accept(s, Some(before), opened, statement);
        } else if claim.n <= before.n || follows {
            return self.put_beside(s, before, claim, statement);
        } else if self.may_let_in_again(s, before, claim.person) {
            self.enter(s, before.id, claim, statement);
        }
        Ok(())
    }

    fn open(&self, s: &Session, before: &Circle, statement: &Statement) -> Option<Opened> {
        let mut secrets: Vec<&OpenSecret> = s.ring.secrets(before.id);
        let new = self.keys.iter().filter(|(c, ..)| *c == before.id);
        secrets.extend(new.map(|(.., key)| key));
        control::open_statement(Some(before), statement, s.me(), &s.ring.peks, &secrets).ok()
    }

    /// Keeps a statement that is not the next of the line.
    fn put_beside(
        &mut self,
        s: &Session,
        before: &Circle,
        claim: &StatementHeader,
        statement: &Statement,
    ) -> Result<(), Problem> {
        let signed = statement.header.verify(&claim.device.0).is_ok();
        if !signed || !statement.matches(claim) {
            return Err(Problem::ServerNonsense);
        }
        // No device of anybody's: the server made it up.
        if claim.n <= before.n && !self.is_or_was_theirs(claim.person, claim.device) {
            return Err(Problem::ServerRolledBack);
        }
        let known = s.tangles.beside.get(&before.id).map_or(0, BTreeSet::len);
        if known + self.beside.len() >= MOST_BESIDE {
            return Ok(());
        }
        let head = statement.header.hash();
        let key = names::beside(before.id, claim.n, head);
        self.writes.put(key, codec::encode(statement));
        self.beside.insert((before.id, head));
        self.tangled.insert(before.id);
        self.news = true;
        Ok(())
    }

    fn is_beside(&self, s: &Session, circle: CircleId, head: Hash) -> bool {
        let known = s.tangles.beside.get(&circle);
        known.is_some_and(|known| known.contains(&head)) || self.beside.contains(&(circle, head))
    }

    fn has_beside(&self, s: &Session, circle: CircleId) -> bool {
        s.tangles.beside.contains_key(&circle) || self.beside.iter().any(|(c, _)| *c == circle)
    }

    /// Whose word lets this person into a circle again that they were out of: what lies between was sealed to
    /// others. Never into one's own.
    fn may_let_in_again(&self, s: &Session, before: &Circle, person: PersonId) -> bool {
        let manages = before.member(person).is_some_and(|m| m.role.manages());
        let programme = s.programme_circles().contains(&before.id) && s.is_coordinator(person);
        !s.owns(before) && (manages || programme)
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
        let trusted = self.trusts(s, circle, claim.person);
        if !trusted || !self.is_or_was_theirs(claim.person, claim.device) {
            let before = self.rooms.strangers.insert(circle, claim.person);
            self.rooms_changed |= before != Some(claim.person);
            return;
        }
        // Entering here would leave out what was written since an earlier word let this person in.
        let stranger = self.rooms.strangers.get(&circle);
        let is_met = |person: &PersonId| self.trusts(s, circle, *person);
        if stranger.is_some_and(|p| is_met(p) && !s.has_looked_again(circle, *p)) {
            return;
        }
        if !self.signer_counts(circle, claim, head) {
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
            let before = self.rooms.rooms.remove(&circle);
            self.accept(s, None, opened, statement);
            if let (Some(before), Some(room)) = (before, self.rooms.rooms.get_mut(&circle)) {
                // Where the stored logs begin stays as it is.
                room.first = before.first;
                self.judge_again.insert(circle);
            }
        }
    }

    fn trusts(&self, s: &Session, circle: CircleId, person: PersonId) -> bool {
        self.introduced.contains(&person) || s.may_let_in(circle, person)
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
        // And what was shown before it may open now.
        let opens = before.is_some() && s.has_locked(circle.id);
        if (removes && logs.count() > 1) || opens {
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
