//! Any set of statements that people of a circle may sign, hostile ones too: what it comes to.
#![no_main]

use amanat_protocol::hash::{self, Hash};
use amanat_protocol::id::{CircleId, DeviceKey, EpochId, PersonId};
use amanat_protocol::statement::StatementHeader;
use amanat_vault::circle::{
    Change, CircleKind, Epoch, Member, Role, StatementPayload, access_list, table_hash,
};
use amanat_vault::control::{Circle, Link, resolve, settling};
use amanat_vault::keys::SealKey;
use libfuzzer_sys::arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;

/// More than this a reader has met from nobody, and sets of this size hold every rule.
const MOST: u8 = 10;
const ROLES: [Role; 4] = [Role::Manager, Role::Contributor, Role::Reader, Role::Owner];

fuzz_target!(|bytes: &[u8]| {
    if let Ok(links) = links(&mut Unstructured::new(bytes)) {
        check(&links);
    }
});

fn check(links: &[Link]) {
    let start = start();
    let resolved = resolve(&start, links);
    let mut other: Vec<Link> = links.iter().rev().chain(links).cloned().collect();
    assert_eq!(resolve(&start, &other), resolved);
    other.rotate_left(links.len() / 2);
    assert_eq!(resolve(&start, &other), resolved);
    let circle = &resolved.circle;
    assert!(circle.table.is_sorted_by(|a, b| a.person < b.person));
    let owners = circle.table.iter().filter(|row| row.role == Role::Owner);
    assert_eq!(owners.count(), 1);
    assert!(resolved.path.is_sorted_by(|a, b| a.0 < b.0));
    assert!(resolved.missing.iter().all(|p| circle.member(*p).is_some()));
    for tip in &resolved.tips {
        let _ = settling(&start, links, tip.1);
    }
}

fn links(u: &mut Unstructured<'_>) -> Result<Vec<Link>> {
    let mut states = vec![start()];
    let mut links = Vec::new();
    for place in 1..=MOST {
        if u.is_empty() {
            break;
        }
        let before = u.choose(&states)?.clone();
        let signer = person(u.int_in_range(1..=4)?);
        let other = person(u.int_in_range(1..=4)?);
        let mut after = before.at(before.n + 1, name(place));
        let change = match u.int_in_range(0..=4)? {
            0 => admit(&mut after, row(other, *u.choose(&ROLES)?)),
            1 => {
                after.table.retain(|row| row.person != other);
                Change::Remove {
                    person: other,
                    cuts: Vec::new(),
                }
            }
            2 => {
                set(&mut after, signer, Role::Manager);
                set(&mut after, other, Role::Owner);
                Change::HandOver { person: other }
            }
            3 => Change::Renew {
                members: Vec::new(),
            },
            _ => {
                after.table.clone_from(&u.choose(&states)?.table);
                let voided = name(u.int_in_range(1..=MOST)?);
                Change::Settle { voided }
            }
        };
        let odd: u8 = u.int_in_range(0..=31)?;
        if odd != 1 {
            after.epoch = epoch(place, before.epoch.number + 1);
        }
        if odd == 2 {
            after.table.pop();
        }
        let mut link = link(&before, &after, signer, change);
        link.counts = odd != 3;
        if odd == 4 {
            link.payload = None;
        }
        if odd == 5 {
            link.granted.pop();
        }
        links.push(link);
        states.push(after);
    }
    Ok(links)
}

fn link(before: &Circle, after: &Circle, person: PersonId, change: Change) -> Link {
    let header = StatementHeader {
        suite: 1,
        circle: before.id,
        genesis: None,
        n: after.n,
        prev: before.head,
        person,
        device: DeviceKey(person.0.0),
        epoch: after.epoch.id,
        payload_hash: Hash::ZERO,
        payload_len: 0,
        access_hash: Hash::ZERO,
        slots_hash: Hash::ZERO,
    };
    let payload = StatementPayload {
        place: Hash::ZERO,
        at: 0,
        change,
        epoch: after.epoch,
        table: table_hash(&after.table),
    };
    Link {
        hash: after.head,
        header,
        access: access_list(&after.table),
        granted: after.table.iter().map(|row| row.person).collect(),
        payload: Some(payload),
        counts: true,
    }
}

fn admit(circle: &mut Circle, member: Member) -> Change {
    circle.table.retain(|row| row.person != member.person);
    circle.table.push(member.clone());
    circle.table.sort_by_key(|row| row.person);
    Change::Admit { member }
}

fn set(circle: &mut Circle, person: PersonId, role: Role) {
    let rows = circle.table.iter_mut();
    rows.filter(|row| row.person == person)
        .for_each(|row| row.role = role);
}

fn start() -> Circle {
    Circle {
        id: CircleId(Hash([9; 32])),
        kind: CircleKind::Committee,
        n: 3,
        head: name(0),
        table: vec![
            row(person(1), Role::Owner),
            row(person(2), Role::Manager),
            row(person(3), Role::Manager),
        ],
        epoch: epoch(0, 3),
        removed: Vec::new(),
    }
}

fn row(person: PersonId, role: Role) -> Member {
    Member {
        person,
        role,
        identity_n: 0,
        identity_head: person.0,
        pek_generation: 0,
        pek_salt: [0; 32],
        pek: SealKey(person.0.0),
        since: 0,
        until: None,
    }
}

fn epoch(id: u8, number: u64) -> Epoch {
    let (id, recipient) = (EpochId([id; 16]), SealKey([id; 32]));
    Epoch {
        id,
        number,
        recipient,
    }
}

const fn person(n: u8) -> PersonId {
    PersonId(Hash([n; 32]))
}

/// Spread, so that ties fall differently from the order of making.
fn name(place: u8) -> Hash {
    hash::labelled("fuzz", &[place])
}
