//! Identity statements: one's own, and those of whoever shares a circle.

use amanat_messages::Problem;
use amanat_protocol::codec;
use amanat_protocol::id::PersonId;
use amanat_protocol::identity::{Identity, IdentityStatement};
use amanat_protocol::signed::Signed;

use super::Page;
use crate::names;
use crate::rooms::KnownV1;
use crate::session::Session;

/// More people than any college has. A server cannot fill a device with others.
const MOST_PEOPLE: usize = 20_000;

impl Page {
    pub(super) fn identity(
        &mut self,
        s: &Session,
        statement: Signed<IdentityStatement>,
    ) -> Result<(), Problem> {
        let claim = statement.claim().map_err(|_| Problem::ServerNonsense)?;
        let person = if claim.n == 0 {
            PersonId(statement.hash())
        } else {
            claim.person
        };
        if person != self.identity.person {
            self.other(person, claim.n, &statement);
            return Ok(());
        }
        if claim.n <= self.identity.n {
            let known = s.ring.stored.identity.iter().chain(&self.chain);
            let same = known.clone().any(|k| k.hash() == statement.hash());
            return if same {
                Ok(())
            } else {
                Err(Problem::ServerRolledBack)
            };
        }
        self.identity = self
            .identity
            .extend(&statement)
            .map_err(|_| Problem::ServerNonsense)?;
        self.chain.push(statement);
        self.news = true;
        Ok(())
    }

    /// Somebody else's. Whatever does not continue their chain is passed over; two statements at one place
    /// freeze it.
    fn other(&mut self, person: PersonId, n: u64, statement: &Signed<IdentityStatement>) {
        let changed = self.rooms.take_identity(person, n, statement);
        let Some(changed) = changed else { return };
        self.rooms_changed = true;
        self.news = true;
        let key = names::identity(person, n);
        if changed.grew {
            self.writes.put(key, codec::encode(statement));
        }
        if changed.cuts {
            // What a removed device wrote may no longer count.
            let circles = self.marks.circles.iter();
            let shared = circles.filter(|c| c.member(person).is_some()).map(|c| c.id);
            let shared: Vec<_> = shared.collect();
            self.judge_again.extend(shared.iter().copied());
            // Nor what it signed.
            let rooms = shared.iter().filter(|c| self.rooms.rooms.contains_key(c));
            self.tangled.extend(rooms);
        }
    }
}

/// What a statement changed.
pub(crate) struct Taken {
    /// It is the next of the chain.
    pub grew: bool,
    /// It removes a device.
    pub cuts: bool,
}

impl crate::rooms::RoomsV1 {
    /// Takes a statement of somebody's chain. None when it changes nothing here.
    pub(crate) fn take_identity(
        &mut self,
        person: PersonId,
        n: u64,
        statement: &Signed<IdentityStatement>,
    ) -> Option<Taken> {
        let hash = statement.hash();
        let index = usize::try_from(n).ok()?;
        let Some(known) = self.people.get_mut(&person) else {
            let identity = Identity::begin(statement).ok()?;
            if self.people.len() >= MOST_PEOPLE || identity.person != person {
                return None;
            }
            let known = KnownV1 {
                identity,
                hashes: vec![hash],
                frozen: false,
            };
            self.people.insert(person, known);
            return Some(Taken {
                grew: true,
                cuts: false,
            });
        };
        if let Some(here) = known.hashes.get(index) {
            // Signed by a key of theirs, or it would be nobody's second history.
            if *here == hash || known.frozen || !known.is_theirs(statement) {
                return None;
            }
            known.frozen = true;
            return Some(Taken {
                grew: false,
                cuts: false,
            });
        }
        let next = known.identity.extend(statement).ok()?;
        let cuts = next.statement.removed.len() > known.identity.statement.removed.len();
        known.identity = next;
        known.hashes.push(hash);
        Some(Taken { grew: true, cuts })
    }
}

impl KnownV1 {
    /// Whether a key that speaks or spoke for this person signed it.
    fn is_theirs(&self, statement: &Signed<IdentityStatement>) -> bool {
        let now = &self.identity.statement;
        let devices = now
            .devices
            .iter()
            .chain(now.removed.iter().map(|r| &r.device));
        devices
            .map(|d| d.0)
            .chain(core::iter::once(now.card.0))
            .any(|key| statement.verify(&key).is_ok())
    }
}
