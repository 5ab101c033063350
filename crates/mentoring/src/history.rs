//! The revisions of one item.
//!
//! A set: inserting is idempotent and may happen in any order, so devices that hold the same revisions
//! read the same, whichever way these came. Clocks order what is shown and decide nothing.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::graph::Graph;
use crate::id::RevisionId;
use crate::item::{Revision, Value};
use crate::reading::{Reading, read};

/// Stands for the draft among revisions: it has no bytes of its own yet, so no hash.
pub const DRAFT: RevisionId = RevisionId([0xff; 32]);

/// The revisions of one item, a graph by their parents.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct History {
    revisions: BTreeMap<RevisionId, Revision>,
}

impl History {
    /// Adds a revision. Its parents may come later or never. `id` is the hash of its bytes, computed by
    /// the caller. True if it was not here before.
    pub fn insert(&mut self, id: RevisionId, revision: Revision) -> bool {
        match self.revisions.entry(id) {
            Entry::Vacant(place) => {
                place.insert(revision);
                true
            }
            Entry::Occupied(_) => false,
        }
    }

    /// One revision.
    #[must_use]
    pub fn get(&self, id: RevisionId) -> Option<&Revision> {
        self.revisions.get(&id)
    }

    /// How many revisions are here.
    #[must_use]
    pub fn len(&self) -> usize {
        self.revisions.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.revisions.is_empty()
    }

    /// Revisions that nothing here replaces, by id: the parents of whatever is written next. More than
    /// one is a conflict.
    #[must_use]
    pub fn heads(&self) -> Vec<RevisionId> {
        self.graph(None).heads()
    }

    /// What somebody needs who is to read the same words without their past: the heads, and behind one that went to
    /// the trash while another was edited, what it said before.
    #[must_use]
    pub fn newest(&self) -> Vec<&Revision> {
        let mut seen = BTreeSet::new();
        let mut open = self.heads();
        let mut newest = Vec::new();
        while let Some(id) = open.pop() {
            let revision = self.get(id).filter(|_| seen.insert(id));
            if let Some(revision) = revision {
                newest.push(revision);
                if revision.value == Value::Trashed {
                    open.extend(&revision.parents);
                }
            }
        }
        newest
    }

    /// All revisions, parents before children, otherwise by (time, id).
    #[must_use]
    pub fn revisions(&self) -> Vec<(RevisionId, &Revision)> {
        let graph = self.graph(None);
        let order = graph.ordered().into_iter();
        order.filter_map(|id| Some((id, graph.get(id)?))).collect()
    }

    /// What the item says now. None if nothing is here.
    #[must_use]
    pub fn current(&self) -> Option<Reading> {
        self.current_with(None)
    }

    /// The same with a draft on top, which counts as one more revision named [`DRAFT`]. The reading's
    /// heads stay those of the history.
    #[must_use]
    pub fn current_with(&self, draft: Option<&Revision>) -> Option<Reading> {
        read(&self.graph(draft), self.heads())
    }

    /// Whether it holds a person's profile. No device changes the kind of an item.
    pub(crate) fn is_profile(&self) -> bool {
        let mut values = self.revisions.values().map(|revision| &revision.value);
        values.any(|value| matches!(value, Value::Profile(_)))
    }

    /// Whether it holds a part's name.
    pub(crate) fn is_part_name(&self) -> bool {
        let mut values = self.revisions.values().map(|revision| &revision.value);
        values.any(|value| matches!(value, Value::Part(_)))
    }

    fn graph<'a>(&'a self, draft: Option<&'a Revision>) -> Graph<'a> {
        let stored = self.revisions.iter().map(|(id, revision)| (*id, revision));
        Graph(
            stored
                .chain(draft.map(|revision| (DRAFT, revision)))
                .collect(),
        )
    }
}

#[cfg(test)]
#[path = "history/tests.rs"]
mod tests;
