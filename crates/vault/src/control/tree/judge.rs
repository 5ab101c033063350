//! The statements as a tree, and what one of them does to a state.

use std::collections::BTreeMap;

use amanat_protocol::hash::Hash;

use super::super::{Circle, Link};
use crate::circle::Change;

/// Statements by hash and by what they follow.
pub(super) struct Tree<'a> {
    links: BTreeMap<Hash, &'a Link>,
    after: BTreeMap<Hash, Vec<&'a Link>>,
    /// Settlements that void what lies before them, by what the voided one follows.
    jumps: BTreeMap<Hash, Vec<&'a Link>>,
    start: (u64, Hash),
}

/// What a statement does to a state.
pub(super) enum Judged {
    /// Nothing.
    Void,
    /// Something, but not for our eyes.
    Opaque,
    /// It leads to this.
    Counts(Circle),
}

impl<'a> Tree<'a> {
    pub(super) fn new(start: &Circle, links: &'a [Link]) -> Self {
        let mut tree = Self {
            links: BTreeMap::new(),
            after: BTreeMap::new(),
            jumps: BTreeMap::new(),
            start: (start.n, start.head),
        };
        for link in links {
            if link.header.circle == start.id && link.header.n > start.n {
                tree.links.insert(link.hash, link);
            }
        }
        for link in tree.links.values() {
            let before = link.header.prev;
            tree.after.entry(before).or_default().push(link);
            if let Some(voided) = tree.voids_ancestor(link) {
                tree.jumps.entry(voided.header.prev).or_default().push(link);
            }
        }
        tree
    }

    /// The statement before `link` in its own branch that it voids, if it is such a settlement.
    pub(super) fn voids_ancestor(&self, link: &Link) -> Option<&'a Link> {
        let Change::Settle { voided } = link.payload.as_ref()?.change else {
            return None;
        };
        self.line(voided, link).first().copied()
    }

    /// The statements from `first` to the one before `last`; nothing when `first` does not lie before it.
    pub(super) fn line(&self, first: Hash, last: &Link) -> Vec<&'a Link> {
        let mut line = Vec::new();
        let mut at = last;
        while let Some(before) = self.links.get(&at.header.prev) {
            // Numbers fall by one each step, so that this ends whatever the hashes are.
            if before.header.n.checked_add(1) != Some(at.header.n) {
                return Vec::new();
            }
            line.push(*before);
            if before.hash == first {
                line.reverse();
                return line;
            }
            at = before;
        }
        Vec::new()
    }

    /// The statements from the first after the start to the one of this hash; none when they are not known.
    pub(super) fn line_to(&self, tip: Hash) -> Option<Vec<&'a Link>> {
        let mut line = Vec::new();
        let mut at = tip;
        let mut above: Option<u64> = None;
        while at != self.start.1 {
            let link = *self.links.get(&at)?;
            // Numbers fall by one each step, so that this ends whatever the hashes are.
            if above.is_some_and(|n| link.header.n.checked_add(1) != Some(n)) {
                return None;
            }
            above = Some(link.header.n);
            at = link.header.prev;
            line.push(link);
        }
        let first = self.start.0.checked_add(1);
        if above.is_some_and(|n| Some(n) != first) {
            return None;
        }
        line.reverse();
        Some(line)
    }

    pub(super) fn children(&self, n: u64, head: Hash) -> impl Iterator<Item = &'a Link> {
        let after = self.after.get(&head).map(Vec::as_slice);
        let next = n.checked_add(1);
        after
            .unwrap_or_default()
            .iter()
            .copied()
            .filter(move |l| Some(l.header.n) == next)
    }

    pub(super) fn jumps(&self, head: Hash) -> &[&'a Link] {
        self.jumps.get(&head).map_or(&[], Vec::as_slice)
    }

    /// What nothing follows.
    pub(super) fn tips(&self) -> Vec<(u64, Hash)> {
        let known = self.links.values().map(|l| (l.header.n, l.hash));
        let mut tips: Vec<_> = known
            .chain([self.start])
            .filter(|(_, hash)| !self.after.contains_key(hash))
            .collect();
        tips.sort_unstable();
        tips
    }
}

pub(super) fn judge(state: &Circle, link: &Link) -> Judged {
    let manages = state
        .member(link.header.person)
        .is_some_and(|m| m.role.manages());
    if !link.counts || !manages {
        return Judged::Void;
    }
    match &link.payload {
        None => Judged::Opaque,
        Some(payload) => state
            .extend(link, payload)
            .map_or(Judged::Void, Judged::Counts),
    }
}
