//! Letters: sealed to a person, signed by another.

use amanat_protocol::codec;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, PersonId};
use amanat_protocol::identity::IdentityStatement;
use amanat_protocol::signed::Signed;
use amanat_vault::letter::{
    self, Appointed, Body, Introduced, Introduction, Inviting, Letter, LetterError, NewOfficer,
    Welcome,
};
use amanat_vault::seal;
use serde::{Deserialize, Serialize};

use crate::fixtures::{device, pek, person, programme, zero};
use crate::invitations::answered;
use crate::programme::{appointment, charter, membership};
use crate::{Cases, OK, Result, hex, unhex, unhex32};

/// A letter and who opens it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows.
    pub name: String,
    /// Who opens it.
    pub me: String,
    /// Byte of their key (generation 0).
    pub key: u8,
    /// The age file.
    pub sealed: String,
    /// `ok`, or why it is refused.
    pub outcome: String,
    /// The letter's canonical bytes, if it holds.
    pub letter: Option<String>,
}

/// Opens a letter.
///
/// # Errors
/// When the case itself is damaged.
pub fn judge(me: &str, key: u8, sealed: &str) -> Result<(String, Option<String>)> {
    let me = PersonId(Hash(unhex32(me)?));
    Ok(match letter::open(&unhex(sealed)?, me, &[pek(0, key)]) {
        Ok(e) => (OK.into(), Some(hex(&codec::encode(&e.letter)))),
        Err(LetterError::Locked) => ("locked".into(), None),
        Err(LetterError::Malformed) => ("malformed".into(), None),
        Err(LetterError::Sender) => ("sender".into(), None),
        Err(LetterError::Misdirected) => ("misdirected".into(), None),
    })
}

pub(crate) fn introduced(n: u8, role: u8) -> Introduced {
    Introduced {
        person: person(n),
        name: "Dr. Sara · سارہ".into(),
        role,
        identity: vec![zero(n)],
        pek: (&pek(0, n)).into(),
    }
}

pub(crate) fn introduction() -> Introduction {
    Introduction {
        charter: programme(50).sign(&charter()),
        appointment: Some(programme(50).sign(&appointment())),
        pairing: [0x77; 16],
        group: false,
        mentor: introduced(4, 1),
        mentees: vec![introduced(3, 0)],
    }
}

/// One of each.
pub(crate) fn bodies() -> Vec<(&'static str, Body)> {
    let welcome = Welcome {
        charter: programme(50).sign(&charter()),
        appointment: None,
        membership: device(1).sign(&membership()),
        coordinator: introduced(1, 2),
        officer: Some(introduced(5, 4)),
        officers_circle: charter().programme_circle,
    };
    let officer = NewOfficer {
        charter: programme(50).sign(&charter()),
        appointment: None,
        officer: introduced(5, 4),
    };
    let appointed = Appointed {
        charter: programme(50).sign(&charter()),
        appointment: programme(50).sign(&appointment()),
    };
    let inviting = Inviting {
        charter: programme(50).sign(&charter()),
        appointment: None,
        token: [0x88; 16],
    };
    let taken = Body::TakenBack {
        circle: CircleId(Hash([0xc3; 32])),
        n: 4,
        head: Hash([0xd4; 32]),
    };
    vec![
        ("answer", Body::Answer(Box::new(answered(70, "Sara", 3, 3)))),
        ("welcome", Body::Welcome(Box::new(welcome))),
        ("introduction", Body::Introduction(Box::new(introduction()))),
        ("taken back", taken),
        ("officer", Body::Officer(Box::new(officer))),
        ("appointed", Body::Appointed(Box::new(appointed))),
        ("new key", Body::NewKey(Box::new(introduced(1, 2)))),
        ("inviting", Body::Inviting(Box::new(inviting))),
    ]
}

/// From the person of byte 1 to that of byte 3.
pub(crate) fn letter(body: Body) -> Letter {
    Letter {
        suite: 1,
        from: person(1),
        device: device(1).device(),
        to: person(3),
        at: 1_790_000_000_000,
        body,
    }
}

fn taken() -> Letter {
    letter(bodies().swap_remove(3).1)
}

fn inner(by: u8, letter: &Letter, chain: &[Signed<IdentityStatement>]) -> Vec<u8> {
    codec::encode(&(device(by).sign(letter), chain))
}

/// The cases.
///
/// # Errors
/// When something does not seal, or is not judged as it should be.
pub fn make() -> Result<Cases<Case>> {
    let to = pek(0, 3).secret.seal_key();
    let mut cases = Vec::new();
    let mut add = |name: &str, me: u8, key: u8, sealed: Vec<u8>, outcome: &str| {
        let (me, sealed) = (person(me).hex(), hex(&sealed));
        let (judged, letter) = judge(&me, key, &sealed)?;
        if judged != outcome {
            return Err(crate::Error::from(format!(
                "{name}: {judged}, not {outcome}"
            )));
        }
        cases.push(Case {
            name: name.into(),
            me,
            key,
            sealed,
            outcome: judged,
            letter,
        });
        Ok(())
    };
    for (name, body) in bodies() {
        let sealed = letter::make(&letter(body), &device(1), &[zero(1)], &to)?;
        add(name, 3, 3, sealed, OK)?;
    }
    let padded = |plain: &[u8]| seal::seal_padded(&to, plain);
    let good = inner(1, &taken(), &[zero(1)]);
    let whole = padded(&good)?;
    add("opened with another key", 3, 4, whole.clone(), "locked")?;
    add(
        "opened by another person",
        4,
        3,
        whole.clone(),
        "misdirected",
    )?;
    let mut flipped = whole.clone();
    if let Some(b) = flipped.last_mut() {
        *b ^= 1;
    }
    add("one bit turned", 3, 3, flipped, "locked")?;
    add("not padded", 3, 3, seal::seal(&to, &good)?, "locked")?;
    let cut = whole.get(..whole.len() - 1).unwrap_or_default().to_vec();
    add("cut short", 3, 3, cut, "locked")?;
    let longer = padded(&vec![0; 70_000])?;
    add("longer than a letter may be", 3, 3, longer, "locked")?;
    let more = padded(&[good.as_slice(), &[0]].concat())?;
    add("a trailing byte inside", 3, 3, more, "malformed")?;
    let less = padded(good.get(..good.len() - 1).unwrap_or_default())?;
    add("cut short inside", 3, 3, less, "malformed")?;
    let mut from = |name: &str, by: u8, change: fn(&mut Letter), chain: &[_], outcome: &str| {
        let mut letter = taken();
        change(&mut letter);
        add(name, 3, 3, padded(&inner(by, &letter, chain))?, outcome)
    };
    let own = [zero(1)];
    from("signed by another device", 2, |_| (), &own, "sender")?;
    from(
        "another's device",
        2,
        |l| l.device = device(2).device(),
        &own,
        "sender",
    )?;
    from("another's name", 1, |l| l.from = person(2), &own, "sender")?;
    from("another's chain", 1, |_| (), &[zero(2)], "sender")?;
    from("no chain", 1, |_| (), &[], "sender")?;
    from("a chain twice", 1, |_| (), &[zero(1), zero(1)], "sender")?;
    from(
        "to another person",
        1,
        |l| l.to = person(4),
        &own,
        "misdirected",
    )?;
    from("another suite", 1, |l| l.suite = 2, &own, "malformed")?;
    let mut shows = |name: &str, change: fn(&mut Introduction)| {
        let mut i = introduction();
        change(&mut i);
        let letter = letter(Body::Introduction(Box::new(i)));
        add(name, 3, 3, padded(&inner(1, &letter, &own))?, "malformed")
    };
    shows("introduces nobody", |i| i.mentees.clear())?;
    shows("a pair of three", |i| i.mentees.push(introduced(5, 0)))?;
    shows("a mentor who is a mentee", |i| i.mentor.role = 0)?;
    shows("a mentor with another's key", |i| {
        i.mentor.pek = (&pek(0, 5)).into()
    })?;
    shows("a mentor with another's chain", |i| {
        i.mentor.identity = vec![zero(5)]
    })?;
    shows("a mentor of another id", |i| i.mentor.person = person(5))?;
    shows("a mentor without a name", |i| i.mentor.name.clear())?;
    shows("somebody to themselves", |i| {
        i.mentees = vec![introduced(4, 0)]
    })?;
    Ok(Cases {
        about: "Letters to the person of byte 3 from the person of byte 1. That the sender may say what \
                they say is judged elsewhere."
            .into(),
        cases,
    })
}
