//! Each person with two devices. A removed device's statements count up to its cut and no further, wherever
//! it signs after that: which of a set those are is the identity chain's to say, so every choice is tried.

use super::exhaustive::{few, grow};
use super::*;

/// The same set, where these statements were signed by a device beyond its cut.
fn without(set: &Set, beyond: u32) -> Set {
    let mut set = set.clone();
    for (i, link) in set.links.iter_mut().enumerate() {
        if beyond >> i & 1 == 1 {
            link.counts = false;
            // The second of two.
            link.header.device.0[31] ^= 1;
        }
    }
    set
}

fn choices(set: &Set) -> u32 {
    1 << set.links.len()
}

#[test]
fn what_a_removed_device_signed_beyond_its_cut_changes_nothing() {
    let mut count = 0;
    grow(few, 3, &Set::new(&[]), &mut Vec::new(), &mut |set, told| {
        for beyond in 0..choices(set) {
            let set = without(set, beyond);
            let why = (told, beyond);
            check_invariants(&set, &why);
            check_backdating(&set, &why);
            check_recovery(&set, &why);
            let got = set.resolve();
            // 4. None of them lies on the way, and none of them freezes anything.
            let void = |hash: &Hash| !set.links[set.place(*hash)].counts;
            assert!(!got.path.iter().any(|(_, hash)| void(hash)), "{why:?}");
            assert!(!got.disputed.iter().any(void), "{why:?}");
            count += 1;
        }
    });
    assert!(count > 5_000, "{count}");
}

#[test]
fn a_device_removed_later_takes_back_what_it_did() {
    // Anna's stolen device let Bilal out; her identity chain cuts it off before that.
    let set = Set::new(&[
        (ANNA, None, Act::Remove(BILAL)),
        (OWNER, Some(0), Act::Renew),
    ]);
    assert_eq!(role(&set.resolve().circle, BILAL), None);
    let cut = without(&set, 1);
    // The owner went on from it with a table that is now another: the owner says again who is in.
    let got = cut.resolve();
    assert_eq!(role(&got.circle, BILAL), Some(Role::Manager));
    assert!(got.usable());
    assert!(got.path.is_empty());
    check_recovery(&cut, &"removed later");
}
