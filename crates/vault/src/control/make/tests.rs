mod garbage;

use super::*;
use crate::circle::{Change, CircleKind, MemberCut};
use crate::control::{ControlError, Link, Opened, enter, open_statement, resolve};
use crate::testing::Seeded;
use amanat_protocol::codec;
use amanat_protocol::id::DeviceKey;

struct Somebody {
    person: PersonId,
    device: SignSecret,
    peks: Vec<Pek>,
}

impl Somebody {
    fn new(n: u8, random: &mut Seeded) -> Self {
        Self {
            person: PersonId(Hash([n; 32])),
            device: SignSecret::make(random),
            peks: vec![Pek::make(0, random)],
        }
    }

    fn signer(&self) -> ControlSigner<'_> {
        ControlSigner {
            person: self.person,
            device: &self.device,
            identity: (0, self.person.0),
            pek: self.peks.last().unwrap(),
            now: 1000,
        }
    }

    fn row(&self, role: Role) -> Member {
        self.signer().row(role, 1000)
    }

    fn opens(&self, before: Option<&Circle>, made: &Made) -> Result<Opened, ControlError> {
        open_statement(before, &made.statement, self.person, &self.peks, &[])
    }
}

struct World {
    random: Seeded,
    owner: Somebody,
    manager: Somebody,
    reader: Somebody,
    /// With all three in it.
    circle: Circle,
}

fn world() -> World {
    let mut random = Seeded(7);
    let [owner, manager, reader] = [1, 2, 3].map(|n| Somebody::new(n, &mut random));
    let made = found(&owner.signer(), CircleKind::Pair, &mut random).unwrap();
    let mut circle = made.circle;
    for row in [manager.row(Role::Manager), reader.row(Role::Reader)] {
        circle = admit(&circle, &owner.signer(), row, &mut random)
            .unwrap()
            .circle;
    }
    World {
        random,
        owner,
        manager,
        reader,
        circle,
    }
}

#[test]
fn what_is_made_opens_to_the_same_circle() {
    let World {
        mut random,
        mut owner,
        manager,
        reader,
        circle,
    } = world();
    let begun = found(&owner.signer(), CircleKind::Own, &mut random).unwrap();
    let opened = owner.opens(None, &begun).unwrap();
    assert_eq!(opened.circle, begun.circle);
    assert_eq!(opened.granted, [owner.person]);

    owner.peks.push(Pek::make(1, &mut random));
    let newer = Member {
        pek: OpenSecret::from_bytes(&[9; 32]).seal_key(),
        pek_generation: 1,
        ..reader.row(Role::Reader)
    };
    let cut = MemberCut {
        device: DeviceKey([7; 32]),
        seq: 4,
        hash: Hash([4; 32]),
    };
    let until = Member {
        until: Some(9000),
        ..reader.row(Role::Commenter)
    };
    let voided = Hash([8; 32]);
    let by = owner.signer();
    let all = [
        admit(&circle, &by, until, &mut random).unwrap(),
        remove(&circle, &by, reader.person, vec![cut, cut], &mut random).unwrap(),
        renew(&circle, &by, vec![newer], &mut random).unwrap(),
        hand_over(&circle, &by, manager.person, &mut random).unwrap(),
        settle(&circle, &by, voided, &mut random).unwrap(),
    ];
    for made in &all {
        for who in [&owner, &manager] {
            let opened = who.opens(Some(&circle), made).unwrap();
            assert_eq!(opened.circle, made.circle);
            let people: Vec<_> = made.circle.table.iter().map(|m| m.person).collect();
            assert_eq!(opened.granted, people);
            let handed = opened.handed.unwrap();
            assert_eq!(handed.expose_bytes(), made.secret.expose_bytes());
            assert_ne!(made.circle.epoch.id, circle.epoch.id);
            // Not twice, and not on another chain.
            let again = who.opens(Some(&made.circle), made);
            assert_eq!(again.err(), Some(ControlError::NotNext));
        }
    }
    let [changed, removed, renewed, handed, _] = all;
    let row = changed.circle.member(reader.person).unwrap();
    assert_eq!((row.role, row.until), (Role::Commenter, Some(9000)));
    assert_eq!(removed.circle.removed, [(reader.person, vec![cut])]);
    let refused = reader.opens(Some(&circle), &removed);
    assert_eq!(refused.err(), Some(ControlError::Locked));
    let generation = |p| renewed.circle.member(p).unwrap().pek_generation;
    assert_eq!(
        [owner.person, manager.person, reader.person].map(generation),
        [1, 0, 1]
    );
    assert_eq!(handed.circle.owner().unwrap().person, manager.person);
}

#[test]
fn nothing_is_made_that_would_be_refused() {
    let World {
        mut random,
        owner,
        manager,
        reader,
        circle,
    } = world();
    let stranger = Somebody::new(4, &mut random);
    let no = Some(MakeError::Forbidden);
    for by in [&reader, &stranger] {
        let by = by.signer();
        let row = stranger.row(Role::Reader);
        assert_eq!(admit(&circle, &by, row, &mut random).err(), no);
        assert_eq!(
            remove(&circle, &by, manager.person, Vec::new(), &mut random).err(),
            no
        );
        assert_eq!(renew(&circle, &by, Vec::new(), &mut random).err(), no);
    }
    for by in [&manager, &reader, &stranger] {
        let by = by.signer();
        assert_eq!(
            hand_over(&circle, &by, reader.person, &mut random).err(),
            no
        );
        assert_eq!(settle(&circle, &by, circle.head, &mut random).err(), no);
        assert_eq!(
            remove(&circle, &by, owner.person, Vec::new(), &mut random).err(),
            no
        );
    }
    let rows = [
        manager.row(Role::Owner),
        manager.row(Role::Reader),
        owner.row(Role::Reader),
    ];
    for row in rows {
        assert_eq!(
            admit(&circle, &manager.signer(), row, &mut random).err(),
            no
        );
    }
    for to in [owner.person, stranger.person] {
        assert_eq!(
            hand_over(&circle, &owner.signer(), to, &mut random).err(),
            no
        );
    }
    // A manager renews: nobody's role, end or key may change on the way.
    let now = owner.row(Role::Owner);
    let mut forged = vec![now.clone(); 4];
    forged[0].role = Role::Manager;
    forged[1].until = Some(1);
    forged[2].pek = manager.peks[0].secret.seal_key();
    forged[3].pek_salt = [0; 32];
    for row in forged {
        assert_eq!(
            renew(&circle, &manager.signer(), vec![row], &mut random).err(),
            no
        );
    }
    let stranger = vec![stranger.row(Role::Reader)];
    assert_eq!(
        renew(&circle, &manager.signer(), stranger, &mut random).err(),
        no
    );
    assert!(renew(&circle, &manager.signer(), vec![now], &mut random).is_ok());
    let last = Circle {
        n: u64::MAX,
        ..circle
    };
    assert_eq!(
        renew(&last, &owner.signer(), Vec::new(), &mut random).err(),
        no
    );
}

#[test]
fn a_circle_too_large_for_one_statement_is_not_made() {
    let mut w = world();
    let row = |n: u16| {
        let mut id = [9; 32];
        id[..2].copy_from_slice(&n.to_be_bytes());
        Member {
            person: PersonId(Hash(id)),
            ..w.reader.row(Role::Reader)
        }
    };
    w.circle.table = (0..200).map(row).collect();
    w.circle.table.insert(0, w.owner.row(Role::Owner));
    w.circle.table.sort_by_key(|m| m.person);
    let made = renew(&w.circle, &w.owner.signer(), Vec::new(), &mut w.random);
    assert_eq!(made.err(), Some(MakeError::Seal));
    w.circle.table.retain(|m| m.person.0.0[1] < 100);
    let made = renew(&w.circle, &w.owner.signer(), Vec::new(), &mut w.random);
    assert_eq!(made.unwrap().circle.table.len(), 101);
}

#[test]
fn a_newcomer_enters_where_they_are_let_in() {
    let mut w = world();
    let newcomer = Somebody::new(5, &mut w.random);
    let row = newcomer.row(Role::Reader);
    for by in [&w.owner, &w.manager] {
        let made = admit(&w.circle, &by.signer(), row.clone(), &mut w.random).unwrap();
        let opened = enter(&made.statement, newcomer.person, &newcomer.peks).unwrap();
        assert_eq!(opened.circle, made.circle);
        assert_eq!(opened.granted.len(), 4);
        // And goes on like everybody else.
        let next = renew(&made.circle, &by.signer(), Vec::new(), &mut w.random).unwrap();
        assert_eq!(
            newcomer.opens(Some(&opened.circle), &next).unwrap().circle,
            next.circle
        );
        let removed = remove(
            &made.circle,
            &by.signer(),
            w.reader.person,
            Vec::new(),
            &mut w.random,
        )
        .unwrap();
        let late = enter(&removed.statement, newcomer.person, &newcomer.peks).unwrap();
        assert_eq!(late.circle, removed.circle);
        assert_eq!(
            enter(&removed.statement, w.reader.person, &w.reader.peks).err(),
            Some(ControlError::Locked)
        );
    }
    let begun = found(&w.owner.signer(), CircleKind::Own, &mut w.random).unwrap();
    assert_eq!(
        enter(&begun.statement, w.owner.person, &w.owner.peks).err(),
        Some(ControlError::NotNext)
    );
}

/// Statements that a dishonest signer could seal: the maker without its rules.
#[test]
fn a_newcomer_is_not_fooled_by_what_can_be_checked() {
    let mut w = world();
    let newcomer = Somebody::new(5, &mut w.random);
    let row = newcomer.row(Role::Reader);
    let mut full = w.circle.table.clone();
    full.push(row.clone());
    let plan = |table: &[Member], change: Change| plan::Plan {
        circle: w.circle.id,
        genesis: None,
        n: 9,
        prev: Hash([9; 32]),
        kind: CircleKind::Pair,
        change,
        table: table.to_vec(),
        epoch_number: 9,
        removed: Vec::new(),
    };
    let admitted = || Change::Admit {
        member: row.clone(),
    };
    let mut no_owner = full.clone();
    no_owner[0].role = Role::Manager;
    let mut two_owners = full.clone();
    two_owners[1].role = Role::Owner;
    let mut twice = full.clone();
    twice.push(row.clone());
    let mut other_key = full.clone();
    other_key[3].pek_salt = [0; 32];
    let other_row = other_key[3].clone();
    let mut unsorted = full.clone();
    unsorted.swap(0, 1);
    let mut wrong = vec![
        (plan(&no_owner, admitted()), ControlError::Change),
        (plan(&two_owners, admitted()), ControlError::Change),
        (plan(&other_key, admitted()), ControlError::Change),
        (
            plan(&other_key, Change::Admit { member: other_row }),
            ControlError::Change,
        ),
        (
            plan(
                &full,
                Change::Found {
                    kind: CircleKind::Pair,
                    owner: full[0].clone(),
                },
            ),
            ControlError::Change,
        ),
        (
            plan(
                &full,
                Change::Remove {
                    person: w.reader.person,
                    cuts: Vec::new(),
                },
            ),
            ControlError::Change,
        ),
        (
            plan(
                &full,
                Change::HandOver {
                    person: w.manager.person,
                },
            ),
            ControlError::Change,
        ),
        (plan(&twice, admitted()), ControlError::Malformed),
        (plan(&unsorted, admitted()), ControlError::Malformed),
    ];
    let by = w.owner.signer();
    for (i, (plan, why)) in wrong.drain(..).enumerate() {
        let made = plan.make(&by, &mut w.random).unwrap();
        let entered = enter(&made.statement, newcomer.person, &newcomer.peks);
        assert_eq!(entered.err(), Some(why), "{i}");
    }
    // Somebody who does not manage in the very table they show.
    let by = w.reader.signer();
    let made = plan(&full, admitted()).make(&by, &mut w.random).unwrap();
    let entered = enter(&made.statement, newcomer.person, &newcomer.peks);
    assert_eq!(entered.err(), Some(ControlError::Signer));
    let settle = Change::Settle {
        voided: Hash([1; 32]),
    };
    let made = plan(&full, settle)
        .make(&w.manager.signer(), &mut w.random)
        .unwrap();
    let entered = enter(&made.statement, newcomer.person, &newcomer.peks);
    assert_eq!(entered.err(), Some(ControlError::Change));
}

#[test]
fn a_new_epoch_is_handed_to_exactly_its_people() {
    let mut w = world();
    let by = w.owner.signer();
    let good = renew(&w.circle, &by, Vec::new(), &mut w.random).unwrap();
    let resigned = |change: &dyn Fn(&mut Statement)| {
        let mut statement = good.statement.clone();
        change(&mut statement);
        let mut header = statement.header.claim().unwrap();
        header.slots_hash = amanat_protocol::statement::slots_hash(&statement.slots);
        statement.header = w.owner.device.sign(&header);
        let peks = &w.owner.peks;
        open_statement(Some(&w.circle), &statement, w.owner.person, peks, &[]).map(|_| ())
    };
    assert_eq!(resigned(&|_| {}), Ok(()));
    let left_out = resigned(&|s| s.slots.retain(|slot| slot.person != w.reader.person));
    assert_eq!(left_out, Err(ControlError::Change));
    let slipped_in = resigned(&|s| {
        let mut extra = s.slots[0].clone();
        extra.person = PersonId(Hash([9; 32]));
        s.slots.push(extra);
    });
    assert_eq!(slipped_in, Err(ControlError::Change));
}

#[test]
fn every_bit_of_a_statement_counts() {
    let mut w = world();
    let begun = found(&w.owner.signer(), CircleKind::Own, &mut w.random).unwrap();
    every_bit(&begun.statement, |s| {
        open_statement(None, s, w.owner.person, &w.owner.peks, &[]).is_ok()
    });
    // One alone with the owner: two slots are enough, and quicker than three.
    let newcomer = Somebody::new(5, &mut w.random);
    let row = newcomer.row(Role::Reader);
    let made = admit(&begun.circle, &w.owner.signer(), row, &mut w.random).unwrap();
    every_bit(&made.statement, |s| {
        open_statement(Some(&begun.circle), s, w.owner.person, &w.owner.peks, &[]).is_ok()
            || enter(s, newcomer.person, &newcomer.peks).is_ok()
    });
}

fn every_bit(statement: &Statement, opens: impl Fn(&Statement) -> bool) {
    assert!(opens(statement));
    let bytes = codec::encode(statement);
    for bit in 0..bytes.len() * 8 {
        let mut bad = bytes.clone();
        bad[bit / 8] ^= 1 << (bit % 8);
        if let Ok(statement) = codec::decode::<Statement>(&bad, 1 << 20) {
            assert!(!opens(&statement), "bit {bit}");
        }
    }
}

#[test]
fn the_owner_gets_past_what_a_manager_sealed_to_nobody() {
    let mut w = world();
    let made = renew(&w.circle, &w.manager.signer(), Vec::new(), &mut w.random).unwrap();
    let mut junk = made.statement;
    junk.payload.0 = crate::seal::seal(&OpenSecret::make(&mut w.random).seal_key(), b"-").unwrap();
    let mut header = junk.header.claim().unwrap();
    header.payload_hash = amanat_protocol::hash::plain(&junk.payload.0);
    header.payload_len = u32::try_from(junk.payload.0.len()).unwrap();
    junk.header = w.manager.device.sign(&header);
    let head = junk.header.hash();

    let by = w.owner.signer();
    let at = w.circle.at(w.circle.n + 1, head);
    let settled = settle(&at, &by, head, &mut w.random).unwrap();
    let removed = remove(
        &settled.circle,
        &by,
        w.manager.person,
        Vec::new(),
        &mut w.random,
    )
    .unwrap();
    for who in [&w.owner, &w.reader] {
        let read = |s: &Statement| Link::read(s, who.person, &who.peks, &[]).unwrap();
        let (first, secret) = read(&junk);
        assert!(first.payload.is_none() && secret.is_none());
        let alone = resolve(&w.circle, core::slice::from_ref(&first));
        assert_eq!(alone.disputed, [head]);
        let (second, secret) = read(&settled.statement);
        assert_eq!(
            secret.unwrap().expose_bytes(),
            settled.secret.expose_bytes()
        );
        let (third, _) = read(&removed.statement);
        let got = resolve(&w.circle, &[third, first, second]);
        assert!(got.usable());
        assert_eq!(got.circle, removed.circle);
        // One at a time as well, by whoever follows the line and passes over what does not count.
        let opened = who.opens(Some(&at), &settled).unwrap();
        assert_eq!(opened.circle, settled.circle);
    }
    junk.header = w.owner.device.sign(&header);
    let stranger = Link::read(&junk, w.owner.person, &w.owner.peks, &[]);
    assert_eq!(stranger.err(), Some(ControlError::Signer));
}
