//! What a device remembers of the people it shares circles with, beside the marks: who could write what and
//! when, which keys were handed out, whose chains are whose.

use std::collections::{BTreeMap, BTreeSet};

use amanat_mentoring::item::Millis;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, DeviceKey, PersonId};
use amanat_protocol::identity::Identity;
use amanat_vault::circle::{Member, Role};
use serde::{Deserialize, Serialize};

use crate::marks::MarksV1;

/// Everything of this kind, sealed and stored in the batch that changes it.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct RoomsV1 {
    /// Circles with more than their founder in them, or that were entered.
    pub rooms: BTreeMap<CircleId, RoomV1>,
    /// The identity chains of others.
    pub people: BTreeMap<PersonId, KnownV1>,
    /// Circles that were taken back: up to this statement nothing of them is entered again.
    pub closed: BTreeMap<CircleId, u64>,
    /// Circles shown before the person who let us in was known, with that person.
    pub strangers: BTreeMap<CircleId, PersonId>,
    /// The last entry shown of each log of a circle that was not entered yet.
    pub early: BTreeMap<(CircleId, DeviceKey), (u64, Hash)>,
    /// Things to know that no circle tells any more.
    pub told: Vec<ToldV1>,
    /// Notices that need not be shown again.
    pub dismissed: BTreeSet<[u8; 16]>,
    /// Others' items that were opened here.
    pub opened: BTreeSet<[u8; 16]>,
    /// The programme's card until it is confirmed, and the places asked back.
    pub programme_card: Option<[u8; 32]>,
    pub programme_ask: Vec<u8>,
    /// The generation of this person's own key that everybody known was told of.
    pub told_pek: u32,
    /// When this device next puts something into the drop that says nothing.
    pub next_deposit: Option<Millis>,
}

impl RoomsV1 {
    /// Goes on with a log that is known from when its circle was not here. Says whether there is anything to store.
    #[must_use = "where the log begins and how far it is known are stored together"]
    pub(crate) fn go_on(&mut self, marks: &mut MarksV1, log: (CircleId, DeviceKey)) -> bool {
        let early = self
            .early
            .get(&log)
            .filter(|_| !marks.logs.contains_key(&log));
        let Some((seq, hash)) = early.copied() else {
            return false;
        };
        marks.advance(log, seq, hash, 0);
        if let Some(room) = self.rooms.get_mut(&log.0) {
            room.first.insert(log.1, seq + 1);
        }
        true
    }
}

/// One circle.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct RoomV1 {
    /// The first statement that was verified here, and the hashes of it and those after it.
    pub entered: u64,
    pub heads: Vec<Hash>,
    /// Who gained which role with which statement; none where they lost it.
    pub roles: Vec<(u64, PersonId, Option<Role>)>,
    /// Who was handed the current epoch. Sorted.
    pub granted: Vec<PersonId>,
    /// The first entry stored here of logs that did not begin here.
    pub first: BTreeMap<DeviceKey, u64>,
    /// The newest word of somebody who manages it: at which statement, and when by their clock, though not later than
    /// it was heard by this device's.
    pub alive: Option<(u64, Millis)>,
    /// When this device last gave such a word.
    pub said_alive: Option<Millis>,
    /// Somebody was let into what was already here: they get a checkpoint with the next entry.
    pub checkpoint_due: bool,
    /// Two statements were shown at one number: nobody seals before the owner settles it.
    pub forked: bool,
    /// The server says this person may no longer write here, and nobody said why.
    pub shut: bool,
    /// Words may be sent although nobody who manages it was heard of for a week.
    pub anyway: bool,
}

/// What is known of somebody's identity chain.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct KnownV1 {
    pub identity: Identity,
    /// Hashes of its statements, from 0.
    pub hashes: Vec<Hash>,
    /// Two statements at one number: nobody seals to them until verified anew.
    pub frozen: bool,
}

/// A notice whose cause is gone.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct ToldV1 {
    pub id: [u8; 16],
    pub at: Millis,
    pub kind: ToldKind,
}

/// What there is to know. New kinds are appended: the position is the stored form.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) enum ToldKind {
    /// Somebody took a part back.
    TakenBack { person: PersonId, part_name: String },
    /// Two statements were shown at one number of a circle.
    Forked { circle: CircleId },
    /// Somebody who manages a circle signed what does not open here.
    Unreadable { circle: CircleId, by: PersonId },
}

impl RoomV1 {
    /// A circle whose first statement known here is this one.
    pub(crate) fn begin(n: u64, head: Hash, table: &[Member], granted: Vec<PersonId>) -> Self {
        Self {
            entered: n,
            heads: vec![head],
            roles: table.iter().map(|m| (n, m.person, Some(m.role))).collect(),
            granted,
            ..Self::default()
        }
    }

    /// Takes the next statement in. `granted` is empty when it opened no new epoch.
    pub(crate) fn advance(
        &mut self,
        n: u64,
        head: Hash,
        before: &[Member],
        after: &[Member],
        granted: Option<Vec<PersonId>>,
    ) {
        self.heads.push(head);
        self.shut = false;
        for member in after {
            let had = before.iter().find(|m| m.person == member.person);
            if had.is_none_or(|m| m.role != member.role) {
                self.roles.push((n, member.person, Some(member.role)));
            }
        }
        for member in before {
            if !after.iter().any(|m| m.person == member.person) {
                self.roles.push((n, member.person, None));
            }
        }
        if let Some(granted) = granted {
            self.granted = granted;
        }
    }

    /// Whether the key is in exactly the hands it should be in.
    pub(crate) fn is_exact(&self, table: &[Member]) -> bool {
        table.iter().map(|m| &m.person).eq(self.granted.iter())
    }

    /// Whether another says the same of who was what, when, and who holds the key.
    pub(crate) fn tells_the_same(&self, other: &Self) -> bool {
        let roles = |room: &Self| {
            let mut roles = room.roles.clone();
            roles.sort_by_key(|(n, person, role)| (*n, *person, role.is_some()));
            roles
        };
        (self.entered, &self.heads, &self.granted) == (other.entered, &other.heads, &other.granted)
            && self.forked == other.forked
            && roles(self) == roles(other)
    }

    /// What somebody was when this statement was the newest. None before they came, after they went, and
    /// for a statement that is not of this chain.
    pub(crate) fn role_at(&self, (n, head): (u64, Hash), person: PersonId) -> Option<Role> {
        if !self.has(n, head) {
            return None;
        }
        let mut until = self
            .roles
            .iter()
            .filter(|(at, p, _)| *at <= n && *p == person);
        until.next_back()?.2
    }

    /// The statement that let somebody in again after they were out; 0 if none did. What was said before it is
    /// theirs to read only if it is said again: of what went to the trash while they were out they never heard.
    pub(crate) fn back_since(&self, person: PersonId) -> u64 {
        let (mut back, mut out) = (0, false);
        for (n, _, role) in self.roles.iter().filter(|(_, p, _)| *p == person) {
            if out && role.is_some() {
                back = *n;
            }
            out = role.is_none();
        }
        back
    }

    /// The hash of a statement that was taken in.
    pub(crate) fn head_at(&self, n: u64) -> Option<Hash> {
        let index = usize::try_from(n.checked_sub(self.entered)?).ok()?;
        self.heads.get(index).copied()
    }

    /// Whether a statement was taken in.
    pub(crate) fn has(&self, n: u64, head: Hash) -> bool {
        self.head_at(n) == Some(head)
    }

    /// The newest statement taken in.
    pub(crate) fn n(&self) -> u64 {
        let more = u64::try_from(self.heads.len()).unwrap_or(u64::MAX);
        self.entered.saturating_add(more).saturating_sub(1)
    }
}
