//! Control statements: chains as they come, and slots of any content that a device really signed.
#![no_main]

use amanat_fuzz::fixtures::{device, pek};
use amanat_fuzz::{must, read};
use amanat_protocol::codec::{self, Bytes};
use amanat_protocol::hash::{self, Hash};
use amanat_protocol::id::PersonId;
use amanat_protocol::statement::{SealedSlot, Statement, StatementHeader, access_hash, slots_hash};
use amanat_vault::circle::{
    Change, SlotPayload, StatementPayload, access_list, statement_place, table_hash,
};
use amanat_vault::control::{Circle, Link, enter, open_statement};
use amanat_vault::keys::OpenSecret;
use amanat_vault::seal;
use libfuzzer_sys::fuzz_target;

/// Who reads in the vectors.
const OWNER: PersonId = PersonId(Hash([0x10; 32]));

fuzz_target!(|bytes: &[u8]| {
    if let Some(chain) = read::<Vec<Statement>>(bytes) {
        given(&chain);
    }
    if let Some(slot) = read::<SlotPayload>(bytes) {
        handed(slot);
    }
});

fn given(chain: &[Statement]) {
    let peks = [pek(0, 20), pek(1, 21)];
    let mut circle: Option<Circle> = None;
    let mut epochs: Vec<OpenSecret> = Vec::new();
    for statement in chain.iter().take(6) {
        let known: Vec<&OpenSecret> = epochs.iter().collect();
        if let Ok(link) = Link::read(statement, OWNER, &peks, &known) {
            assert_eq!(link.0.hash, statement.header.hash());
        }
        if let Ok(opened) = enter(statement, OWNER, &peks) {
            sound(&opened.circle, statement);
        }
        let Ok(opened) = open_statement(circle.as_ref(), statement, OWNER, &peks, &known) else {
            continue;
        };
        sound(&opened.circle, statement);
        let number = circle.as_ref().map_or(0, |c| c.n + 1);
        assert_eq!(opened.circle.n, number);
        circle = Some(opened.circle);
        epochs.extend(opened.handed);
    }
}

/// What everybody relies on in a circle that a statement led to.
fn sound(circle: &Circle, statement: &Statement) {
    assert!(circle.table.is_sorted_by(|a, b| a.person < b.person));
    assert!(circle.owner().is_some());
    assert_eq!(access_list(&circle.table), statement.access);
    assert_eq!(circle.head, statement.header.hash());
}

/// Somebody lets me into a circle and says of it what they like.
fn handed(mut slot: SlotPayload) {
    let (me, mine) = (slot.grantee, pek(0, 3));
    let secret = OpenSecret::from_bytes(&slot.secret);
    slot.epoch.recipient = secret.seal_key();
    slot.table.truncate(8);
    for row in slot.table.iter_mut().filter(|row| row.person == me) {
        (row.pek, row.pek_salt, row.pek_generation) = (mine.secret.seal_key(), mine.salt, 0);
    }
    let (epoch, n, circle) = (slot.epoch.id, slot.n, slot.circle);
    let (person, by, prev) = (slot.granter, device(1), Hash([9; 32]));
    let change = match (slot.secret[0] % 4, slot.table.first()) {
        (0, Some(row)) => Change::Admit {
            member: row.clone(),
        },
        (1, Some(row)) => Change::HandOver { person: row.person },
        (2, _) => Change::Settle { voided: prev },
        _ => Change::Renew {
            members: slot.table.clone(),
        },
    };
    let payload = StatementPayload {
        place: statement_place(circle, n, prev, person, by.device(), epoch),
        at: 0,
        change,
        epoch: slot.epoch,
        table: table_hash(&slot.table),
    };
    let payload = must(seal::seal(&secret.seal_key(), &codec::encode(&payload)));
    let sealed = must(seal::seal(&mine.secret.seal_key(), &codec::encode(&slot)));
    let people = slot.table.iter().map(|row| row.person);
    let slots = people.map(|person| SealedSlot {
        person,
        sealed: Bytes(if person == me {
            sealed.clone()
        } else {
            Vec::new()
        }),
    });
    let (slots, access): (Vec<_>, _) = (slots.collect(), access_list(&slot.table));
    let header = StatementHeader {
        suite: 1,
        circle,
        genesis: None,
        n,
        prev,
        person,
        device: by.device(),
        epoch,
        payload_hash: hash::plain(&payload),
        payload_len: payload.len().try_into().unwrap_or(0),
        access_hash: access_hash(&access),
        slots_hash: slots_hash(&slots),
    };
    let (header, payload) = (by.sign(&header), Bytes(payload));
    let statement = Statement {
        header,
        payload,
        access,
        slots,
    };
    let Ok(opened) = enter(&statement, me, std::slice::from_ref(&mine)) else {
        return;
    };
    sound(&opened.circle, &statement);
    assert!(
        opened
            .circle
            .member(person)
            .is_some_and(|row| row.role.manages())
    );
    // The same statement does not come twice, however large the number its signer chose.
    assert!(open_statement(Some(&opened.circle), &statement, me, &[mine], &[]).is_err());
}
