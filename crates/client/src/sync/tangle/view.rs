//! What all statements of a circle come to, for this person.

use std::collections::{BTreeMap, BTreeSet};

use amanat_protocol::codec;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, PersonId};
use amanat_protocol::identity::{Standing, control_tag};
use amanat_protocol::statement::{Statement, StatementHeader};
use amanat_vault::circle::{Change, Epoch, Role};
use amanat_vault::control::{self, Circle, Held, Link, Resolved, Settling};
use amanat_vault::keys::OpenSecret;

use crate::names;
use crate::ports::Batch;
use crate::session::Session;
use crate::sync::page::up_to;

/// The state, and everything a room remembers of the way to it.
pub(super) struct View {
    /// After the last statement that counts, with the place where the chain goes on.
    pub circle: Circle,
    pub entered: u64,
    pub heads: Vec<Hash>,
    pub roles: Vec<(u64, PersonId, Option<Role>)>,
    pub granted: Vec<PersonId>,
    /// Nobody seals.
    pub forked: bool,
    /// Who signed what cannot be opened, if that is all there is to dispute.
    pub unreadable: Option<PersonId>,
    /// What this person says next, who owns it.
    pub settling: Option<Settling>,
    pub keys: Vec<(Epoch, OpenSecret)>,
    /// Statements that are known and do not lie in the line.
    pub beside: BTreeSet<Hash>,
    had: BTreeSet<String>,
    has: BTreeMap<String, Vec<u8>>,
}

impl View {
    /// None when there is nothing to begin with, which no app of ours leaves.
    pub(super) fn of(
        s: &Session,
        id: CircleId,
        statements: &[(String, Statement)],
    ) -> Option<Self> {
        let (start, begun) = begin(s, id, statements)?;
        let read = read(s, &start, statements);
        let mut now = Now::of(s, &start, &read.links);
        let line = control::line_to(&start, &read.links, now.goes_on)?;
        let heads: Vec<Hash> = core::iter::once(start.head)
            .chain(line.iter().map(|l| l.hash))
            .collect();
        let anew = now.take_a_word(s, &line, statements);
        let last = line
            .last()
            .map_or((start.n, start.head), |l| (l.header.n, l.hash));
        let in_line: BTreeSet<Hash> = heads.iter().copied().collect();
        let mut view = Self {
            circle: now.resolved.circle.at(last.0, last.1),
            entered: start.n,
            heads,
            roles: roles(&anew, &now.resolved),
            granted: now.granted(),
            forked: now.resolved.frozen() || now.away || now.settling.is_some(),
            unreadable: now.unreadable(&read.links),
            settling: now.settling,
            keys: read.keys,
            beside: BTreeSet::new(),
            had: statements.iter().map(|(key, _)| key.clone()).collect(),
            has: BTreeMap::new(),
        };
        for (key, statement) in statements {
            let hash = statement.header.hash();
            let n = statement.header.claim().ok()?.n;
            let key = if n <= begun {
                // Beside a line from before one's time nothing is of use any more.
                if key.starts_with(names::BESIDE) {
                    continue;
                }
                key.clone()
            } else if in_line.contains(&hash) {
                names::statement(id, n)
            } else {
                view.beside.insert(hash);
                names::beside(id, n, hash)
            };
            view.has.insert(key, codec::encode(statement));
        }
        Some(view)
    }

    /// Puts what lies in the line where the line is kept, and the rest beside it.
    pub(super) fn store(&self, batch: &mut Batch) {
        for key in self.had.iter().filter(|key| !self.has.contains_key(*key)) {
            batch.delete(key.clone());
        }
        for (key, bytes) in &self.has {
            // A statement of the line may have given its place to another.
            if !self.had.contains(key) || key.starts_with(names::STATEMENTS) {
                batch.put(key.clone(), bytes.clone());
            }
        }
    }
}

/// The circle where this person's knowledge of it begins, and the number there.
fn begin(s: &Session, id: CircleId, statements: &[(String, Statement)]) -> Option<(Circle, u64)> {
    let room = s.rooms.rooms.get(&id)?;
    let of = |hash: Hash| statements.iter().find(|(_, st)| st.header.hash() == hash);
    // One's own from the very beginning.
    if let Some((_, zero)) = of(id.0) {
        let opened = control::open_statement(None, zero, s.me(), &s.ring.peks, &s.ring.secrets(id));
        if let Ok(opened) = opened {
            return Some((opened.circle, 0));
        }
    }
    let (_, first) = of(*room.heads.first()?)?;
    let opened = control::enter(first, s.me(), &s.ring.peks).ok()?;
    Some((opened.circle, room.entered))
}

struct Read {
    links: Vec<Link>,
    keys: Vec<(Epoch, OpenSecret)>,
}

/// Opens what follows the start, as far as this person's keys reach.
fn read(s: &Session, start: &Circle, statements: &[(String, Statement)]) -> Read {
    let me = s.me();
    let after: Vec<(&Statement, StatementHeader)> = statements
        .iter()
        .filter_map(|(_, st)| Some((st, st.header.claim().ok()?)))
        .filter(|(_, header)| header.n > start.n)
        .collect();
    // One may be sealed to the epoch of another that comes later in this order.
    let handed: Vec<OpenSecret> = after
        .iter()
        .filter_map(|(st, header)| control::open_slot(st, header, me, &s.ring.peks).ok()?)
        .map(|(_, secret)| secret)
        .collect();
    let mut secrets = s.ring.secrets(start.id);
    secrets.extend(handed.iter());
    let mut read = Read {
        links: Vec::new(),
        keys: Vec::new(),
    };
    for (statement, header) in after {
        let Ok((mut link, secret)) = Link::read(statement, me, &s.ring.peks, &secrets) else {
            continue;
        };
        link.counts = counts(s, start.id, &header, link.hash);
        if let (Some(secret), Some(payload)) = (secret, &link.payload) {
            read.keys.push((payload.epoch, secret));
        }
        read.links.push(link);
    }
    read
}

/// Whether the device that signed speaks for its person, and did when this was signed.
fn counts(s: &Session, circle: CircleId, header: &StatementHeader, head: Hash) -> bool {
    let standing = s
        .identity_of(header.person)
        .map(|identity| identity.standing(header.device, control_tag(circle)));
    match standing {
        Some(Standing::Active) => true,
        Some(Standing::UpTo(n, hash)) => up_to((header.n, head), (n, hash)),
        Some(Standing::Void) | None => false,
    }
}

struct Now {
    resolved: Resolved,
    /// What the next statement follows.
    goes_on: Hash,
    /// The server stands on a branch that lost.
    away: bool,
    settling: Option<Settling>,
}

impl Now {
    fn of(s: &Session, start: &Circle, links: &[Link]) -> Self {
        let resolved = control::resolve(start, links);
        let head = s.rooms.rooms.get(&start.id).and_then(|r| r.heads.last());
        let mine = resolved.circle.owner().is_some_and(|m| m.person == s.me());
        let last = resolved.path.last().map(|(_, hash)| *hash);
        let line = |tip: Hash| {
            let line = control::line_to(start, links, tip);
            line.map(|line| line.iter().map(|l| l.hash).collect::<Vec<_>>())
        };
        let rank = |(n, tip): &(u64, Hash)| {
            let line = line(*tip)?;
            let holds = |hash: Option<&Hash>| {
                hash.is_none_or(|hash| *hash == start.head || line.contains(hash))
            };
            let away = !holds(last.as_ref());
            let away = away && !resolved.frozen();
            let refused = s.tangles.refused.contains(tip);
            // Only the owner can do anything about a server that stands on what lost.
            let first = if mine {
                (refused, away)
            } else {
                (away, refused)
            };
            Some((first, !holds(head), core::cmp::Reverse(*n), *tip, away))
        };
        let best = resolved.tips.iter().filter_map(rank).min();
        let (goes_on, away) = best.map_or((start.head, false), |(.., tip, away)| (tip, away));
        let settling = mine
            .then(|| control::settling(start, links, goes_on))
            .flatten();
        Self {
            resolved,
            goes_on,
            away,
            settling,
        }
    }

    /// Where something in the line does not open here, the owner's word in a later slot is enough to go on from
    /// it, as it is for a newcomer; after being out of the circle, that of anybody who manages it. So is a
    /// settlement of what lies before this person's time. What was known until then is returned.
    fn take_a_word(
        &mut self,
        s: &Session,
        line: &[&Link],
        statements: &[(String, Statement)],
    ) -> Vec<Held> {
        let owner = self.resolved.circle.owner().map(|m| m.person);
        if owner == Some(s.me()) {
            return Vec::new();
        }
        // Alone in dispute: where there is another beside it, only the owner says which of them counts.
        let blocks = line
            .iter()
            .find(|l| self.resolved.disputed == [l.hash] && l.payload.is_none());
        let out = blocks.is_some_and(|l| l.access.iter().all(|row| row.person != s.me()));
        let by_owner = |link: &Link| Some(link.header.person) == owner;
        let may = |link: &Link| {
            let row = self.resolved.circle.member(link.header.person);
            by_owner(link) || (out && row.is_some_and(|m| m.role.manages()))
        };
        let counts = |link: &Link| self.resolved.path.iter().any(|(_, h)| *h == link.hash);
        let before_my_time = |link: &Link| {
            let change = link.payload.as_ref().map(|p| &p.change);
            let Some(Change::Settle { voided }) = change else {
                return false;
            };
            let known = statements.iter().any(|(_, st)| st.header.hash() == *voided);
            !self.resolved.frozen() && by_owner(link) && !known && !counts(link)
        };
        let entered = line.iter().rev().find_map(|link| {
            let after = blocks.is_some_and(|b| link.header.n > b.header.n) && may(link);
            let takes = link.counts && (after || before_my_time(link));
            let (_, statement) = statements
                .iter()
                .find(|(_, st)| takes && st.header.hash() == link.hash)?;
            let opened = control::enter(statement, s.me(), &s.ring.peks).ok()?;
            (opened.circle.owner().map(|m| m.person) == owner).then_some(opened.circle)
        });
        let Some(from) = entered else {
            return Vec::new();
        };
        let links: Vec<Link> = line.iter().map(|l| (*l).clone()).collect();
        let before = core::mem::replace(&mut self.resolved, control::resolve(&from, &links));
        let mut roles = before.roles;
        if let Some(left) = blocks.filter(|_| out) {
            for held in roles.iter_mut().filter(|held| held.person == s.me()) {
                held.until.get_or_insert(left.header.n);
            }
        }
        roles
    }

    fn granted(&self) -> Vec<PersonId> {
        let people = self.resolved.circle.table.iter().map(|m| m.person);
        people
            .filter(|person| !self.resolved.missing.contains(person))
            .collect()
    }

    fn unreadable(&self, links: &[Link]) -> Option<PersonId> {
        let [only] = self.resolved.disputed.as_slice() else {
            return None;
        };
        let link = links.iter().find(|l| l.hash == *only)?;
        link.payload.is_none().then_some(link.header.person)
    }
}

/// As a room remembers them: by number, an end before what begins with it. `before` is from before the
/// owner's word was taken, if it was.
fn roles(before: &[Held], now: &Resolved) -> Vec<(u64, PersonId, Option<Role>)> {
    let mut roles = flat(before);
    let from = now.roles.iter().map(|held| held.from).min().unwrap_or(0);
    for held in before.iter().filter(|held| held.until.is_none()) {
        let stays = |now: &Held| now.person == held.person && now.from == from;
        if !now.roles.iter().any(stays) {
            roles.push((from, held.person, None));
        }
    }
    roles.extend(flat(&now.roles));
    roles.sort_by_key(|(n, person, role)| (*n, *person, role.is_some()));
    roles
}

fn flat(held: &[Held]) -> Vec<(u64, PersonId, Option<Role>)> {
    let mut roles = Vec::new();
    for role in held {
        roles.push((role.from, role.person, Some(role.role)));
        let goes_on = |other: &Held| other.person == role.person && Some(other.from) == role.until;
        if let Some(until) = role.until
            && !held.iter().any(goes_on)
        {
            roles.push((until, role.person, None));
        }
    }
    roles
}
