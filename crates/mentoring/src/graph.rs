//! Revisions as a graph by their parents, borrowed from wherever they are kept. Parents may be missing:
//! they have not arrived yet, or never will.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::RevisionId;
use crate::item::Revision;

/// A set of revisions of one item.
pub(crate) struct Graph<'a>(pub BTreeMap<RevisionId, &'a Revision>);

impl<'a> Graph<'a> {
    pub(crate) fn get(&self, id: RevisionId) -> Option<&'a Revision> {
        self.0.get(&id).copied()
    }

    /// Revisions that none here replaces, by id.
    pub(crate) fn heads(&self) -> Vec<RevisionId> {
        let replaced: BTreeSet<&RevisionId> = self.0.values().flat_map(|r| &r.parents).collect();
        let ids = self.0.keys();
        ids.filter(|id| !replaced.contains(id)).copied().collect()
    }

    /// These and all they grew from, as far as it is here.
    pub(crate) fn ancestry(&self, of: &[RevisionId]) -> BTreeSet<RevisionId> {
        let mut seen = BTreeSet::new();
        let mut open = of.to_vec();
        while let Some(id) = open.pop() {
            if let Some(revision) = self.get(id)
                && seen.insert(id)
            {
                open.extend(&revision.parents);
            }
        }
        seen
    }

    /// The newest of what two ancestries share, by id: usually one, several where merges crossed.
    pub(crate) fn nearest(
        &self,
        left: &BTreeSet<RevisionId>,
        right: &BTreeSet<RevisionId>,
    ) -> Vec<RevisionId> {
        let shared: BTreeSet<RevisionId> = left.intersection(right).copied().collect();
        let older: BTreeSet<&RevisionId> = shared
            .iter()
            .filter_map(|id| self.get(*id))
            .flat_map(|revision| &revision.parents)
            .collect();
        let newest = shared.iter().filter(|id| !older.contains(id));
        newest.copied().collect()
    }

    /// Parents before children; among those that could come next, the earliest by the clock, then by id.
    pub(crate) fn ordered(&self) -> Vec<RevisionId> {
        let mut waiting: BTreeMap<RevisionId, usize> = BTreeMap::new();
        let mut children: BTreeMap<RevisionId, Vec<RevisionId>> = BTreeMap::new();
        let mut ready = BTreeSet::new();
        for (id, revision) in &self.0 {
            let here: BTreeSet<&RevisionId> = revision
                .parents
                .iter()
                .filter(|p| self.0.contains_key(p))
                .collect();
            for parent in &here {
                children.entry(**parent).or_default().push(*id);
            }
            if here.is_empty() {
                ready.insert((revision.at, *id));
            } else {
                waiting.insert(*id, here.len());
            }
        }
        let mut order = Vec::with_capacity(self.0.len());
        while let Some((_, id)) = ready.pop_first() {
            order.push(id);
            for child in children.remove(&id).unwrap_or_default() {
                if let Some(left) = waiting.get_mut(&child) {
                    *left -= 1;
                    if *left == 0
                        && let Some(revision) = self.get(child)
                    {
                        ready.insert((revision.at, child));
                    }
                }
            }
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ItemId;
    use crate::item::Value;

    fn id(n: u8) -> RevisionId {
        RevisionId([n; 32])
    }

    fn revision(at: u64, parents: &[u8]) -> Revision {
        let parents = parents.iter().map(|n| id(*n)).collect();
        Revision {
            item: ItemId([0; 16]),
            parents,
            at,
            value: Value::Trashed,
        }
    }

    #[test]
    fn the_nearest_shared_are_the_newest_only() {
        let revisions = [
            (1, revision(0, &[])),
            (2, revision(0, &[1])),
            (3, revision(0, &[1])),
            (4, revision(0, &[2, 3])),
            (5, revision(0, &[2, 3])),
            (6, revision(0, &[99])),
        ];
        let graph = Graph(
            revisions
                .iter()
                .map(|(n, revision)| (id(*n), revision))
                .collect(),
        );
        let nearest = |a, b| graph.nearest(&graph.ancestry(&[id(a)]), &graph.ancestry(&[id(b)]));
        assert_eq!(nearest(2, 3), [id(1)]);
        assert_eq!(nearest(4, 5), [id(2), id(3)]);
        assert_eq!(nearest(4, 2), [id(2)]);
        assert_eq!(nearest(4, 6), []);
        assert_eq!(graph.heads(), [id(4), id(5), id(6)]);
    }

    #[test]
    fn order_follows_parents_before_clocks() {
        let revisions = [
            (1, revision(90, &[])),
            (2, revision(10, &[1])),
            (3, revision(5, &[1])),
            (4, revision(50, &[99])),
        ];
        let graph = Graph(
            revisions
                .iter()
                .map(|(n, revision)| (id(*n), revision))
                .collect(),
        );
        assert_eq!(graph.ordered(), [id(4), id(1), id(3), id(2)]);
    }
}
