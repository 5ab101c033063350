//! Who is handed a new epoch, and what the app's own makers write.

use amanat_protocol::hash::Hash;
use amanat_protocol::id::PersonId;
use amanat_protocol::statement::Statement;
use amanat_vault::circle::{Change, CircleKind, MemberCut, Role};
use amanat_vault::control::{self, Circle, ControlSigner};

use crate::control::Case;
use crate::control_draft::{Draft, OTHER, OWNER, epoch, member, other_key};
use crate::control_made::{Maker, admit, after, found, renew};
use crate::fixtures::{Seeded, device, pek};
use crate::{Cases, OK, Result};

const STRANGER: PersonId = PersonId(Hash([0x30; 32]));

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
    let s2 = admit(&c1, Role::Reader).seal()?;
    let c2 = after(Some(&c1), &s2)?;
    let mut add = |name: &str, draft: &Draft, outcome: &str| {
        m.add(name, &[&s0, &s1, &s2, &draft.seal()?], outcome)
    };
    let stranger = member(STRANGER, Role::Reader, &pek(0, 41));
    let good = || Draft::new(Some(&c2), renewal(&c2), c2.table.clone(), epoch(2));
    add("a new epoch for everybody", &good(), OK)?;
    let mut draft = good();
    draft.slots.retain(|s| s.person != OTHER);
    add("a new epoch that leaves a member out", &draft, "change")?;
    let mut draft = good();
    draft.slots.push(draft.slot(&stranger));
    add("a new epoch for a stranger too", &draft, "change")?;
    let same = || Draft::new(Some(&c2), admission(), c2.table.clone(), c2.epoch);
    let mut draft = same();
    draft.slots = vec![draft.slot(&c2.table[1])];
    add("the same epoch for one member", &draft, OK)?;
    let mut draft = same();
    draft.slots = vec![draft.slot(&stranger)];
    add("the same epoch for a stranger", &draft, "change")?;
    for (name, key) in [
        ("another key of the same generation", pek(0, 41)),
        ("another salt of the same generation", {
            let mut key = other_key();
            key.salt = [9; 32];
            key
        }),
    ] {
        let row = member(OTHER, Role::Reader, &key);
        let mut table = c2.table.clone();
        table[1] = row.clone();
        let change = Change::Renew { members: vec![row] };
        add(
            name,
            &Draft::new(Some(&c2), change, table, epoch(2)),
            "change",
        )?;
    }
    made(&mut m)?;
    Ok(Cases {
        about: "Who is handed an epoch: control chains, read by the owner as in control.json."
            .into(),
        cases: m.cases,
    })
}

fn renewal(circle: &Circle) -> Change {
    Change::Renew {
        members: circle.table.get(1..).unwrap_or_default().to_vec(),
    }
}

fn admission() -> Change {
    Change::Admit {
        member: member(OTHER, Role::Reader, &other_key()),
    }
}

fn made(m: &mut Maker) -> Result<()> {
    let mut random = Seeded(800);
    let (device, key) = (device(1), pek(0, 20));
    let by = ControlSigner {
        person: OWNER,
        device: &device,
        identity: (0, OWNER.0),
        pek: &key,
        now: 1_790_000_000_000,
    };
    let r = &mut random;
    let zero = control::found(&by, CircleKind::Pair, r)?;
    let row = member(OTHER, Role::Manager, &other_key());
    let one = control::admit(&zero.circle, &by, row, r)?;
    let cut = MemberCut {
        device: crate::fixtures::device(2).device(),
        seq: 4,
        hash: Hash([4; 32]),
    };
    let voided = Hash([9; 32]);
    let begun: [&Statement; 2] = [&zero.statement, &one.statement];
    m.add("admitted, as the app does it", &begun, OK)?;
    for (name, made) in [
        (
            "removed",
            control::remove(&one.circle, &by, OTHER, vec![cut], r)?,
        ),
        ("renewed", control::renew(&one.circle, &by, Vec::new(), r)?),
        (
            "handed over",
            control::hand_over(&one.circle, &by, OTHER, r)?,
        ),
        ("settled", control::settle(&one.circle, &by, voided, r)?),
    ] {
        let chain = [begun.as_slice(), &[&made.statement]].concat();
        m.add(&format!("{name}, as the app does it"), &chain, OK)?;
    }
    Ok(())
}
