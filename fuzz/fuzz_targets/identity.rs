//! Identity chains: as they come, and with places and signatures mended, so that the rules are reached.
#![no_main]

use std::sync::LazyLock;

use amanat_fuzz::{fixtures, must, read};
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{DeviceKey, PersonId};
use amanat_protocol::identity::{Identity, IdentitySigner, IdentityStatement};
use amanat_protocol::signed::Signed;
use amanat_vault::keys::SignSecret;
use amanat_vault::person;
use libfuzzer_sys::fuzz_target;

type Chain = Vec<Signed<IdentityStatement>>;

/// So few that lists meet.
const DEVICES: u8 = 5;
static KEYS: LazyLock<Vec<SignSecret>> =
    LazyLock::new(|| (0..DEVICES).map(fixtures::device).collect());
static CARD: LazyLock<SignSecret> = LazyLock::new(|| fixtures::card(1).derive_signing());

fuzz_target!(|bytes: &[u8]| {
    let Some(chain) = read::<Chain>(bytes) else {
        return;
    };
    fold(&chain);
    fold(&mended(&chain));
});

fn key(device: DeviceKey) -> &'static SignSecret {
    &KEYS[usize::from(device.0[0] % DEVICES)]
}

/// Every name becomes one of a few known ones; order and repetition stay as they came.
fn mended(chain: &Chain) -> Chain {
    let mut out: Chain = Vec::new();
    for mut s in chain.iter().take(8).map_while(|signed| signed.claim().ok()) {
        if let (Some(first), Some(last)) = (out.first(), out.last()) {
            (s.person, s.prev) = (PersonId(first.hash()), last.hash());
            s.nonce = [0; 16];
        } else {
            (s.person, s.prev) = (PersonId::default(), Hash::ZERO);
        }
        s.n = out.len().try_into().unwrap_or(0);
        for device in &mut s.devices {
            *device = key(*device).device();
        }
        for removed in &mut s.removed {
            removed.device = key(removed.device).device();
        }
        s.card = CARD.card();
        let by = match s.signer {
            IdentitySigner::Device(device) => key(device),
            IdentitySigner::Card(_) => &*CARD,
        };
        s.signer = match s.signer {
            IdentitySigner::Device(_) => IdentitySigner::Device(by.device()),
            IdentitySigner::Card(_) => IdentitySigner::Card(by.card()),
        };
        out.push(by.sign(&s));
    }
    out
}

/// Folds as far as it goes and asserts of each step what others build on.
fn fold(chain: &Chain) {
    let Some(mut identity) = chain.first().and_then(|first| Identity::begin(first).ok()) else {
        assert!(person::fold(chain).is_err());
        return;
    };
    sound(&identity);
    let mut length = 1;
    for signed in &chain[1..] {
        let Ok(next) = identity.extend(signed) else {
            break;
        };
        sound(&next);
        follows(&identity, &next);
        identity = next;
        length += 1;
    }
    assert_eq!(must(person::fold(&chain[..length])), identity);
    assert_eq!(person::fold(chain).is_ok(), length == chain.len());
}

fn sound(identity: &Identity) {
    let s = &identity.statement;
    assert!(!s.devices.is_empty() && s.devices.is_sorted_by(|a, b| a < b));
    assert!(s.removed.is_sorted_by(|a, b| a.device < b.device));
    assert!(s.removed.iter().all(|r| !identity.is_active(r.device)));
    assert_eq!(s.n, identity.n);
}

fn follows(before: &Identity, after: &Identity) {
    let (old, new) = (&before.statement, &after.statement);
    assert_eq!((after.person, after.n), (before.person, before.n + 1));
    // Nobody comes back, no cut moves, nobody vanishes.
    assert!(old.removed.iter().all(|r| new.removed.contains(r)));
    let known = |d| after.is_active(d) || new.removed.iter().any(|r| r.device == d);
    assert!(old.devices.iter().all(|d| known(*d)));
    assert!(
        new.pek_generation == old.pek_generation || new.pek_generation == old.pek_generation + 1
    );
    assert!(match new.signer {
        IdentitySigner::Device(device) => before.is_active(device),
        IdentitySigner::Card(card) => old.card == card,
    });
}
