//! Files that were sealed once: what opened then opens for ever, what was refused stays refused.

#![allow(clippy::unwrap_used, reason = "a test panics")]

use std::collections::BTreeSet;

use amanat_vectors::{
    Cases, OK, checkpoints, control, deposits, entries, forks, letters, local, operations,
    passphrase, recovery,
};

/// Guards against a file that proves nothing: so many cases hold, so many do not, for so many reasons.
fn guard<'a>(outcomes: impl Iterator<Item = &'a str>, good: usize, bad: usize, reasons: usize) {
    let all: Vec<&str> = outcomes.collect();
    let holds = all.iter().filter(|o| **o == OK).count();
    let why: BTreeSet<&&str> = all.iter().filter(|o| **o != OK).collect();
    assert!(
        holds >= good && all.len() - holds >= bad,
        "{holds} of {}",
        all.len()
    );
    assert!(why.len() >= reasons, "{why:?}");
}

#[test]
fn who_is_handed_an_epoch() {
    let stored = Cases::<control::Case>::read("slots.json").unwrap();
    guard(stored.cases.iter().map(|c| c.outcome.as_str()), 7, 5, 1);
    chains(&stored);
}

#[test]
fn control_chains() {
    let stored = Cases::<control::Case>::read("control.json").unwrap();
    guard(stored.cases.iter().map(|c| c.outcome.as_str()), 9, 60, 6);
    chains(&stored);
}

fn chains(stored: &Cases<control::Case>) {
    for case in &stored.cases {
        let judged = control::judge(case).unwrap();
        assert_eq!(
            judged,
            (case.outcome.clone(), case.reached.clone()),
            "{}",
            case.name
        );
    }
}

#[test]
fn entries_open_and_say_what_they_said() {
    let stored = Cases::<entries::Case>::read("entries.json").unwrap();
    guard(stored.cases.iter().map(|c| c.outcome.as_str()), 3, 20, 5);
    for case in &stored.cases {
        let (outcome, hash, operations) = entries::judge(&case.secret, &case.entry).unwrap();
        assert_eq!(outcome, case.outcome, "{}", case.name);
        assert_eq!(hash.map(|h| h.hex()), case.hash, "{}", case.name);
        assert_eq!(operations, case.operations, "{}", case.name);
    }
    let first = stored.cases.first().unwrap();
    let bytes = first.operations.as_ref().unwrap().first().unwrap();
    let said = operations::judge("", bytes)
        .unwrap()
        .says
        .unwrap()
        .to_string();
    assert!(said.contains("بزرگ مریض"), "{said}");
}

#[test]
fn letters_between_people() {
    let stored = Cases::<letters::Case>::read("letters.json").unwrap();
    guard(stored.cases.iter().map(|c| c.outcome.as_str()), 8, 24, 4);
    for c in &stored.cases {
        let judged = letters::judge(&c.me, c.key, &c.sealed).unwrap();
        assert_eq!(judged, (c.outcome.clone(), c.letter.clone()), "{}", c.name);
    }
}

#[test]
fn deposits_of_one_length() {
    let stored = Cases::<deposits::Case>::read("deposits.json").unwrap();
    guard(stored.cases.iter().map(|c| c.outcome.as_str()), 4, 15, 3);
    for c in &stored.cases {
        let judged = deposits::judge(&c.sealed).unwrap();
        assert_eq!(judged, (c.outcome.clone(), c.says.clone()), "{}", c.name);
    }
}

#[test]
fn operations_of_checkpoints() {
    let stored = Cases::<checkpoints::Case>::read("checkpoints.json").unwrap();
    let holds = |c: &&checkpoints::Case| c.operations.is_some();
    assert_eq!(stored.cases.iter().filter(holds).count(), 3);
    assert!(stored.cases.len() >= 14);
    for case in &stored.cases {
        let judged = checkpoints::judge(&case.packed).unwrap();
        assert_eq!(judged, case.operations, "{}", case.name);
    }
}

#[test]
fn sets_of_statements() {
    let stored = Cases::<forks::Case>::read("forks.json").unwrap();
    guard(stored.cases.iter().map(|c| c.outcome.as_str()), 12, 4, 2);
    let frozen = |c: &&forks::Case| c.comes_to.as_ref().is_some_and(|r| !r.disputed.is_empty());
    assert!(stored.cases.iter().filter(frozen).count() >= 3);
    for c in &stored.cases {
        let judged = forks::judge(c.me, &c.first, &c.set).unwrap();
        assert_eq!(
            judged,
            (c.outcome.clone(), c.comes_to.clone()),
            "{}",
            c.name
        );
        let mut turned = c.set.clone();
        turned.reverse();
        assert_eq!(forks::judge(c.me, &c.first, &turned).unwrap(), judged);
    }
}

#[test]
fn recovery_blobs() {
    let stored = Cases::<recovery::Case>::read("recovery.json").unwrap();
    guard(stored.cases.iter().map(|c| c.outcome.as_str()), 2, 13, 2);
    for case in &stored.cases {
        let judged = recovery::judge(&case.card, &case.blob).unwrap();
        assert_eq!(
            judged,
            (case.outcome.clone(), case.person.clone()),
            "{}",
            case.name
        );
    }
}

#[test]
fn passphrase_slots() {
    let stored = Cases::<passphrase::Case>::read("passphrase.json").unwrap();
    guard(stored.cases.iter().map(|c| c.outcome.as_str()), 4, 10, 2);
    for case in &stored.cases {
        let judged = passphrase::judge(&case.slot, &case.passphrase).unwrap();
        assert_eq!(
            judged,
            (case.outcome.clone(), case.secret.clone()),
            "{}",
            case.name
        );
    }
}

#[test]
fn words_typed_and_not_given() {
    let stored = Cases::<local::Case>::read("begun.json").unwrap();
    let case = stored.cases.first().unwrap();
    assert_eq!(case.shows.begun.len(), 6);
    let judged = local::judge(&case.store, &case.passphrase).unwrap();
    assert_eq!(judged, case.shows);
    // One record cannot stand in for another.
    let mut swapped = case.store.clone();
    assert_eq!(case.store.keys().filter(|k| k.starts_with("w/")).count(), 7);
    let names: Vec<String> = swapped
        .keys()
        .filter(|k| k.starts_with("w/"))
        .cloned()
        .collect();
    let (first, second) = (swapped[&names[0]].clone(), swapped[&names[1]].clone());
    swapped.insert(names[0].clone(), second);
    swapped.insert(names[1].clone(), first);
    let judged = local::judge(&swapped, &case.passphrase).unwrap();
    assert_eq!(judged.locked, 2);
}

#[test]
fn stores_of_devices() {
    let stored = Cases::<local::Case>::read("local.json").unwrap();
    assert!(stored.cases.len() >= 2);
    for case in &stored.cases {
        assert_eq!(
            local::judge(&case.store, &case.passphrase).unwrap(),
            case.shows,
            "{}",
            case.name
        );
    }
    let full = stored.cases.last().unwrap();
    assert_eq!(full.shows.titles, ["Sent", "رات"]);
    assert_eq!((full.shows.unsent, full.shows.locked), (1, 0));
    for prefix in ["keyring", "marks", "slot", "layout", "e/", "s/", "p/"] {
        assert!(full.store.keys().any(|k| k.starts_with(prefix)), "{prefix}");
    }
    // A store whose keys are gone opens to nobody, and is told as damaged, not as empty.
    let mut without = full.store.clone();
    without.remove("marks");
    assert!(local::judge(&without, &full.passphrase).is_err());
    assert!(local::judge(&full.store, "another passphrase").is_err());
}
