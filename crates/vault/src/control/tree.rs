//! A circle from any set of its statements: whatever order they came in, however the server forked them.
//!
//! An honest server keeps one line. A dishonest one, with somebody who manages or managed, can show a tree.
//! The rules, for what follows a state of the circle:
//! - A statement of somebody who does not manage there, of a device that no longer counts, or that changes
//!   what it must not, is *void*: the chain goes on through it, the state does not change.
//! - A statement of a manager that we cannot open is *opaque*: nobody seals until the owner voids it.
//! - Where two or more count, one wins if it beats all others: its branch holds an owner's removal of the
//!   other's signer, or an owner's [`Change::Settle`] that voids the other. Else nobody seals.
//! - A settlement may also void what lies before it in its own branch: it then follows the state before that.
//! - Whoever has handed the circle over cannot take that back from a branch of an earlier time.

mod judge;
mod settling;
mod walk;

pub use settling::{Settling, settling};

use std::collections::BTreeSet;

use amanat_protocol::hash::Hash;
use amanat_protocol::id::PersonId;

use super::{Circle, Link};
use crate::circle::Role;
use judge::Tree;

/// What a set of statements comes to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Resolved {
    /// The circle after the last statement that counts beyond dispute.
    pub circle: Circle,
    /// First statements of the branches in dispute, and of disputes inside those, sorted: nobody seals while
    /// there are any. The owner settles by voiding, in one line, all that do not lie in it.
    pub disputed: Vec<Hash>,
    /// The statements that count after the start, in order: number and hash.
    pub path: Vec<(u64, Hash)>,
    /// Who held which role, by number of statement.
    pub roles: Vec<Held>,
    /// Members to whom nobody handed the current epoch.
    pub missing: Vec<PersonId>,
    /// Ends of the known chain, whether they count or not: the server appends to one of them.
    pub tips: Vec<(u64, Hash)>,
}

/// A role and while whom it was held.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Held {
    /// Who.
    pub person: PersonId,
    /// Which.
    pub role: Role,
    /// The statement that gave it.
    pub from: u64,
    /// The statement that took it, if one did.
    pub until: Option<u64>,
}

impl Resolved {
    /// Whether nobody may seal to the circle until its owner settles.
    #[must_use]
    pub fn frozen(&self) -> bool {
        !self.disputed.is_empty()
    }

    /// Whether the epoch is one to seal to, as far as statements tell: undisputed, and every member can open
    /// it. Ends of access and newer PEKs are the writer's to look at.
    #[must_use]
    pub fn usable(&self) -> bool {
        !self.frozen() && self.missing.is_empty()
    }

    /// What somebody's role was right after statement `n`.
    #[must_use]
    pub fn role_at(&self, person: PersonId, n: u64) -> Option<Role> {
        self.roles
            .iter()
            .find(|h| h.person == person && h.from <= n && h.until.is_none_or(|u| n < u))
            .map(|h| h.role)
    }
}

impl Circle {
    /// The same circle, where the chain goes on: what a statement is made after when the newest ones do not
    /// count.
    #[must_use]
    pub fn at(&self, n: u64, head: Hash) -> Self {
        Self {
            n,
            head,
            ..self.clone()
        }
    }
}

/// Resolves the statements that follow `start`, which is the circle after statement 0, or the one a newcomer
/// entered. Pure: no order, repetition or clock changes the answer.
#[must_use]
pub fn resolve(start: &Circle, links: &[Link]) -> Resolved {
    let tree = Tree::new(start, links);
    let branch = walk::follow(&tree, start.clone(), &mut walk::Way::default());
    let mut grantees: BTreeSet<PersonId> = start.table.iter().map(|m| m.person).collect();
    let mut roles: Vec<Held> = Vec::new();
    record(&mut roles, start);
    let mut epoch = start.epoch.id;
    for step in &branch.steps {
        if step.after.epoch.id != epoch {
            grantees.clear();
            epoch = step.after.epoch.id;
        }
        grantees.extend(&step.link.granted);
        record(&mut roles, &step.after);
    }
    let people = branch.circle.table.iter().map(|m| m.person);
    Resolved {
        missing: people.filter(|p| !grantees.contains(p)).collect(),
        path: branch
            .steps
            .iter()
            .map(|s| (s.after.n, s.link.hash))
            .collect(),
        disputed: branch.disputed,
        roles,
        tips: tree.tips(),
        circle: branch.circle,
    }
}

/// The statements after the start up to the one of hash `tip`, whether they count or not: what follows it in
/// the server's line. None when they are not all known.
#[must_use]
pub fn line_to<'a>(start: &Circle, links: &'a [Link], tip: Hash) -> Option<Vec<&'a Link>> {
    Tree::new(start, links).line_to(tip)
}

/// Ends the roles that the table no longer gives and begins those it gives anew.
fn record(roles: &mut Vec<Held>, circle: &Circle) {
    for held in roles.iter_mut().filter(|h| h.until.is_none()) {
        if circle.member(held.person).map(|m| m.role) != Some(held.role) {
            held.until = Some(circle.n);
        }
    }
    for member in &circle.table {
        let held = |h: &Held| h.person == member.person && h.until.is_none();
        if !roles.iter().any(held) {
            roles.push(Held {
                person: member.person,
                role: member.role,
                from: circle.n,
                until: None,
            });
        }
    }
}

#[cfg(test)]
mod tests;
