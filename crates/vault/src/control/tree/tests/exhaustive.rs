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
        (BILAL, Act::Remove(ANNA)),
    ];
    for i in 0..size {
        all.extend([(OWNER, Act::Settle(i)), (ANNA, Act::Settle(i))]);
    }
    all
}

/// What disputes are made of, for longer sets.
fn few(size: usize) -> Vec<(PersonId, Act)> {
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
fn grow(
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
    let mut count = 0;
    grow(few, 4, &Set::new(&[]), &mut Vec::new(), &mut |set, told| {
        if told.len() == 4 {
            count += 1;
            check_all(set, told);
        }
    });
    assert!(count > 15_000, "{count}");
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
