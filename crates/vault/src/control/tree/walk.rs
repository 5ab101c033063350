//! Following the branches, and choosing among them.

use std::collections::BTreeSet;

use amanat_protocol::hash::Hash;
use amanat_protocol::id::PersonId;

use super::super::{Circle, Link};
use super::judge::{Judged, Tree, judge};
use crate::circle::Change;

/// A statement that counts.
pub(super) struct Step<'a> {
    pub link: &'a Link,
    /// Whether the owner of the state before it signed.
    by_owner: bool,
    pub after: Circle,
}

/// Where a branch leads.
pub(super) struct Branch<'a> {
    pub steps: Vec<Step<'a>>,
    pub circle: Circle,
    pub disputed: Vec<Hash>,
}

/// What is remembered on the way.
#[derive(Default)]
pub(super) struct Way {
    /// Settlements that were found to void what lies before them: they are nowhere else.
    jumped: BTreeSet<Hash>,
    /// How many disputes the place is inside.
    depth: usize,
}

/// Disputes inside disputes that are looked into. Honest people make none; a manager and a server together
/// could otherwise make more than the stack holds.
const MAX_DEPTH: usize = 64;

/// Follows the chain from a state as far as it is beyond dispute.
pub(super) fn follow<'a>(tree: &Tree<'a>, start: Circle, way: &mut Way) -> Branch<'a> {
    let mut branch = Branch {
        steps: Vec::new(),
        circle: start,
        disputed: Vec::new(),
    };
    loop {
        let mut next = successors(tree, &branch.circle, way);
        // The common case, without recursion: a chain may be long.
        if next.len() > 1 {
            return choose(tree, branch, next, way);
        }
        match next.pop() {
            None => return branch,
            Some((link, None)) => {
                branch.disputed = vec![link.hash];
                return branch;
            }
            Some((link, Some(after))) => {
                let owner = owner(&branch.circle);
                branch.circle = after.clone();
                branch.steps.push(Step {
                    link,
                    by_owner: owner == Some(link.header.person),
                    after,
                });
            }
        }
    }
}

type Successor<'a> = (&'a Link, Option<Circle>);

/// What may come next: every statement that counts or is opaque and that follows this state directly or
/// through void ones. None stands for the unknown state after an opaque one.
fn successors<'a>(tree: &Tree<'a>, state: &Circle, way: &mut Way) -> Vec<Successor<'a>> {
    let mut found = Vec::new();
    let mut places = vec![(state.n, state.head)];
    while let Some((n, head)) = places.pop() {
        for settlement in tree.jumps(head) {
            if let Some(after) = jump(tree, &state.at(n, head), settlement) {
                way.jumped.insert(settlement.hash);
                found.push((*settlement, Some(after)));
            }
        }
        for link in tree.children(n, head) {
            let judged = if tree.voids_ancestor(link).is_some() {
                Judged::Void
            } else {
                judge(&state.at(n, head), link)
            };
            match judged {
                Judged::Void if way.jumped.contains(&link.hash) => {}
                Judged::Void => places.push((link.header.n, link.hash)),
                Judged::Opaque => found.push((link, None)),
                Judged::Counts(after) => found.push((link, Some(after))),
            }
        }
    }
    found
}

/// The state after a settlement that voids what follows `state` in its own branch: if the owner signed it,
/// who owned the circle all the way.
fn jump(tree: &Tree<'_>, state: &Circle, settlement: &Link) -> Option<Circle> {
    let voided = tree.voids_ancestor(settlement)?;
    let signer = Some(settlement.header.person);
    let mut along = state.clone();
    for link in tree.line(voided.hash, settlement) {
        if owner(&along) != signer {
            return None;
        }
        along = match judge(&along, link) {
            // What we cannot open may have handed the circle over, if the owner signed it.
            Judged::Opaque if Some(link.header.person) == signer => return None,
            Judged::Opaque | Judged::Void => along.at(link.header.n, link.hash),
            Judged::Counts(after) => after,
        };
    }
    if owner(&along) != signer {
        return None;
    }
    match judge(&state.at(along.n, along.head), settlement) {
        Judged::Counts(after) => Some(after),
        Judged::Void | Judged::Opaque => None,
    }
}

/// A dispute: goes on with the branch that beats all others, or stays where it is.
fn choose<'a>(
    tree: &Tree<'a>,
    mut branch: Branch<'a>,
    next: Vec<Successor<'a>>,
    way: &mut Way,
) -> Branch<'a> {
    if way.depth == MAX_DEPTH {
        branch.disputed = next.iter().map(|(link, _)| link.hash).collect();
        branch.disputed.sort_unstable();
        return branch;
    }
    way.depth += 1;
    let owner = owner(&branch.circle);
    let mut sides: Vec<Side<'a>> = next
        .into_iter()
        .map(|(link, after)| Side::new(tree, owner, link, after, way))
        .collect();
    way.depth -= 1;
    let winner = (0..sides.len()).find(|i| {
        let others = || sides.iter().enumerate().filter(|(j, _)| j != i);
        others().all(|(_, other)| sides[*i].beats(tree, other) && !other.beats(tree, &sides[*i]))
    });
    if let Some(i) = winner {
        let side = sides.swap_remove(i);
        branch.steps.extend(side.steps);
        branch.circle = side.circle.unwrap_or(branch.circle);
        branch.disputed = side.disputed;
    } else {
        // Disputes inside the sides too: what a side says of another counts only where it is undisputed.
        let all = sides
            .iter()
            .flat_map(|s| s.disputed.iter().chain([&s.first.hash]));
        branch.disputed = all.copied().collect();
        branch.disputed.sort_unstable();
        branch.disputed.dedup();
    }
    branch
}

/// One side of a dispute.
struct Side<'a> {
    first: &'a Link,
    /// Who owned the circle before the dispute.
    owner: Option<PersonId>,
    steps: Vec<Step<'a>>,
    circle: Option<Circle>,
    disputed: Vec<Hash>,
}

impl<'a> Side<'a> {
    fn new(
        tree: &Tree<'a>,
        owner: Option<PersonId>,
        first: &'a Link,
        after: Option<Circle>,
        way: &mut Way,
    ) -> Self {
        let Some(after) = after else {
            return Self {
                first,
                owner,
                steps: Vec::new(),
                circle: None,
                disputed: vec![first.hash],
            };
        };
        let begun = Step {
            link: first,
            by_owner: owner == Some(first.header.person),
            after: after.clone(),
        };
        let branch = follow(tree, after, way);
        Self {
            first,
            owner,
            steps: core::iter::once(begun).chain(branch.steps).collect(),
            circle: Some(branch.circle),
            disputed: branch.disputed,
        }
    }

    fn beats(&self, tree: &Tree<'_>, other: &Self) -> bool {
        let signer = other.first.header.person;
        let decided = self.steps.iter().filter(|s| s.by_owner).any(|step| {
            match step.link.payload.as_ref().map(|p| &p.change) {
                Some(Change::Remove { person, .. }) => *person == signer,
                Some(Change::Settle { voided }) => {
                    // With what lies before it in its own line, all that was built on that goes.
                    let line = tree.line(*voided, step.link);
                    *voided == other.first.hash || line.iter().any(|l| l.hash == other.first.hash)
                }
                _ => false,
            }
        });
        decided && (self.handed_over() || !other.handed_over())
    }

    fn handed_over(&self) -> bool {
        self.circle.as_ref().is_some_and(|c| owner(c) != self.owner)
    }
}

fn owner(circle: &Circle) -> Option<PersonId> {
    circle.owner().map(|m| m.person)
}
