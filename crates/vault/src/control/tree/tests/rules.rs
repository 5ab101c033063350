//! Each rule once, by example.

use super::*;

fn frozen_at_start(set: &Set) -> bool {
    let got = set.resolve();
    got.frozen() && got.circle == start()
}

#[test]
fn one_line_is_followed_to_its_end() {
    let set = Set::new(&[
        (OWNER, None, Act::Renew),
        (ANNA, Some(0), Act::Remove(BILAL)),
        (OWNER, Some(1), Act::HandOver(ANNA)),
    ]);
    let got = set.resolve();
    assert_eq!(got.path.len(), 3);
    assert_eq!(got.circle.owner().unwrap().person, ANNA);
    assert!(got.usable());
    assert_eq!(got.tips, [(6, set.hash(2))]);
    let roles = |n| PEOPLE.map(|p| got.role_at(p, n));
    let (owner, manager) = (Some(Role::Owner), Some(Role::Manager));
    assert_eq!(roles(2), [None; 3]);
    assert_eq!(roles(3), [owner, manager, manager]);
    assert_eq!(roles(4), [owner, manager, manager]);
    assert_eq!(roles(5), [owner, manager, None]);
    assert_eq!(roles(6), [manager, owner, None]);
}

#[test]
fn the_owners_removal_beats_what_the_removed_backdates() {
    // However late the removal is, and whoever signed what lies between.
    let set = Set::new(&[
        (BILAL, None, Act::Renew),
        (OWNER, Some(0), Act::Remove(ANNA)),
        (ANNA, None, Act::Remove(BILAL)),
        (ANNA, Some(0), Act::Admit(BILAL, Role::Reader)),
        (ANNA, Some(1), Act::Remove(BILAL)),
        (ANNA, None, Act::Junk),
    ]);
    let got = set.resolve();
    assert_eq!(got.path.len(), 2);
    assert!(got.usable());
    assert_eq!(role(&got.circle, BILAL), Some(Role::Manager));
    assert_eq!(role(&got.circle, ANNA), None);
}

#[test]
fn a_managers_removal_of_another_does_not_decide() {
    let mut set = Set::new(&[
        (BILAL, None, Act::Remove(ANNA)),
        (ANNA, None, Act::Remove(BILAL)),
    ]);
    assert!(frozen_at_start(&set));
    assert_eq!(set.resolve().disputed.len(), 2);
    // The owner decides, on the branch that stays.
    set.push((OWNER, Some(0), Act::Settle(1)));
    let got = set.resolve();
    assert!(got.usable());
    assert_eq!(got.path.len(), 2);
    assert_eq!(role(&got.circle, ANNA), None);
}

#[test]
fn nobody_but_the_owner_settles() {
    for by in [ANNA, BILAL] {
        let mut set = Set::new(&[(OWNER, None, Act::Renew), (ANNA, None, Act::Renew)]);
        set.push((by, Some(1), Act::Settle(0)));
        set.push((by, Some(0), Act::Settle(1)));
        assert!(frozen_at_start(&set));
        let mut line = Set::new(&[(OWNER, None, Act::Renew)]);
        line.push((by, Some(0), Act::Settle(0)));
        assert_eq!(line.resolve().path.len(), 1);
    }
}

#[test]
fn the_owner_voids_what_lies_before_and_what_nobody_can_open() {
    let mut set = Set::new(&[
        (OWNER, None, Act::Renew),
        (ANNA, Some(0), Act::Junk),
        (ANNA, Some(1), Act::Junk),
    ]);
    let got = set.resolve();
    assert_eq!((got.path.len(), got.disputed), (1, vec![set.hash(1)]));
    set.push((OWNER, Some(2), Act::Settle(1)));
    set.push((OWNER, Some(3), Act::Remove(ANNA)));
    let got = set.resolve();
    assert!(got.usable());
    assert_eq!(got.circle.n, 8);
    assert_eq!(got.path.len(), 3);
    assert_eq!(role(&got.circle, ANNA), None);
}

#[test]
fn void_statements_are_passed_over() {
    let mut set = Set::new(&[
        (OWNER, None, Act::Remove(ANNA)),
        (ANNA, Some(0), Act::Renew),
        (BILAL, Some(1), Act::Lie),
        (BILAL, Some(2), Act::Renew),
    ]);
    let got = set.resolve();
    assert!(got.usable());
    assert_eq!(got.path.iter().map(|p| p.0).collect::<Vec<_>>(), [4, 7]);
    // Of a removed device, beyond its cut.
    set.links[3].counts = false;
    assert_eq!(set.resolve().path.len(), 1);
    set.push((OWNER, Some(3), Act::Renew));
    assert_eq!(set.resolve().path.len(), 2);
}

#[test]
fn who_handed_over_cannot_take_it_back_from_an_earlier_time() {
    let mut set = Set::new(&[
        (OWNER, None, Act::HandOver(ANNA)),
        // Backdated, or in line.
        (OWNER, None, Act::Renew),
        (OWNER, Some(1), Act::Settle(0)),
        (OWNER, Some(0), Act::Settle(0)),
    ]);
    let got = set.resolve();
    let mut both = [set.hash(0), set.hash(1)];
    both.sort_unstable();
    assert_eq!(got.disputed, both);
    set.push((ANNA, Some(3), Act::Settle(1)));
    let got = set.resolve();
    assert!(got.usable());
    assert_eq!(got.circle.owner().unwrap().person, ANNA);
}

#[test]
fn a_member_without_the_epoch_makes_it_unusable() {
    let newcomer = PersonId(Hash([4; 32]));
    let mut set = Set::new(&[(OWNER, None, Act::Admit(newcomer, Role::Reader))]);
    assert!(set.resolve().usable());
    let mut link = set.links.remove(0);
    let payload = link.payload.as_mut().unwrap();
    // The same epoch, and no slot for the newcomer.
    payload.epoch = start().epoch;
    link.header.epoch = payload.epoch.id;
    link.granted.clear();
    let got = resolve(&start(), &[link]);
    assert_eq!(got.missing, [newcomer]);
    assert!(!got.usable() && !got.frozen());
}

#[test]
fn an_epoch_is_handed_to_exactly_its_table_or_not_at_all() {
    for act in [
        Act::LeaveOut(BILAL),
        Act::LeaveOut(OWNER),
        Act::HandTo(CARLA),
    ] {
        for by in [OWNER, ANNA] {
            let set = Set::new(&[(by, None, act), (OWNER, Some(0), Act::Renew)]);
            let got = set.resolve();
            assert!(got.usable(), "{act:?} by {by:?}");
            // Passed over: the next one counts, and this one does not.
            assert_eq!(got.path, [(5, set.hash(1))], "{act:?} by {by:?}");
        }
    }
    // Let in without the key: named as long as it is so.
    let mut set = Set::new(&[(ANNA, None, Act::AdmitWithout(CARLA))]);
    let got = set.resolve();
    assert_eq!((got.path.len(), got.missing.clone()), (1, vec![CARLA]));
    assert!(!got.usable());
    set.push((ANNA, Some(0), Act::Renew));
    assert!(set.resolve().usable());
    assert_eq!(role(&set.resolve().circle, CARLA), Some(Role::Reader));
}

#[test]
fn disputes_inside_disputes_end_and_the_owner_ends_them_all() {
    let mut set = Set::new(&[]);
    let mut after = None;
    for i in 0..90 {
        set.push((ANNA, after, Act::Renew));
        set.push((BILAL, after, Act::Renew));
        after = Some(2 * i);
    }
    let got = set.resolve();
    assert!(got.circle == start() && got.disputed.len() >= 2 * 64);
    set.push((OWNER, after, Act::Settle(0)));
    set.push((OWNER, Some(180), Act::Settle(1)));
    let got = set.resolve();
    assert!(got.usable());
    assert_eq!(got.path.len(), 2);
}

#[test]
fn a_long_chain_needs_no_deep_stack() {
    let made = Set::new(&[(OWNER, None, Act::Renew)]);
    let mut links = Vec::new();
    let mut state = start();
    for i in 0..5_000_u64 {
        let mut link = made.links[0].clone();
        link.hash = hash::labelled("test", &i.to_le_bytes());
        (link.header.n, link.header.prev) = (state.n + 1, state.head);
        let payload = link.payload.as_mut().unwrap();
        payload.epoch = state.epoch;
        payload.epoch.number += 1;
        payload.epoch.id = EpochId(link.hash.0[..16].try_into().unwrap());
        let payload = payload.clone();
        link.header.epoch = payload.epoch.id;
        state = state.extend(&link, &payload).unwrap();
        links.push(link);
    }
    assert_eq!(resolve(&start(), &links).circle, state);
}
