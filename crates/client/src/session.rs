//! An open vault in memory.

use std::collections::{BTreeMap, BTreeSet};

use amanat_mentoring::id::{ItemId, PartId, RevisionId};
use amanat_mentoring::item::{Millis, Revision};
use amanat_mentoring::operation::Operation;
use amanat_mentoring::portfolio::{Place, Portfolio};
use amanat_protocol::codec;
use amanat_protocol::entry::{Entry, EntryHeader};
use amanat_protocol::hash;
use amanat_protocol::id::CircleId;
use amanat_protocol::limits::MAX_ENTRY_PAYLOAD;
use amanat_protocol::statement::Statement;
use amanat_vault::circle::CircleKind;
use amanat_vault::control::Circle;
use amanat_vault::log;

use crate::keyring::Keyring;
use crate::locker::Locker;
use crate::marks::MarksV1;
use crate::names;
use crate::pending::Waiting;

/// Everything an open vault holds in memory. Dropping it wipes the keys.
pub(crate) struct Session {
    pub locker: Locker,
    pub ring: Keyring,
    pub marks: MarksV1,
    pub portfolio: Portfolio,
    /// Words in no entry yet.
    pub waiting: BTreeMap<ItemId, Waiting>,
    /// Items that were asked for and have no word yet.
    pub reserved: BTreeMap<ItemId, Place>,
    /// Own entries the server has not acknowledged.
    pub unsent: BTreeMap<(CircleId, u64), Unsent>,
    /// Own statements the server has not acknowledged.
    pub unsent_statements: BTreeMap<(CircleId, u64), Statement>,
    /// Store keys of records that do not open here. They are kept as they are.
    pub locked: BTreeSet<String>,
    /// The server's pass, and when it ends.
    pub bearer: Option<(String, Millis)>,
    /// Entries opened since the snapshot was written.
    pub since_snapshot: usize,
}

/// An entry that waits for the server's word.
pub(crate) struct Unsent {
    pub entry: Entry,
    pub items: Vec<ItemId>,
}

impl Session {
    pub(crate) fn new(locker: Locker, ring: Keyring, marks: MarksV1) -> Self {
        Self {
            locker,
            ring,
            marks,
            portfolio: Portfolio::default(),
            waiting: BTreeMap::new(),
            reserved: BTreeMap::new(),
            unsent: BTreeMap::new(),
            unsent_statements: BTreeMap::new(),
            locked: BTreeSet::new(),
            bearer: None,
            since_snapshot: 0,
        }
    }

    /// The circle that is written to for a place: the newest chapter of a part.
    pub(crate) fn circle_for(&self, place: Place) -> Option<&Circle> {
        let of_place = self
            .marks
            .circles
            .iter()
            .filter(|c| place_of(c.kind) == Some(place));
        of_place.max_by_key(|c| match c.kind {
            CircleKind::Part { chapter, .. } => chapter,
            _ => 0,
        })
    }

    /// The first part, in the order they were made.
    pub(crate) fn first_part(&self) -> Option<PartId> {
        self.marks
            .circles
            .iter()
            .find_map(|c| place_of(c.kind)?.part())
    }

    /// Where an item lives, whether or not it has a word yet.
    pub(crate) fn place_of_item(&self, item: ItemId) -> Option<Place> {
        let found = self.portfolio.item(item).map(|i| i.place);
        let waiting = || self.waiting.get(&item).map(|w| w.stored.place);
        found
            .or_else(waiting)
            .or_else(|| self.reserved.get(&item).copied())
    }

    /// Items with words that the server does not have.
    pub(crate) fn unsent_items(&self) -> BTreeSet<ItemId> {
        let entries = self.unsent.values().flat_map(|u| u.items.iter().copied());
        self.waiting.keys().copied().chain(entries).collect()
    }

    /// Opens a verified entry and takes its words in. What does not open, or is of a newer app, is kept in
    /// the store and counted; it never disturbs the rest. Returns the items it touched.
    pub(crate) fn take_in(&mut self, entry: &Entry, header: &EntryHeader) -> Vec<ItemId> {
        self.since_snapshot += 1;
        let mut items = Vec::new();
        if !self.try_take_in(entry, header, &mut items) {
            self.locked
                .insert(names::entry(header.circle, header.device, header.seq));
        }
        items
    }

    fn try_take_in(
        &mut self,
        entry: &Entry,
        header: &EntryHeader,
        items: &mut Vec<ItemId>,
    ) -> bool {
        let Some(place) = self
            .marks
            .circle(header.circle)
            .and_then(|c| place_of(c.kind))
        else {
            return false;
        };
        let Some(key) = self.ring.epoch(header.circle, header.epoch) else {
            return false;
        };
        let Ok(payload) = log::open(entry, header, &key.secret) else {
            return false;
        };
        // A device speaks for the person whose chain lists it, and for nobody else.
        if payload.author != self.ring.stored.person {
            return false;
        }
        let mut whole = true;
        for bytes in &payload.operations {
            match codec::decode::<Operation>(&bytes.0, MAX_ENTRY_PAYLOAD) {
                Ok(Operation::Revise(revision)) if revision.check().is_ok() => {
                    items.push(revision.item);
                    self.portfolio
                        .insert(place, revision_id(&revision), revision);
                }
                _ => whole = false,
            }
        }
        whole
    }

    /// Lays what waits over the portfolio, as after loading it.
    pub(crate) fn lay_waiting(&mut self) {
        for (item, waiting) in &self.waiting {
            let stored = &waiting.stored;
            for revision in &stored.fixed {
                self.portfolio
                    .insert(stored.place, revision_id(revision), revision.clone());
            }
            self.portfolio
                .set_draft(stored.place, *item, stored.draft.clone());
        }
    }
}

/// Where the items of a circle live.
pub(crate) fn place_of(kind: CircleKind) -> Option<Place> {
    match kind {
        CircleKind::Own => Some(Place::Own),
        CircleKind::Part { part, .. } => Some(Place::Part(PartId(part))),
        _ => None,
    }
}

/// The name of a revision: a hash of its canonical bytes, so that every device finds the same.
pub(crate) fn revision_id(revision: &Revision) -> RevisionId {
    RevisionId(hash::labelled("amanat/v1/revision", &codec::encode(revision)).0)
}
