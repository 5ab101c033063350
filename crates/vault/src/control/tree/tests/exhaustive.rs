//! Every set up to a size, and many beyond it.

use super::*;
use crate::Random;
use crate::testing::Seeded;

/// What may be done with a set of this size. Bilal does what Anna does, mirrored, where it can matter.
fn moves(size: usize) -> Vec<(PersonId, Act)> {
    let mut all = vec![
        (OWNER, Act::Renew),
        (OWNER, Act::Remove(ANNA)),
        (OWNER, Act::Admit(ANNA, Role::Reader)),
        (OWNER, Act::HandOver(ANNA)),
        (OWNER, Act::Junk),
        (ANNA, Act::Renew),
        (ANNA, Act::Remove(BILAL)),
        (ANNA, Act::Remove(OWNER)),
        (ANNA, Act::Remove(ANNA)),
        (ANNA, Act::Admit(BILAL, Role::Reader)),
        (ANNA, Act::HandOver(BILAL)),
        (ANNA, Act::Junk),
        (ANNA, Act::Lie),
        (ANNA, Act::AdmitWithout(CARLA)),
        (ANNA, Act::HandTo(CARLA)),
        (BILAL, Act::Remove(ANNA)),
    ];
    for i in 0..size {
        all.extend([(OWNER, Act::Settle(i)), (ANNA, Act::Settle(i))]);
    }
    all
}

/// What disputes are made of, for longer sets.
pub(super) fn few(size: usize) -> Vec<(PersonId, Act)> {
    let mut all = vec![
        (OWNER, Act::Remove(ANNA)),
        (ANNA, Act::Remove(BILAL)),
        (BILAL, Act::Remove(ANNA)),
        (ANNA, Act::Junk),
    ];
    all.extend((0..size).map(|i| (OWNER, Act::Settle(i))));
    all
}

fn places(size: usize) -> impl Iterator<Item = Option<usize>> {
    core::iter::once(None).chain((0..size).map(Some))
}

/// Calls `check` with every set of up to `depth` moves.
pub(super) fn grow(
    moves: fn(usize) -> Vec<(PersonId, Act)>,
    depth: usize,
    set: &Set,
    told: &mut Vec<Move>,
    check: &mut dyn FnMut(&Set, &[Move]),
) {
    check(set, told);
    if told.len() == depth {
        return;
    }
    let size = set.links.len();
    for (who, act) in moves(size) {
        for after in places(size) {
            told.push((who, after, act));
            let mut with = set.clone();
            with.push((who, after, act));
            grow(moves, depth, &with, told, check);
            told.pop();
        }
    }
}

fn check_all(set: &Set, told: &[Move]) {
    check_invariants(set, &told);
    check_backdating(set, &told);
    // Not so where the owner works against themselves: who hands a circle over and lets it fork has made two
    // owners, each of a branch; what an owner seals to nobody may be a handing over.
    let own = |(who, _, act): &Move| {
        matches!(act, Act::HandOver(_)) || *who == OWNER && *act == Act::Junk
    };
    if !told.iter().any(own) {
        check_recovery(set, &told);
    }
}

#[test]
fn every_set_of_three_statements() {
    let mut count = 0;
    grow(
        moves,
        3,
        &Set::new(&[]),
        &mut Vec::new(),
        &mut |set, told| {
            count += 1;
            check_all(set, told);
        },
    );
    assert!(count > 10_000, "{count}");
}

#[test]
fn every_dispute_of_four_statements() {
    let count = canonical(4, &[], check_all);
    assert!(count > 2_500, "{count}");
}

/// Every tree of so many statements of [`few`], once: in one order, whatever order it was made in. Where what
/// nothing follows does not count it is left out: it only is one more place for the server to stand.
fn canonical(size: usize, told: &[Move], check: fn(&Set, &[Move])) -> u32 {
    if told.len() == size {
        if !can_be_made(told) {
            return 0;
        }
        let set = Set::new(told);
        let leaf = |i: usize| !told.iter().any(|(_, after, _)| *after == Some(i));
        if (0..size).any(|i| leaf(i) && is_void(&set, i)) {
            return 0;
        }
        check(&set, told);
        return 1;
    }
    let mut count = 0;
    let rank = |all: &[(PersonId, Act)], m: &Move| {
        let place = m.1.map_or(0, |i| i + 1);
        (place, all.iter().position(|a| *a == (m.0, m.2)))
    };
    let all = few(size);
    for after in places(told.len()) {
        for (who, act) in &all {
            let next = (*who, after, *act);
            let itself = *act == Act::Settle(told.len());
            let order = told
                .last()
                .is_none_or(|last| rank(&all, last) <= rank(&all, &next));
            if order && !itself {
                let told: Vec<Move> = told.iter().copied().chain([next]).collect();
                count += canonical(size, &told, check);
            }
        }
    }
    count
}

/// Whether a statement changes nothing in its own line.
fn is_void(set: &Set, place: usize) -> bool {
    let line = set.line(Some(place));
    let got = resolve(&start(), &line);
    let hash = set.hash(place);
    !got.disputed.contains(&hash) && !got.path.iter().any(|(_, h)| *h == hash)
}

/// Whether no statement names one that was made only after it.
fn can_be_made(told: &[Move]) -> bool {
    let mut made = 0_u32;
    for _ in told {
        for (i, (_, after, act)) in told.iter().enumerate() {
            let has = |i: usize| made >> i & 1 == 1;
            let named = match act {
                Act::Settle(i) => has(*i),
                _ => true,
            };
            if named && after.is_none_or(has) {
                made |= 1 << i;
            }
        }
    }
    made.count_ones() == u32::try_from(told.len()).unwrap()
}

/// A set of seven, by a seed.
fn seven(random: &mut Seeded) -> Vec<Move> {
    let mut told: Vec<Move> = Vec::new();
    for size in 0..7_usize {
        let all = moves(size);
        let mut draw = [0; 2];
        random.fill(&mut draw);
        let (who, act) = all[usize::from(draw[0]) % all.len()];
        // Mostly in line, so that there is something to dispute about.
        let after = match usize::from(draw[1]) {
            d if d < 150 => size.checked_sub(1),
            d => places(size).nth(d % (size + 1)).flatten(),
        };
        told.push((who, after, act));
    }
    told
}

#[test]
fn many_sets_of_seven_statements() {
    let mut random = Seeded(1000);
    for _ in 0..1500 {
        let told = seven(&mut random);
        check_all(&Set::new(&told), &told);
    }
}

#[test]
fn every_subset_of_some_sets_of_seven() {
    let mut random = Seeded(2000);
    for _ in 0..40 {
        let told = seven(&mut random);
        let whole = Set::new(&told);
        for subset in 0..1_u8 << 7 {
            let links = whole.links.iter().enumerate();
            let kept = links.filter(|(i, _)| subset >> i & 1 == 1);
            let set = Set {
                links: kept.map(|(_, l)| l.clone()).collect(),
            };
            check_invariants(&set, &(&told, subset));
        }
    }
}
