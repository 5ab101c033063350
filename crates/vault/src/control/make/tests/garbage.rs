//! 7. No action of a non-owner disables taking back: whatever a manager signs, and however often.

use super::*;
use crate::control::settling;
use crate::seal;
use amanat_protocol::codec::Bytes;
use amanat_protocol::hash;
use amanat_protocol::statement::{SealedSlot, StatementHeader, access_hash, slots_hash};

/// A statement whose halves were exchanged after it was made, signed as if they belonged together.
fn resign(w: &World, statement: &mut Statement, change: impl FnOnce(&mut StatementHeader)) {
    let mut header = statement.header.claim().unwrap();
    header.payload_hash = hash::plain(&statement.payload.0);
    header.payload_len = u32::try_from(statement.payload.0.len()).unwrap();
    header.access_hash = access_hash(&statement.access);
    header.slots_hash = slots_hash(&statement.slots);
    change(&mut header);
    statement.header = w.manager.device.sign(&header);
}

type Lie = fn(&World, &mut Statement, &Statement);

fn noise(slot: &mut SealedSlot) {
    slot.sealed = Bytes(vec![7; 200]);
}

/// What a manager may sign. The second statement is another of theirs, to take pieces from.
const LIES: [(&str, Lie); 10] = [
    ("a payload of noise", |_, s, _| {
        s.payload = Bytes(vec![7; 99])
    }),
    ("a payload sealed to nobody", |_, s, _| {
        let nobody = OpenSecret::from_bytes(&[5; 32]).seal_key();
        s.payload = Bytes(seal::seal(&nobody, b"-").unwrap());
    }),
    ("another statement's payload", |_, s, other| {
        s.payload = other.payload.clone()
    }),
    ("another statement's slots", |_, s, other| {
        s.slots = other.slots.clone()
    }),
    ("slots of noise", |_, s, _| {
        s.slots.iter_mut().for_each(noise)
    }),
    ("no slots", |_, s, _| s.slots.clear()),
    ("noise for the owner", |w, s, _| {
        let owner = |slot: &&mut SealedSlot| slot.person == w.owner.person;
        s.slots.iter_mut().filter(owner).for_each(noise);
    }),
    ("no slot for the owner", |w, s, _| {
        s.slots.retain(|slot| slot.person != w.owner.person)
    }),
    ("the owner's slot is the reader's", |w, s, _| {
        let of = |person| {
            s.slots
                .iter()
                .position(|slot| slot.person == person)
                .unwrap()
        };
        let (owner, reader) = (of(w.owner.person), of(w.reader.person));
        s.slots[owner].sealed = s.slots[reader].sealed.clone();
    }),
    ("an access list without the reader", |w, s, _| {
        s.access.retain(|row| row.person != w.reader.person);
    }),
];

/// What somebody makes of a line of statements.
fn links(who: &Somebody, line: &[Statement]) -> Vec<Link> {
    let read = |s: &Statement| Link::read(s, who.person, &who.peks, &[]).unwrap().0;
    line.iter().map(read).collect()
}

/// What the owner's app does where the server stands after `line`: settles what has to be, then takes back.
fn take_back(w: &mut World, line: &mut Vec<Statement>) -> Circle {
    loop {
        let tip = line.last().unwrap().header.hash();
        let links = links(&w.owner, line);
        let by = w.owner.signer();
        let made = match settling(&w.circle, &links, tip) {
            Some(next) => settle(&next.base, &by, next.voided, &mut w.random).unwrap(),
            None => {
                let now = resolve(&w.circle, &links).circle;
                let at = now.at(line.last().unwrap().header.claim().unwrap().n, tip);
                if now.member(w.manager.person).is_none() {
                    return now;
                }
                remove(&at, &by, w.manager.person, Vec::new(), &mut w.random).unwrap()
            }
        };
        line.push(made.statement);
        assert!(line.len() < 12);
    }
}

fn check(w: &mut World, mut line: Vec<Statement>, why: &str) {
    let circle = take_back(w, &mut line);
    for who in [&w.owner, &w.reader] {
        let got = resolve(&w.circle, &links(who, &line));
        assert!(got.usable(), "{why}");
        assert_eq!(got.circle, circle, "{why}");
        // Everybody who stays can open what is sealed from here on.
        let last = Link::read(line.last().unwrap(), who.person, &who.peks, &[]).unwrap();
        assert_eq!(last.1.unwrap().seal_key(), circle.epoch.recipient, "{why}");
    }
}

#[test]
fn whatever_a_manager_signs_the_owner_takes_back() {
    for (why, lie) in LIES {
        let mut w = world();
        let mut line = Vec::new();
        // One after the other, on top of what went before.
        for _ in 0..2 {
            let at = line.last().map_or_else(
                || w.circle.clone(),
                |s: &Statement| w.circle.at(s.header.claim().unwrap().n, s.header.hash()),
            );
            let by = w.manager.signer();
            let mut made = renew(&at, &by, Vec::new(), &mut w.random)
                .unwrap()
                .statement;
            let other = renew(&at, &by, Vec::new(), &mut w.random)
                .unwrap()
                .statement;
            lie(&w, &mut made, &other);
            resign(&w, &mut made, |_| {});
            line.push(made);
        }
        let manages = resolve(&w.circle, &links(&w.owner, &line)).circle;
        assert!(manages.member(w.manager.person).is_some(), "{why}");
        check(&mut w, line, why);
    }
}

#[test]
fn a_header_that_names_another_epoch_or_place_stops_nobody() {
    type Lie = fn(&mut StatementHeader);
    let lies: [(&str, Lie); 3] = [
        ("another epoch", |h| h.epoch.0[0] ^= 1),
        ("another device's name for the person", |h| {
            h.person = PersonId(Hash([3; 32]))
        }),
        ("an epoch of the past", |h| {
            h.epoch = amanat_protocol::id::EpochId([0; 16])
        }),
    ];
    for (why, lie) in lies {
        let mut w = world();
        let by = w.manager.signer();
        let mut made = renew(&w.circle, &by, Vec::new(), &mut w.random)
            .unwrap()
            .statement;
        resign(&w, &mut made, lie);
        check(&mut w, vec![made], why);
    }
}

#[test]
fn a_manager_who_let_a_friend_in_as_manager_is_taken_back_with_them() {
    let mut w = world();
    let friend = Somebody::new(4, &mut w.random);
    let by = w.manager.signer();
    let let_in = admit(&w.circle, &by, friend.row(Role::Manager), &mut w.random).unwrap();
    let mut made = renew(&let_in.circle, &friend.signer(), Vec::new(), &mut w.random)
        .unwrap()
        .statement;
    made.payload = Bytes(vec![7; 99]);
    let mut header = made.header.claim().unwrap();
    header.payload_hash = hash::plain(&made.payload.0);
    header.payload_len = u32::try_from(made.payload.0.len()).unwrap();
    made.header = friend.device.sign(&header);
    let mut line = vec![let_in.statement, made];
    let now = take_back(&mut w, &mut line);
    let tip = line.last().unwrap();
    let at = now.at(tip.header.claim().unwrap().n, tip.header.hash());
    let by = w.owner.signer();
    let made = remove(&at, &by, friend.person, Vec::new(), &mut w.random).unwrap();
    line.push(made.statement);
    let got = resolve(&w.circle, &links(&w.reader, &line));
    assert!(got.usable() && got.circle.table.len() == 2);
}
