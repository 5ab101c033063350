//! The cases of control chains.

use amanat_protocol::codec;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, EpochId, PersonId};
use amanat_protocol::statement::{AccessRow, Level, Statement};
use amanat_vault::circle::{Change, CircleKind, Epoch, Member, Role};
use amanat_vault::control::{self, Circle, ControlSigner, open_statement};
use amanat_vault::keys::OpenSecret;

use crate::control::{Case, judge};
use crate::control_draft::{Draft, OTHER, OWNER, epoch, epoch_key, member, other_key, owner_keys};
use crate::fixtures::{Seeded, device, pek};
use crate::{Cases, OK, Result, hex};

type Change1 = fn(&mut Draft);

pub(crate) struct Maker {
    pub(crate) cases: Vec<Case>,
}

impl Maker {
    pub(crate) fn add(&mut self, name: &str, chain: &[&Statement], outcome: &str) -> Result<()> {
        let bytes: Vec<Vec<u8>> = chain.iter().map(|s| codec::encode(*s)).collect();
        self.add_bytes(name, OWNER, &bytes, outcome)
    }

    fn add_bytes(
        &mut self,
        name: &str,
        me: PersonId,
        chain: &[Vec<u8>],
        outcome: &str,
    ) -> Result<()> {
        let keys = if me == OWNER {
            owner_keys()
        } else {
            vec![other_key()]
        };
        let keys = keys
            .iter()
            .map(|k| (k.generation, hex(&k.salt), hex(k.secret.expose_bytes())));
        let mut case = Case {
            name: name.into(),
            me: me.hex(),
            peks: keys.collect(),
            chain: chain.iter().map(|b| hex(b)).collect(),
            outcome: outcome.into(),
            reached: None,
        };
        let (judged, reached) = judge(&case)?;
        if judged != outcome {
            return Err(format!("control, {name}: expected {outcome}, judged {judged}").into());
        }
        case.reached = reached;
        self.cases.push(case);
        Ok(())
    }
}

/// The circle a statement of the owner leads to.
pub(crate) fn after(before: Option<&Circle>, statement: &Statement) -> Result<Circle> {
    let keys: Vec<OpenSecret> = (0..4).map(epoch_key).collect();
    let keys: Vec<&OpenSecret> = keys.iter().collect();
    Ok(open_statement(before, statement, OWNER, &owner_keys(), &keys)?.circle)
}

pub(crate) fn owner_row(role: Role) -> Member {
    member(OWNER, role, &pek(0, 20))
}

pub(crate) fn found() -> Draft {
    let owner = owner_row(Role::Owner);
    let change = Change::Found {
        kind: CircleKind::Own,
        owner: owner.clone(),
    };
    Draft::new(None, change, vec![owner], epoch(0))
}

pub(crate) fn renew(before: &Circle) -> Draft {
    let mut table = before.table.clone();
    let mut members = Vec::new();
    if let Some(row) = table.iter_mut().find(|m| m.person == OWNER) {
        *row = member(OWNER, row.role, &pek(1, 21));
        members.push(row.clone());
    }
    let number = u8::try_from(before.epoch.number + 1).unwrap_or_default();
    Draft::new(
        Some(before),
        Change::Renew { members },
        table,
        epoch(number),
    )
}

pub(crate) fn admit(before: &Circle, role: Role) -> Draft {
    let row = member(OTHER, role, &other_key());
    let mut table = before.table.clone();
    table.retain(|m| m.person != OTHER);
    table.push(row.clone());
    let mut draft = Draft::new(
        Some(before),
        Change::Admit {
            member: row.clone(),
        },
        table,
        before.epoch,
    );
    draft.slots = vec![draft.slot(&row)];
    draft
}

fn remove(before: &Circle, new: Epoch) -> Draft {
    let mut table = before.table.clone();
    table.retain(|m| m.person != OTHER);
    let change = Change::Remove {
        person: OTHER,
        cuts: Vec::new(),
    };
    Draft::new(Some(before), change, table, new)
}

fn with_roles(before: &Circle, owner: Role, other: Role) -> Vec<Member> {
    let mut table = before.table.clone();
    for row in &mut table {
        row.role = if row.person == OWNER { owner } else { other };
    }
    table
}

/// The cases.
///
/// # Errors
/// When something does not seal, or is not judged as it should be.
pub fn make() -> Result<Cases<Case>> {
    let mut m = Maker { cases: Vec::new() };
    let s0 = found().seal()?;
    let c0 = after(None, &s0)?;
    let s1 = renew(&c0).seal()?;
    let c1 = after(Some(&c0), &s1)?;
    let s2 = admit(&c1, Role::Manager).seal()?;
    let c2 = after(Some(&c1), &s2)?;
    valid(&mut m, [&s0, &s1, &s2], [&c0, &c1, &c2])?;
    for (name, change, outcome) in broken_found() {
        let mut draft = found();
        change(&mut draft);
        m.add(&format!("0: {name}"), &[&draft.seal()?], outcome)?;
    }
    for (name, change, outcome) in broken_renew() {
        let mut draft = renew(&c0);
        change(&mut draft);
        m.add(&format!("renew: {name}"), &[&s0, &draft.seal()?], outcome)?;
    }
    broken_after_admission(&mut m, [&s0, &s1, &s2], &c1, &c2)?;
    broken_bytes(&mut m, &s0)?;
    Ok(Cases {
        about:
            "Control chains, read by one member; all statements but the last hold. That the device \
                may sign for the person is judged elsewhere, by the identity chain."
                .into(),
        cases: m.cases,
    })
}

fn valid(m: &mut Maker, s: [&Statement; 3], c: [&Circle; 3]) -> Result<()> {
    let [s0, s1, s2] = s;
    let [_, _, c2] = c;
    m.add("founded", &[s0], OK)?;
    m.add("renewed", &[s0, s1], OK)?;
    m.add("a manager admitted", &[s0, s1, s2], OK)?;
    m.add("removed", &[s0, s1, s2, &remove(c2, epoch(2)).seal()?], OK)?;
    let reader = admit(c2, Role::Reader).seal()?;
    m.add("a role changed", &[s0, s1, s2, &reader], OK)?;
    let hand = Change::HandOver { person: OTHER };
    let table = with_roles(c2, Role::Manager, Role::Owner);
    let handed = Draft::new(Some(c2), hand, table, c2.epoch).seal()?;
    m.add("handed over", &[s0, s1, s2, &handed], OK)?;
    let settle = Change::Settle {
        voided: Hash([9; 32]),
    };
    let settled = Draft::new(Some(c2), settle, c2.table.clone(), c2.epoch).seal()?;
    m.add("settled", &[s0, s1, s2, &settled], OK)?;
    // As the app makes them.
    let mut random = Seeded(500);
    let (device, key) = (device(1), pek(0, 20));
    let mut signer = ControlSigner {
        person: OWNER,
        device: &device,
        identity: (0, OWNER.0),
        pek: &key,
        now: 1_790_000_000_000,
    };
    let kind = CircleKind::Part {
        part: [9; 16],
        chapter: 0,
    };
    let made = control::found(&signer, kind, &mut random)?;
    m.add("a part, as the app makes it", &[&made.statement], OK)?;
    let newer = pek(1, 21);
    signer.pek = &newer;
    let next = control::renew(&made.circle, &signer, Vec::new(), &mut random)?;
    m.add(
        "renewed, as the app does it",
        &[&made.statement, &next.statement],
        OK,
    )
}

type Broken = (&'static str, Change1, &'static str);

fn broken_found() -> Vec<Broken> {
    vec![
        ("another suite", |d| d.suite = 2, "malformed"),
        ("signed by another device", |d| d.signs = 3, "signer"),
        ("without a beginning", |d| d.genesis = None, "malformed"),
        (
            "with something before it",
            |d| d.prev = Hash([1; 32]),
            "malformed",
        ),
        (
            "naming a circle",
            |d| d.circle = CircleId(Hash([1; 32])),
            "malformed",
        ),
        (
            "another owner in its beginning",
            |d| {
                if let Some(g) = &mut d.genesis {
                    g.owner = OTHER;
                }
            },
            "change",
        ),
        (
            "owner's row of another person",
            |d| {
                let row = member(OTHER, Role::Owner, &other_key());
                d.change = Change::Found {
                    kind: CircleKind::Own,
                    owner: row,
                };
            },
            "change",
        ),
        (
            "its owner a manager",
            |d| {
                let row = owner_row(Role::Manager);
                d.change = Change::Found {
                    kind: CircleKind::Own,
                    owner: row.clone(),
                };
                d.table = vec![row.clone()];
                d.slots = vec![d.slot(&row)];
            },
            "change",
        ),
        (
            "a second member in the table",
            |d| {
                d.table.push(member(OTHER, Role::Reader, &other_key()));
            },
            "change",
        ),
        (
            "epoch number 1",
            |d| {
                d.epoch.number = 1;
                for s in &mut d.slots {
                    s.payload.epoch.number = 1;
                }
            },
            "change",
        ),
        (
            "wrong hash of the table",
            |d| d.table_hash = Some(Hash([1; 32])),
            "change",
        ),
        (
            "access for one more",
            |d| {
                d.access = Some(vec![row(OWNER, Level::Manage), row(OTHER, Level::Append)]);
            },
            "change",
        ),
        (
            "access for nobody",
            |d| d.access = Some(Vec::new()),
            "change",
        ),
        (
            "access without managing",
            |d| d.access = Some(vec![row(OWNER, Level::Append)]),
            "change",
        ),
        (
            "access unsorted",
            |d| d.access = Some(vec![row(OTHER, Level::Append), row(OWNER, Level::Manage)]),
            "malformed",
        ),
        (
            "another place inside",
            |d| d.place = Some(Hash([1; 32])),
            "malformed",
        ),
        (
            "another epoch in the header",
            |d| d.header_epoch = EpochId([77; 16]),
            "malformed",
        ),
        ("a trailing byte inside", |d| d.tail = vec![0], "malformed"),
        (
            "payload sealed to another key",
            |d| d.sealed_to = epoch_key(3).seal_key(),
            "locked",
        ),
        ("no slot, so no key", |d| d.slots.clear(), "locked"),
        (
            "two slots for one",
            |d| d.slots.extend(d.slots.clone()),
            "malformed",
        ),
        (
            "slot: sealed to another",
            |d| slot(d, |s| s.to = other_key().secret.seal_key()),
            "locked",
        ),
        (
            "slot: another circle",
            |d| slot(d, |s| s.payload.circle = CircleId(Hash([1; 32]))),
            "malformed",
        ),
        (
            "slot: another number",
            |d| slot(d, |s| s.payload.n = 1),
            "malformed",
        ),
        (
            "slot: another granter",
            |d| slot(d, |s| s.payload.granter = OTHER),
            "malformed",
        ),
        (
            "slot: meant for another",
            |d| slot(d, |s| s.payload.grantee = OTHER),
            "malformed",
        ),
        (
            "slot: another epoch",
            |d| slot(d, |s| s.payload.epoch.id = EpochId([77; 16])),
            "malformed",
        ),
        (
            "slot: another recipient",
            |d| slot(d, |s| s.payload.epoch.recipient = epoch_key(3).seal_key()),
            "malformed",
        ),
        (
            "slot: a key that is not the recipient's",
            |d| {
                let key = epoch_key(3);
                d.sealed_to = key.seal_key();
                slot(d, |s| s.payload.secret = *epoch_key(3).expose_bytes());
            },
            "malformed",
        ),
        (
            "slot: another kind",
            |d| slot(d, |s| s.payload.kind = CircleKind::Pair),
            "change",
        ),
        (
            "slot: another table",
            |d| slot(d, |s| s.payload.table.clear()),
            "change",
        ),
    ]
}

fn slot(d: &mut Draft, change: impl Fn(&mut crate::control_draft::Slot)) {
    for slot in &mut d.slots {
        change(slot);
    }
}

const fn row(person: PersonId, level: Level) -> AccessRow {
    AccessRow { person, level }
}

fn broken_renew() -> Vec<Broken> {
    vec![
        (
            "a number skipped",
            |d| {
                d.n = 2;
                slot(d, |s| s.payload.n = 2);
            },
            "not-next",
        ),
        (
            "another statement before it",
            |d| d.prev = Hash([1; 32]),
            "not-next",
        ),
        (
            "of another circle",
            |d| {
                d.circle = CircleId(Hash([1; 32]));
                slot(d, |s| s.payload.circle = CircleId(Hash([1; 32])));
            },
            "not-next",
        ),
        (
            "founded anew",
            |d| {
                let owner = owner_row(Role::Owner);
                d.change = Change::Found {
                    kind: CircleKind::Own,
                    owner,
                };
            },
            "change",
        ),
        ("a beginning", |d| d.genesis = found().genesis, "malformed"),
        (
            "by somebody who is no member",
            |d| {
                d.person = OTHER;
                slot(d, |s| s.payload.granter = OTHER);
            },
            "signer",
        ),
        (
            "an epoch number skipped",
            |d| {
                d.epoch.number = 2;
                slot(d, |s| s.payload.epoch.number = 2);
            },
            "change",
        ),
        (
            "an epoch number repeated",
            |d| {
                d.epoch.number = 0;
                slot(d, |s| s.payload.epoch.number = 0);
            },
            "change",
        ),
        (
            "without a new epoch",
            |d| {
                let old = epoch(0);
                d.epoch = old;
                d.header_epoch = old.id;
                d.sealed_to = old.recipient;
                d.slots.clear();
            },
            "change",
        ),
        (
            "the same epoch with another key",
            |d| {
                let old = epoch(0);
                d.epoch.id = old.id;
                d.epoch.number = 0;
                d.header_epoch = old.id;
                slot(d, |s| {
                    s.payload.epoch.id = epoch(0).id;
                    s.payload.epoch.number = 0;
                });
            },
            "change",
        ),
        (
            "another role",
            |d| {
                let mut row = member(OWNER, Role::Manager, &pek(1, 21));
                row.since = 1;
                d.change = Change::Renew { members: vec![row] };
            },
            "change",
        ),
        (
            "a person who is no member",
            |d| {
                d.change = Change::Renew {
                    members: vec![member(OTHER, Role::Reader, &other_key())],
                };
            },
            "change",
        ),
    ]
}

fn broken_after_admission(
    m: &mut Maker,
    s: [&Statement; 3],
    c1: &Circle,
    c2: &Circle,
) -> Result<()> {
    let [s0, s1, s2] = s;
    let all: [&Statement; 3] = [s0, s1, s2];
    let mut add = |name: &str, draft: Draft, outcome: &str| {
        let last = draft.seal()?;
        let chain: Vec<&Statement> = all.into_iter().chain([&last]).collect();
        m.add(name, &chain, outcome)
    };
    let same = remove(c2, c2.epoch);
    add("remove: without a new epoch", same, "change")?;
    let mut owner = remove(c2, epoch(2));
    owner.change = Change::Remove {
        person: OWNER,
        cuts: Vec::new(),
    };
    add("remove: the owner", owner, "change")?;
    let mut nobody = remove(c2, epoch(2));
    nobody.change = Change::Remove {
        person: PersonId(Hash([0x30; 32])),
        cuts: Vec::new(),
    };
    add("remove: who is no member", nobody, "change")?;
    let mut kept = remove(c2, epoch(2));
    kept.table = c2.table.clone();
    kept.slots = kept.table.iter().map(|row| kept.slot(row)).collect();
    add("remove: and keep in the table", kept, "change")?;
    let mut by_other = remove(c2, epoch(2));
    by_other.change = Change::Admit {
        member: member(OTHER, Role::Manager, &other_key()),
    };
    by_other.person = OTHER;
    by_other.device = 2;
    by_other.signs = 2;
    for s in &mut by_other.slots {
        s.payload.granter = OTHER;
    }
    add("admit: oneself", by_other, "change")?;
    add("admit: a second owner", admit(c2, Role::Owner), "change")?;
    let mut demote = admit(c2, Role::Reader);
    demote.change = Change::Admit {
        member: owner_row(Role::Reader),
    };
    add("admit: the owner, as reader", demote, "change")?;
    for (name, change) in [
        (
            "hand over: by a manager",
            Change::HandOver { person: OTHER },
        ),
        (
            "settle: by a manager",
            Change::Settle {
                voided: Hash([9; 32]),
            },
        ),
    ] {
        let mut draft = Draft::new(Some(c2), change, c2.table.clone(), c2.epoch);
        draft.person = OTHER;
        draft.device = 2;
        draft.signs = 2;
        add(name, draft, "change")?;
    }
    let itself = Change::HandOver { person: OWNER };
    add(
        "hand over: to oneself",
        Draft::new(Some(c2), itself, c2.table.clone(), c2.epoch),
        "change",
    )?;
    let stranger = Change::HandOver {
        person: PersonId(Hash([0x30; 32])),
    };
    add(
        "hand over: to a stranger",
        Draft::new(Some(c2), stranger, c2.table.clone(), c2.epoch),
        "change",
    )?;

    // A reader signs.
    let reader = admit(c1, Role::Reader).seal()?;
    let c3 = after(Some(c1), &reader)?;
    let mut by_reader = renew(&c3);
    by_reader.person = OTHER;
    by_reader.device = 2;
    by_reader.signs = 2;
    for s in &mut by_reader.slots {
        s.payload.granter = OTHER;
    }
    let last = by_reader.seal()?;
    m.add("renew: by a reader", &[s0, s1, &reader, &last], "signer")?;
    // An older key than the table has.
    let back = {
        let mut draft = renew(c1);
        let row = owner_row(Role::Owner);
        draft.change = Change::Renew {
            members: vec![row.clone()],
        };
        draft.table = vec![row.clone()];
        draft.slots = vec![draft.slot(&row)];
        draft.seal()?
    };
    m.add("renew: an older key", &[s0, s1, &back], "change")?;
    let bytes = [s0].map(codec::encode);
    m.add_bytes("read by somebody without a slot", OTHER, &bytes, "locked")
}

fn broken_bytes(m: &mut Maker, s0: &Statement) -> Result<()> {
    let good = codec::encode(s0);
    let mut add =
        |name: &str, bytes: Vec<u8>, outcome: &str| m.add_bytes(name, OWNER, &[bytes], outcome);
    add(
        "a trailing byte",
        [good.as_slice(), &[0]].concat(),
        "not-canonical",
    )?;
    add(
        "cut short",
        good.get(..good.len() - 1).unwrap_or_default().to_vec(),
        "malformed",
    )?;
    let mut other = s0.clone();
    if let Some(b) = other.payload.0.last_mut() {
        *b ^= 1;
    }
    add(
        "one bit of the payload turned",
        codec::encode(&other),
        "malformed",
    )?;
    let mut other = s0.clone();
    other.access.push(row(OTHER, Level::Append));
    add(
        "access list not the one signed",
        codec::encode(&other),
        "malformed",
    )?;
    let mut other = s0.clone();
    other.slots.clear();
    add(
        "slots not the ones signed",
        codec::encode(&other),
        "malformed",
    )?;
    let mut other = good;
    // Byte 70 lies in the signed header.
    if let Some(b) = other.get_mut(70) {
        *b ^= 1;
    }
    add("one bit of the header turned", other, "signer")
}
