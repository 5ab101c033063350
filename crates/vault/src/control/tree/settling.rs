//! What the owner has to say before a circle can go on.

use amanat_protocol::SUITE;
use amanat_protocol::codec;
use amanat_protocol::hash::{self, Hash};
use amanat_protocol::id::{DeviceKey, EpochId};
use amanat_protocol::statement::StatementHeader;

use super::super::{Circle, Link};
use super::judge::Tree;
use super::{Resolved, resolve};
use crate::circle::{Change, Epoch, StatementPayload, access_list, table_hash};

/// The owner's next settlement: [`super::super::settle`] makes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settling {
    /// Where it is made: its table is the one before what is voided, its head where the server stands.
    pub base: Circle,
    /// What no longer counts.
    pub voided: Hash,
}

/// Branches that are voided on trial, one after the other.
const MOST: usize = 64;

/// The settlement with which the owner begins to end a dispute, where the server goes on from `tip`; also
/// where nothing is disputed, but the server stands on a branch that lost. After it has been made and sent
/// this is asked again. None when an ordinary statement may follow `tip`, and when `tip` is not known.
///
/// What the server stands on is kept where that ends the dispute; else it is voided from where the dispute
/// began.
#[must_use]
pub fn settling(start: &Circle, links: &[Link], tip: Hash) -> Option<Settling> {
    let now = resolve(start, links);
    let tree = Tree::new(start, links);
    let line = tree.line_to(tip)?;
    let place = line
        .last()
        .map_or((start.n, start.head), |l| (l.header.n, l.hash));
    if !now.frozen() && goes_on(start, links, &now.circle.at(place.0, place.1)) {
        return None;
    }
    let along = |upto: &[&Link]| {
        let links: Vec<Link> = upto.iter().map(|l| (*l).clone()).collect();
        resolve(start, &links).circle.at(place.0, place.1)
    };
    let other = not_said(start, &line, &now);
    let keep = other.map(|voided| Settling {
        base: along(&line),
        voided,
    });
    if let Some(keep) = &keep
        && ends(start, links, &now, keep)
    {
        return Some(keep.clone());
    }
    let counts = |l: &&Link| now.path.iter().any(|(_, hash)| *hash == l.hash);
    let kept = line.iter().rposition(counts).map_or(0, |i| i + 1);
    match line.get(kept) {
        Some(stray) => Some(Settling {
            base: along(line.get(..kept)?),
            voided: stray.hash,
        }),
        None => keep,
    }
}

/// Whether an ordinary statement of the owner's would count here.
fn goes_on(start: &Circle, links: &[Link], at: &Circle) -> bool {
    let members = Vec::new();
    let Some((link, _)) = suppose(at, Change::Renew { members }) else {
        return false;
    };
    let hash = link.hash;
    let mut links = links.to_vec();
    links.push(link);
    let then = resolve(start, &links);
    !then.frozen() && then.path.iter().any(|(_, h)| *h == hash)
}

/// Whether voiding all that is disputed elsewhere, one after the other, ends the dispute.
fn ends(start: &Circle, links: &[Link], now: &Resolved, first: &Settling) -> bool {
    let owner = |circle: &Circle| circle.owner().map(|m| m.person);
    if owner(&first.base) != owner(&now.circle) {
        return false;
    }
    let mut links = links.to_vec();
    let mut base = first.base.clone();
    let mut next = Some(first.voided);
    for _ in 0..MOST {
        let Some(voided) = next else { return false };
        let Some((link, epoch)) = suppose(&base, Change::Settle { voided }) else {
            return false;
        };
        base = base.at(link.header.n, link.hash);
        base.epoch = epoch;
        links.push(link);
        let then = resolve(start, &links);
        if !then.frozen() {
            return then.path.iter().any(|(_, hash)| *hash == base.head);
        }
        let tree = Tree::new(start, &links);
        let Some(line) = tree.line_to(base.head) else {
            return false;
        };
        next = not_said(start, &line, &then);
    }
    false
}

/// What is disputed and neither lies in the line nor is voided by what counts in it.
fn not_said(start: &Circle, line: &[&Link], now: &Resolved) -> Option<Hash> {
    let links: Vec<Link> = line.iter().map(|l| (*l).clone()).collect();
    let own = resolve(start, &links);
    let counts = |l: &Link| own.path.iter().any(|(_, hash)| *hash == l.hash);
    let said = |hash: &Hash| {
        line.iter()
            .any(|l| l.hash == *hash || voids(l, hash) && counts(l))
    };
    now.disputed.iter().find(|hash| !said(hash)).copied()
}

fn voids(link: &Link, hash: &Hash) -> bool {
    let change = link.payload.as_ref().map(|p| &p.change);
    matches!(change, Some(Change::Settle { voided }) if voided == hash)
}

/// A statement of the owner's as it would stand in the chain.
fn suppose(base: &Circle, change: Change) -> Option<(Link, Epoch)> {
    let owner = base.owner()?.person;
    let hash = hash::labelled(
        "amanat/v1/supposed",
        &codec::encode(&(base.n, base.head, &change)),
    );
    let mut epoch = base.epoch;
    let mut id = [0; 16];
    id.copy_from_slice(hash.0.get(..16)?);
    epoch.id = EpochId(id);
    epoch.number = epoch.number.checked_add(1)?;
    let header = StatementHeader {
        suite: SUITE,
        circle: base.id,
        genesis: None,
        n: base.n.checked_add(1)?,
        prev: base.head,
        person: owner,
        device: DeviceKey(owner.0.0),
        epoch: epoch.id,
        payload_hash: Hash::ZERO,
        payload_len: 0,
        access_hash: Hash::ZERO,
        slots_hash: Hash::ZERO,
    };
    let link = Link {
        hash,
        header,
        access: access_list(&base.table),
        granted: base.table.iter().map(|m| m.person).collect(),
        payload: Some(StatementPayload {
            place: Hash::ZERO,
            at: 0,
            change,
            epoch,
            table: table_hash(&base.table),
        }),
        counts: true,
    };
    Some((link, epoch))
}
