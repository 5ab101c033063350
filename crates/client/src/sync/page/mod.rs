//! A page of records, verified against the marks. Nothing of it is believed because it decrypts.
//!
//! What only the server can have got wrong is an error. What somebody else may have signed is passed over:
//! no peer's lie keeps this person from reading, writing or taking back.

mod entry;
mod identity;
mod statement;

use std::collections::{BTreeMap, BTreeSet};

use amanat_mentoring::id::ItemId;
use amanat_messages::Problem;
use amanat_protocol::api::{Cursor, Record};
use amanat_protocol::codec::Bytes;
use amanat_protocol::entry::{Entry, EntryHeader};
use amanat_protocol::hash::{self, Hash};
use amanat_protocol::id::{CircleId, DeviceKey, EpochId, PersonId};
use amanat_protocol::identity::{Identity, IdentityStatement};
use amanat_protocol::signed::Signed;
use amanat_vault::circle::Epoch;
use amanat_vault::control::Circle;
use amanat_vault::keys::OpenSecret;

use crate::marks::MarksV1;
use crate::names;
use crate::ports::Batch;
use crate::rooms::RoomsV1;
use crate::session::Session;

/// What a page asks for once it is stored.
pub(crate) struct Afterwards {
    /// A verdict may have changed: what was taken in before is read again from the store.
    pub again: bool,
    /// Circles to resolve anew.
    pub tangled: BTreeSet<CircleId>,
}

/// What a page leads to, not yet believed by the session nor stored.
pub(crate) struct Page {
    marks: MarksV1,
    rooms: RoomsV1,
    identity: Identity,
    chain: Vec<Signed<IdentityStatement>>,
    keys: Vec<(CircleId, Epoch, OpenSecret)>,
    entries: Vec<(Entry, EntryHeader)>,
    /// Epochs that were followed by another before this page, and that entries of it are sealed to.
    late: BTreeSet<(CircleId, EpochId)>,
    /// People whose introduction is in this page.
    introduced: BTreeSet<PersonId>,
    /// What this device itself changed, before and after.
    own_changes: Vec<(Circle, Circle)>,
    /// Circles whose earlier entries have to be judged again.
    judge_again: BTreeSet<CircleId>,
    /// Statements that do not lie in the line, and circles that have to be resolved for them.
    beside: BTreeSet<(CircleId, Hash)>,
    tangled: BTreeSet<CircleId>,
    rooms_changed: bool,
    writes: Batch,
    /// Whether anything in it was new to this device.
    pub news: bool,
}

impl Page {
    /// A page that is to be filled.
    pub(crate) fn begin(s: &Session) -> Self {
        Self {
            marks: s.marks.clone(),
            rooms: s.rooms.clone(),
            identity: s.ring.identity.clone(),
            chain: Vec::new(),
            keys: Vec::new(),
            entries: Vec::new(),
            late: BTreeSet::new(),
            introduced: BTreeSet::new(),
            own_changes: Vec::new(),
            judge_again: BTreeSet::new(),
            beside: BTreeSet::new(),
            tangled: BTreeSet::new(),
            rooms_changed: false,
            writes: Batch::default(),
            news: false,
        }
    }

    /// Verifies records in order.
    ///
    /// # Errors
    /// [`Problem::ServerRolledBack`] when the server shows less than, or other than, what is marked;
    /// [`Problem::ServerNonsense`] when something is not what any device of ours would have made.
    pub(crate) fn verify(
        s: &Session,
        records: Vec<Record>,
        cursor: Cursor,
    ) -> Result<Self, Problem> {
        let mut page = Self::begin(s);
        for record in records {
            match record {
                Record::Identity(statement) => page.identity(s, statement)?,
                Record::Statement(statement) => page.statement(s, statement)?,
                Record::Entry(entry) => page.entry(s, entry)?,
                Record::Pruned(header) => page.pruned(s, &header)?,
                Record::Letter(sealed) => page.letter(s, sealed),
                Record::Deposit { circle, sealed } => page.deposit(circle, sealed),
            }
        }
        page.marks.cursor = Some(cursor);
        Ok(page)
    }

    /// A letter is stored before it is read: what it leads to needs the rest of the page.
    fn letter(&mut self, s: &Session, sealed: Bytes) {
        let name = hash::plain(&sealed.0);
        if s.kept.contains(&name) {
            return;
        }
        if let Some(people) = s.introduces(&sealed.0) {
            self.introduced.extend(people);
        }
        self.writes.put(names::inbox(name), sealed.0);
        self.news = true;
    }

    fn deposit(&mut self, circle: CircleId, sealed: Bytes) {
        // Only the programme's people are served these, and only its officer can open one.
        if self.marks.circle(circle).is_some() {
            self.writes
                .put(names::deposit(hash::plain(&sealed.0)), sealed.0);
            self.news = true;
        }
    }

    /// What is known of somebody's chain, as far as this page has come.
    fn standing_identity(&self, person: PersonId) -> Option<&Identity> {
        if person == self.identity.person {
            return Some(&self.identity);
        }
        self.rooms.people.get(&person).map(|known| &known.identity)
    }

    /// Whether somebody's chain names a device, removed or not.
    fn is_or_was_theirs(&self, person: PersonId, device: DeviceKey) -> bool {
        self.standing_identity(person)
            .is_some_and(|identity| identity.names(device))
    }

    /// Believes the page, and returns what to store in one step, and what is to be done then.
    ///
    /// # Errors
    /// When a letter cannot be sealed.
    pub(crate) fn commit(self, s: &mut Session, now: u64) -> Result<(Batch, Afterwards), Problem> {
        let mut batch = self.writes;
        s.marks = self.marks;
        s.rooms = self.rooms;
        let new_keys = !self.keys.is_empty() || !self.chain.is_empty();
        for statement in self.chain {
            s.ring.advance(statement, self.identity.clone());
        }
        for (circle, epoch, secret) in self.keys {
            s.ring.learn(circle, epoch, secret);
        }
        let alive_before: Vec<_> = s.rooms.rooms.iter().map(|(c, r)| (*c, r.alive)).collect();
        let mut late: BTreeMap<CircleId, BTreeSet<ItemId>> = BTreeMap::new();
        for (entry, header) in &self.entries {
            let items = s.take_in(entry, header, Some(now));
            if self.late.contains(&(header.circle, header.epoch)) {
                late.entry(header.circle).or_default().extend(items);
            }
        }
        s.note_unopened(&self.entries, now, &mut batch);
        let alive = alive_before
            .iter()
            .any(|(c, alive)| s.rooms.rooms.get(c).is_some_and(|r| r.alive != *alive));
        if self.news {
            s.refresh_directory();
        }
        let mut rooms_changed = self.rooms_changed || alive;
        for (before, after) in &self.own_changes {
            s.follow_up(before, after, now, &mut batch)?;
            rooms_changed = true;
        }
        for (circle, items) in late {
            s.pass_on_late(circle, &items, now, &mut batch)?;
        }
        let again = self.judge_again.iter().any(|circle| s.has_judged(*circle));
        if new_keys {
            s.stage(&mut batch);
        } else {
            s.stage_marks(&mut batch);
        }
        if rooms_changed {
            s.stage_rooms(&mut batch);
        }
        if again {
            batch.delete(names::SNAPSHOT);
            // What is in memory until it is read again is no snapshot to keep.
            s.since_snapshot = 0;
        }
        for (circle, head) in self.beside {
            s.tangles.beside.entry(circle).or_default().insert(head);
        }
        let then = Afterwards {
            again,
            tangled: self.tangled,
        };
        Ok((batch, then))
    }
}

impl Session {
    /// Whether entries of a circle are kept that do not open.
    fn has_locked(&self, circle: CircleId) -> bool {
        let log = names::entries(circle);
        self.locked
            .range(log.clone()..)
            .next()
            .is_some_and(|name| name.starts_with(&log))
    }

    /// Whether entries of a circle were taken in or kept as locked.
    fn has_judged(&self, circle: CircleId) -> bool {
        self.marks.logs.keys().any(|(c, _)| *c == circle)
    }
}

/// Whether a link of a chain is not past a cut.
pub(super) fn up_to(link: (u64, Hash), cut: (u64, Hash)) -> bool {
    link.0 < cut.0 || link == cut
}
