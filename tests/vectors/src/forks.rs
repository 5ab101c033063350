//! Circles resolved from sets of statements, and how newcomers enter.

use amanat_protocol::codec;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::PersonId;
use amanat_protocol::limits::MAX_BODY;
use amanat_protocol::statement::Statement;
use amanat_vault::circle::{CircleKind, Member, Role};
use amanat_vault::control::{
    self, Circle, ControlError, ControlSigner, Link, Made, enter, open_statement, resolve,
};
use amanat_vault::keys::{OpenSecret, SignSecret};
use amanat_vault::person::Pek;
use amanat_vault::seal;
use serde::{Deserialize, Serialize};

use crate::fixtures::{Seeded, device, pek, person};
use crate::{Cases, OK, Result, hex, unhex};

/// A set of statements in any order, read by a member. The person of byte 1 founds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows.
    pub name: String,
    /// Byte of the reader's person and key.
    pub me: u8,
    /// Statement 0 for its founder; for others the statement that lets them in.
    pub first: String,
    /// The others.
    pub set: Vec<String>,
    /// `ok`, or why the first does not let the reader in.
    pub outcome: String,
    /// What the set comes to.
    pub comes_to: Option<ComesTo>,
}

/// A resolved circle.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComesTo {
    /// Number and hash of the last statement beyond dispute.
    pub head: (u64, String),
    /// Members and their roles.
    pub members: Vec<(String, String)>,
    /// What is in dispute.
    pub disputed: Vec<String>,
    /// Numbers and hashes of what counts after the first.
    pub path: Vec<(u64, String)>,
}

/// Resolves a case.
///
/// # Errors
/// When the case itself is damaged.
pub fn judge(me: u8, first: &str, set: &[String]) -> Result<(String, Option<ComesTo>)> {
    let (who, peks) = (person(me), [pek(0, me)]);
    let first = codec::decode::<Statement>(&unhex(first)?, MAX_BODY)?;
    let begun = if first.header.claim()?.n == 0 {
        open_statement(None, &first, who, &peks, &[])
    } else {
        enter(&first, who, &peks)
    };
    let begun = match begun {
        Ok(opened) => opened.circle,
        Err(e) => return Ok((refusal(e).into(), None)),
    };
    let mut links = Vec::new();
    for text in set {
        let statement = codec::decode::<Statement>(&unhex(text)?, MAX_BODY)?;
        links.push(Link::read(&statement, who, &peks, &[])?.0);
    }
    let got = resolve(&begun, &links);
    let row = |m: &Member| (m.person.hex(), format!("{:?}", m.role));
    let comes_to = ComesTo {
        head: (got.circle.n, got.circle.head.hex()),
        members: got.circle.table.iter().map(row).collect(),
        disputed: got.disputed.iter().map(Hash::hex).collect(),
        path: got.path.iter().map(|(n, h)| (*n, h.hex())).collect(),
    };
    Ok((OK.into(), Some(comes_to)))
}

const fn refusal(e: ControlError) -> &'static str {
    match e {
        ControlError::Malformed => "malformed",
        ControlError::Signer => "signer",
        ControlError::NotNext => "not-next",
        ControlError::Locked => "locked",
        ControlError::Change => "change",
    }
}

struct Somebody {
    person: PersonId,
    device: SignSecret,
    pek: Pek,
}

impl Somebody {
    fn new(n: u8) -> Self {
        Self {
            person: person(n),
            device: device(n),
            pek: pek(0, n),
        }
    }

    fn signer(&self) -> ControlSigner<'_> {
        ControlSigner {
            person: self.person,
            device: &self.device,
            identity: (0, self.person.0),
            pek: &self.pek,
            now: 1_790_000_000_000,
        }
    }

    fn row(&self, role: Role) -> Member {
        Member {
            person: self.person,
            role,
            identity_n: 0,
            identity_head: self.person.0,
            pek_generation: 0,
            pek_salt: self.pek.salt,
            pek: self.pek.secret.seal_key(),
            since: 1_790_000_000_000,
            until: None,
        }
    }
}

/// A statement of a manager that opens for nobody.
fn junk(made: &Made, by: &SignSecret) -> Result<Statement> {
    let mut statement = made.statement.clone();
    let key = OpenSecret::from_bytes(&[99; 32]).seal_key();
    statement.payload.0 = seal::seal(&key, b"-")?;
    let mut header = statement.header.claim()?;
    header.payload_hash = amanat_protocol::hash::plain(&statement.payload.0);
    header.payload_len = u32::try_from(statement.payload.0.len())?;
    statement.header = by.sign(&header);
    Ok(statement)
}

struct Maker {
    cases: Vec<Case>,
}

impl Maker {
    fn add(&mut self, name: &str, me: u8, all: &[&Statement]) -> Result<()> {
        let mut all = all.iter().map(|s| hex(&codec::encode(*s)));
        let first = all.next().ok_or("no statement")?;
        let set: Vec<String> = all.rev().collect();
        let (outcome, comes_to) = judge(me, &first, &set)?;
        self.cases.push(Case {
            name: name.into(),
            me,
            first,
            set,
            outcome,
            comes_to,
        });
        Ok(())
    }
}

/// The cases.
///
/// # Errors
/// When something does not seal.
pub fn make() -> Result<Cases<Case>> {
    let mut random = Seeded(700);
    let [owner, manager, second, newcomer] = [1, 2, 3, 4].map(Somebody::new);
    let r = &mut random;
    let by = owner.signer();
    let zero = control::found(&by, CircleKind::Group, r)?;
    let one = control::admit(&zero.circle, &by, manager.row(Role::Manager), r)?;
    let two = control::admit(&one.circle, &by, second.row(Role::Manager), r)?;
    let [s0, s1, s2] = [&zero, &one, &two].map(|m| &m.statement);
    let begun = [s0, s1, s2];
    let none = Vec::new;
    let c2 = &two.circle;
    let mut m = Maker { cases: Vec::new() };
    let mut add = |name: &str, more: &[&Statement]| -> Result<()> {
        m.add(name, 1, &[begun.as_slice(), more].concat())
    };

    add("one line", &[])?;
    let removes = control::remove(c2, &by, manager.person, none(), r)?;
    add("a removal", &[&removes.statement])?;
    let backdated = control::remove(c2, &manager.signer(), second.person, none(), r)?;
    add(
        "the owner's removal and what the removed backdates",
        &[&removes.statement, &backdated.statement],
    )?;
    let other = control::remove(c2, &second.signer(), manager.person, none(), r)?;
    add(
        "two managers remove each other",
        &[&backdated.statement, &other.statement],
    )?;
    let settled = control::settle(&other.circle, &by, backdated.circle.head, r)?;
    let settled = &settled.statement;
    add(
        "and the owner settles",
        &[&backdated.statement, &other.statement, settled],
    )?;
    let not_owner = control::renew(&other.circle, &second.signer(), Vec::new(), r)?;
    add(
        "and somebody else goes on",
        &[&backdated.statement, &other.statement, &not_owner.statement],
    )?;
    let sealed_to_nobody = junk(&backdated, &manager.device)?;
    add("what nobody can open", &[&sealed_to_nobody])?;
    let head = sealed_to_nobody.header.hash();
    let at: Circle = c2.at(c2.n + 1, head);
    let voids = control::settle(&at, &by, head, r)?;
    add(
        "and the owner voids it",
        &[&sealed_to_nobody, &voids.statement],
    )?;
    let handed = control::hand_over(c2, &by, second.person, r)?;
    let back = control::settle(&handed.circle, &by, handed.circle.head, r);
    if back.is_ok() {
        return Err("a manager settled".into());
    }
    let takes = control::settle(
        &c2.at(handed.circle.n, handed.circle.head),
        &by,
        handed.circle.head,
        r,
    )?;
    add(
        "who handed over cannot void it",
        &[&handed.statement, &takes.statement],
    )?;
    let late = control::renew(&removes.circle.at(4, other.circle.head), &by, Vec::new(), r)?;
    add("a link missing", &[&late.statement])?;

    let lets = control::admit(c2, &manager.signer(), newcomer.row(Role::Reader), r)?;
    m.add("a newcomer enters", 4, &[&lets.statement])?;
    let next = control::renew(&lets.circle, &by, Vec::new(), r)?;
    m.add("and goes on", 4, &[&lets.statement, &next.statement])?;
    m.add("who is let in by nobody", 4, &[&two.statement])?;
    m.add("with another's eyes", 5, &[&lets.statement])?;
    let mut lies = lets.circle.clone();
    for row in &mut lies.table {
        if row.person == newcomer.person {
            row.pek_salt = [0; 32];
        }
    }
    let wrong = control::renew(&lies, &by, Vec::new(), r)?;
    m.add("with a key that is not theirs", 4, &[&wrong.statement])?;
    let mut lies = lets.circle.clone();
    lies.table.retain(|row| row.person != owner.person);
    let wrong = control::renew(&lies, &manager.signer(), Vec::new(), r)?;
    m.add("into a circle that nobody owns", 4, &[&wrong.statement])?;
    let mut lies = lets.circle.clone();
    for row in &mut lies.table {
        if row.person == second.person {
            row.role = Role::Owner;
        }
    }
    let wrong = control::renew(&lies, &by, Vec::new(), r)?;
    m.add("into a circle of two owners", 4, &[&wrong.statement])?;
    Ok(Cases {
        about: "Sets of control statements, in no order: what they come to for one reader.".into(),
        cases: m.cases,
    })
}
