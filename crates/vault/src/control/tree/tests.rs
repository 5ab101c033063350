//! Three people, an owner and two managers, and statements in every place: without cryptography, because
//! the rules are the same for what has been opened.

mod devices;
mod exhaustive;
mod rules;

use amanat_protocol::SUITE;
use amanat_protocol::hash::{self, Hash};
use amanat_protocol::id::{CircleId, DeviceKey, EpochId, PersonId};
use amanat_protocol::statement::StatementHeader;

use super::*;
use crate::circle::{Change, CircleKind, Epoch, Member, StatementPayload, access_list, table_hash};
use crate::keys::SealKey;

const OWNER: PersonId = PersonId(Hash([1; 32]));
const ANNA: PersonId = PersonId(Hash([2; 32]));
const BILAL: PersonId = PersonId(Hash([3; 32]));
const PEOPLE: [PersonId; 3] = [OWNER, ANNA, BILAL];
/// Nobody has let her in.
const CARLA: PersonId = PersonId(Hash([4; 32]));

fn row(person: PersonId, role: Role) -> Member {
    Member {
        person,
        role,
        identity_n: 0,
        identity_head: person.0,
        pek_generation: 0,
        pek_salt: [0; 32],
        pek: SealKey(person.0.0),
        since: 0,
        until: None,
    }
}

fn start() -> Circle {
    Circle {
        id: CircleId(Hash([9; 32])),
        kind: CircleKind::Pair,
        n: 3,
        head: Hash([9; 32]),
        table: vec![
            row(OWNER, Role::Owner),
            row(ANNA, Role::Manager),
            row(BILAL, Role::Manager),
        ],
        epoch: Epoch {
            id: EpochId([0; 16]),
            number: 3,
            recipient: SealKey([0; 32]),
        },
        removed: Vec::new(),
    }
}

/// What somebody does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Act {
    Renew,
    Remove(PersonId),
    Admit(PersonId, Role),
    HandOver(PersonId),
    /// Voids the link of this place in the set.
    Settle(usize),
    /// What nobody can open.
    Junk,
    /// A table that does not follow.
    Lie,
    /// Lets somebody in where the epoch that stands goes on, and does not hand them its key.
    AdmitWithout(PersonId),
    /// A new epoch whose key is handed to all but one.
    LeaveOut(PersonId),
    /// A new epoch whose key is handed to one more.
    HandTo(PersonId),
}

/// A statement by somebody after a link of the set; none stands for the start.
type Move = (PersonId, Option<usize>, Act);

/// A set in the making. Each statement is made as its signer would who knows its own line and no other.
#[derive(Clone)]
struct Set {
    links: Vec<Link>,
}

impl Set {
    fn new(moves: &[Move]) -> Self {
        let mut set = Self { links: Vec::new() };
        for step in moves {
            set.push(*step);
        }
        set
    }

    /// The statements up to and with this one.
    fn line(&self, last: Option<usize>) -> Vec<Link> {
        let mut line = Vec::new();
        let mut at = last.map(|i| self.links[i].hash);
        while let Some(link) = self.links.iter().find(|l| Some(l.hash) == at) {
            line.push(link.clone());
            at = Some(link.header.prev);
        }
        line
    }

    fn push(&mut self, (signer, after, act): Move) {
        let line = self.line(after);
        let head = after.map_or((3, start().head), |i| {
            (self.links[i].header.n, self.links[i].hash)
        });
        let state = |line: &[Link]| resolve(&start(), line).circle;
        let (mut base, change) = match act {
            Act::Renew => (state(&line), Change::Renew { members: vec![] }),
            Act::Remove(person) => (
                state(&line),
                Change::Remove {
                    person,
                    cuts: vec![],
                },
            ),
            Act::Admit(person, role) => (
                state(&line),
                Change::Admit {
                    member: row(person, role),
                },
            ),
            Act::HandOver(person) => (state(&line), Change::HandOver { person }),
            Act::Settle(i) => {
                let voided = name(i);
                // What lies before the voided one, where it is in the settlement's own line.
                let own = line.iter().position(|l| l.hash == voided);
                let kept = own.map_or(line.as_slice(), |at| &line[at + 1..]);
                (state(kept), Change::Settle { voided })
            }
            Act::AdmitWithout(person) => {
                let member = row(person, Role::Reader);
                (state(&line), Change::Admit { member })
            }
            Act::Junk | Act::Lie | Act::LeaveOut(_) | Act::HandTo(_) => {
                (state(&line), Change::Renew { members: vec![] })
            }
        };
        base = base.at(head.0, head.1);
        self.put(&base, signer, change, act);
    }

    /// The statement that makes this change after `base`.
    fn put(&mut self, base: &Circle, signer: PersonId, change: Change, act: Act) {
        let mut next = base.clone();
        // What the rules forbid is made all the same, by somebody who does not keep them.
        let _ = next.change(signer, &change, true);
        if act == Act::Lie {
            next.table.pop();
        }
        let place = self.links.len();
        let number = u8::try_from(place + 1).unwrap();
        let mut epoch = Epoch {
            id: EpochId([number; 16]),
            number: base.epoch.number + 1,
            recipient: SealKey([number; 32]),
        };
        let mut granted: Vec<PersonId> = next.table.iter().map(|m| m.person).collect();
        match act {
            Act::AdmitWithout(_) => {
                epoch = base.epoch;
                granted.clear();
            }
            Act::LeaveOut(person) => granted.retain(|p| *p != person),
            Act::HandTo(person) => granted.push(person),
            _ => {}
        }
        let payload = StatementPayload {
            place: Hash::ZERO,
            at: 0,
            change,
            epoch,
            table: table_hash(&next.table),
        };
        if act == Act::Lie {
            next.table.clone_from(&base.table);
        }
        let header = StatementHeader {
            suite: SUITE,
            circle: base.id,
            genesis: None,
            n: base.n + 1,
            prev: base.head,
            person: signer,
            device: DeviceKey(signer.0.0),
            epoch: epoch.id,
            payload_hash: Hash::ZERO,
            payload_len: 0,
            access_hash: Hash::ZERO,
            slots_hash: Hash::ZERO,
        };
        self.links.push(Link {
            hash: name(place),
            header,
            access: access_list(&next.table),
            granted,
            payload: (act != Act::Junk).then_some(payload),
            counts: true,
        });
    }

    fn resolve(&self) -> Resolved {
        resolve(&start(), &self.links)
    }

    fn hash(&self, i: usize) -> Hash {
        self.links[i].hash
    }

    fn place(&self, hash: Hash) -> usize {
        self.links.iter().position(|l| l.hash == hash).unwrap()
    }
}

/// The hash of the statement of this place. Spread, so that ties fall differently from the order of making.
fn name(place: usize) -> Hash {
    hash::labelled("test", &[u8::try_from(place + 1).unwrap()])
}

fn role(circle: &Circle, person: PersonId) -> Option<Role> {
    circle.member(person).map(|m| m.role)
}

/// What holds for every set, however it came about.
fn check_invariants(set: &Set, why: &dyn core::fmt::Debug) {
    let got = set.resolve();
    // 1. Any order or duplication of one set gives one table.
    let mut other: Vec<Link> = set.links.iter().rev().cloned().collect();
    assert_eq!(resolve(&start(), &other), got, "{why:?}");
    other.extend(set.links.clone());
    let by = other.len().min(1);
    other.rotate_left(by);
    assert_eq!(resolve(&start(), &other), got, "{why:?}");
    // 2. Every row traces to the start through signers who managed just before; 11. and so do the roles.
    let mut state = start();
    let members = |circle: &Circle| circle.table.iter().map(|m| m.person).collect();
    let mut hands: BTreeSet<PersonId> = members(&state);
    for (n, hash) in &got.path {
        let link = set.links.iter().find(|l| l.hash == *hash).unwrap();
        let signer = role(&state, link.header.person);
        assert!(signer.is_some_and(Role::manages), "{why:?}");
        for held in PEOPLE {
            let at = (state.n..*n).all(|n| got.role_at(held, n) == role(&state, held));
            assert!(at, "{why:?}");
        }
        let payload = link.payload.as_ref().unwrap();
        if payload.epoch != state.epoch {
            hands.clear();
        }
        hands.extend(&link.granted);
        state = state.at(n - 1, link.header.prev);
        state = state.extend(link, payload).unwrap();
        assert!(hands.is_subset(&members(&state)), "{why:?}");
    }
    assert_eq!(state, got.circle, "{why:?}");
    // 3. The owner is always present, and alone.
    assert_eq!(got.circle.owners(), 1, "{why:?}");
    // 6. A usable epoch is handed to exactly the members; whoever lacks the key is named.
    let missing = members(&got.circle);
    let missing: Vec<PersonId> = missing.difference(&hands).copied().collect();
    assert_eq!(got.missing, missing, "{why:?}");
    assert_eq!(got.usable(), missing.is_empty() && !got.frozen(), "{why:?}");
    // 12. Clocks change nothing.
    let mut later = set.links.clone();
    for (payload, at) in later.iter_mut().filter_map(|l| l.payload.as_mut()).zip(1..) {
        payload.at = at;
    }
    assert_eq!(resolve(&start(), &later), got, "{why:?}");
}

/// 4. Nothing signed only by somebody whom the owner removed changes the table, wherever it claims to stand.
fn check_backdating(set: &Set, why: &dyn core::fmt::Debug) {
    let got = set.resolve();
    let by_owner = |person: PersonId| {
        let mut state = start();
        got.path.iter().any(|(n, hash)| {
            let link = set.links.iter().find(|l| l.hash == *hash).unwrap();
            let payload = link.payload.as_ref().unwrap();
            let owner = state.owner().map(|m| m.person);
            state = state
                .at(n - 1, link.header.prev)
                .extend(link, payload)
                .unwrap();
            let removal =
                matches!(&payload.change, Change::Remove { person: p, .. } if *p == person);
            removal && owner == Some(link.header.person)
        })
    };
    for removed in [ANNA, BILAL] {
        if got.frozen() || role(&got.circle, removed).is_some() || !by_owner(removed) {
            continue;
        }
        let other = if removed == ANNA { BILAL } else { ANNA };
        let places = (0..set.links.len()).map(Some).chain([None]);
        for after in places {
            for act in [
                Act::Remove(other),
                Act::Admit(other, Role::Reader),
                Act::Junk,
            ] {
                let mut with = set.clone();
                with.push((removed, after, act));
                let now = with.resolve();
                let same = (&now.circle, &now.disputed) == (&got.circle, &got.disputed);
                assert!(same, "{removed:?} {act:?} after {after:?} in {why:?}");
            }
        }
    }
}

/// 7. Wherever the server stands, the owner reaches a usable epoch, and nobody else is the owner then.
fn check_recovery(set: &Set, why: &dyn core::fmt::Debug) {
    let got = set.resolve();
    let owner = got.circle.owner().unwrap().person;
    for (_, tip) in &got.tips {
        let mut with = set.clone();
        let mut tip = *tip;
        let mut steps = 0;
        while let Some(next) = settling(&start(), &with.links, tip) {
            let voided = next.voided;
            with.put(&next.base, owner, Change::Settle { voided }, Act::Renew);
            tip = with.links.last().unwrap().hash;
            steps += 1;
            assert!(steps <= 12, "from {tip:?} in {why:?}");
        }
        // From here on an ordinary statement counts.
        let n = with.links.iter().find(|l| l.hash == tip);
        let n = n.map_or(start().n, |l| l.header.n);
        let at = with.resolve().circle.at(n, tip);
        let members = Vec::new();
        with.put(&at, owner, Change::Renew { members }, Act::Renew);
        let end = with.resolve();
        assert!(end.usable(), "from {tip:?} in {why:?}: {end:?}");
        assert_eq!(end.circle.owner().unwrap().person, owner, "{why:?}");
        let own = with.links.last().unwrap().hash;
        assert!(end.path.iter().any(|(_, h)| *h == own), "{why:?}");
    }
}
