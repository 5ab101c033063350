//! What is signed under a programme's key, and the key's own card.

use amanat_protocol::hash::Hash;
use amanat_protocol::id::CircleId;
use amanat_protocol::signed::{Labelled, Signed};
use amanat_vault::fingerprint;
use amanat_vault::person;
use amanat_vault::programme::{
    Appointment, Charter, Membership, ProgrammeKey, check_appointment, check_charter,
    check_membership,
};
use serde::{Deserialize, Serialize};

use crate::fixtures::{device, person as someone, programme, sign_labelled, zero};
use crate::identity::decoding;
use crate::{Cases, OK, Result, hex, unhex, unhex32};

/// A signed value and the key it must be signed under.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows.
    pub name: String,
    /// `charter`, `appointment` or `membership`.
    pub kind: String,
    /// The programme's verification key.
    pub programme: String,
    /// The `Signed` value.
    pub bytes: String,
    /// `ok`, or why it is refused.
    pub outcome: String,
}

/// A text and the programme's card it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// What was typed or scanned.
    pub text: String,
    /// The secret, the verification key in hexadecimal and the eight words; none when it is no such card.
    pub key: Option<(String, String, String)>,
}

/// Judges a signed value. A membership must be by the person of byte 1.
///
/// # Errors
/// When the case itself is damaged.
pub fn judge(kind: &str, key: &str, bytes: &str) -> Result<String> {
    let (key, bytes) = (unhex32(key)?, unhex(bytes)?);
    match kind {
        "charter" => judged::<Charter>(&bytes, |s| check_charter(s, &key).is_ok()),
        "appointment" => judged::<Appointment>(&bytes, |s| check_appointment(s, &key).is_ok()),
        "membership" => {
            let by = person::fold(&[zero(1)])?;
            judged::<Membership>(&bytes, |s| check_membership(s, &key, &by).is_ok())
        }
        other => Err(format!("no kind {other}").into()),
    }
}

fn judged<T: Labelled>(bytes: &[u8], holds: impl Fn(&Signed<T>) -> bool) -> Result<String> {
    Ok(
        match amanat_protocol::codec::decode::<Signed<T>>(bytes, 4096) {
            Err(e) => decoding(e),
            Ok(signed) if holds(&signed) => OK.into(),
            Ok(_) => "refused".into(),
        },
    )
}

/// Reads a programme's card.
#[must_use]
pub fn card(text: &str) -> Option<(String, String, String)> {
    let key = ProgrammeKey::read(text).ok()?;
    Some((
        hex(key.expose_bytes()),
        hex(&key.key()),
        fingerprint::of_programme(&key.key()).join(" "),
    ))
}

pub(crate) fn charter() -> Charter {
    Charter {
        suite: 1,
        programme: programme(50).key(),
        name: "Mentoring · رہنمائی".into(),
        programme_circle: CircleId(Hash([0xc1; 32])),
        committee: CircleId(Hash([0xc2; 32])),
        mentors: CircleId(Hash([0xc3; 32])),
        coordinator: someone(1),
        identity_head: someone(1).0,
        at: 1_790_000_000_000,
    }
}

pub(crate) fn appointment() -> Appointment {
    Appointment {
        suite: 1,
        programme: programme(50).key(),
        person: someone(2),
        identity_head: someone(2).0,
        at: 1_790_000_000_000,
    }
}

pub(crate) fn membership() -> Membership {
    Membership {
        suite: 1,
        programme: programme(50).key(),
        person: someone(3),
        identity_head: someone(3).0,
        role: 0,
        by: someone(1),
        device: device(1).device(),
        at: 1_790_000_000_000,
    }
}

/// The value, changed, its bytes changed, and the encoding of both signed by a key.
fn by<T: Labelled>(key: &ProgrammeKey, mut value: T, change: impl FnOnce(&mut T)) -> Vec<u8> {
    change(&mut value);
    amanat_protocol::codec::encode(&key.sign(&value))
}

/// The cases of signed values.
///
/// # Errors
/// Never, unless this file is wrong.
pub fn make() -> Result<Cases<Case>> {
    let (key, other) = (programme(50), programme(51));
    let mine = |change: fn(&mut Membership)| {
        let mut m = membership();
        change(&mut m);
        crate::fixtures::sign(1, &m)
    };
    let raw = |bytes: &[u8]| sign_labelled(Membership::LABEL, 1, bytes);
    let plain = amanat_protocol::codec::encode(&membership());
    let list: Vec<(&str, &str, Vec<u8>)> = vec![
        ("charter", "a charter", by(&key, charter(), |_| ())),
        ("charter", "by another key", by(&other, charter(), |_| ())),
        (
            "charter",
            "of another programme",
            by(&key, charter(), |c| c.programme = [1; 32]),
        ),
        (
            "charter",
            "another suite",
            by(&key, charter(), |c| c.suite = 2),
        ),
        (
            "charter",
            "without a name",
            by(&key, charter(), |c| c.name.clear()),
        ),
        (
            "charter",
            "a name that turns text",
            by(&key, charter(), |c| c.name.push('\u{202e}')),
        ),
        (
            "charter",
            "a name of 61",
            by(&key, charter(), |c| c.name = "x".repeat(61)),
        ),
        (
            "charter",
            "longer than 1 KiB",
            by(&key, charter(), |c| c.name = "x".repeat(1000)),
        ),
        (
            "charter",
            "an appointment's bytes",
            by(&key, appointment(), |_| ()),
        ),
        (
            "appointment",
            "an appointment",
            by(&key, appointment(), |_| ()),
        ),
        (
            "appointment",
            "by another key",
            by(&other, appointment(), |_| ()),
        ),
        (
            "appointment",
            "of another programme",
            by(&key, appointment(), |a| a.programme = [1; 32]),
        ),
        (
            "appointment",
            "another suite",
            by(&key, appointment(), |a| a.suite = 2),
        ),
        ("membership", "a membership", mine(|_| ())),
        ("membership", "of a safety officer", mine(|m| m.role = 4)),
        ("membership", "a role there is not", mine(|m| m.role = 5)),
        ("membership", "another suite", mine(|m| m.suite = 2)),
        (
            "membership",
            "of another programme",
            mine(|m| m.programme = [1; 32]),
        ),
        (
            "membership",
            "by another person",
            mine(|m| m.by = someone(2)),
        ),
        (
            "membership",
            "by another device",
            mine(|m| m.device = device(2).device()),
        ),
        (
            "membership",
            "signed by another device",
            crate::fixtures::sign(2, &membership()),
        ),
        (
            "membership",
            "signed under another label",
            sign_labelled(Appointment::LABEL, 1, &plain),
        ),
        (
            "membership",
            "a trailing byte inside",
            raw(&[plain.as_slice(), &[0]].concat()),
        ),
        (
            "membership",
            "cut short inside",
            raw(plain.get(1..).unwrap_or_default()),
        ),
        (
            "membership",
            "a byte more",
            [raw(&plain).as_slice(), &[0]].concat(),
        ),
        ("membership", "cut short", raw(&plain).split_off(1)),
    ];
    let mut cases = Vec::new();
    for (kind, name, bytes) in list {
        let (programme, bytes) = (hex(&key.key()), hex(&bytes));
        cases.push(Case {
            name: name.into(),
            kind: kind.into(),
            outcome: judge(kind, &programme, &bytes)?,
            programme,
            bytes,
        });
    }
    Ok(Cases {
        about: "Values signed under a programme's key, and memberships by the person of byte 1."
            .into(),
        cases,
    })
}

/// The cases of cards.
#[must_use]
pub fn cards() -> Cases<Card> {
    let words = programme(50).expose_words().join(" ");
    let qr = programme(50).expose_qr();
    let texts = [
        words.clone(),
        qr.clone(),
        qr.to_lowercase(),
        words.replace(' ', ",\n"),
        programme(0xff).expose_qr(),
        crate::fixtures::card(50).expose_qr(),
        qr.replace("-1:", "-2:"),
        words.replacen(' ', " zoo ", 1),
        words.to_uppercase().replacen(' ', "", 1),
        String::new(),
    ];
    let case = |text: String| Card {
        key: card(&text),
        text,
    };
    Cases {
        about: "Cards of programmes: secret, verification key, fingerprint.".into(),
        cases: texts.into_iter().map(case).collect(),
    }
}
