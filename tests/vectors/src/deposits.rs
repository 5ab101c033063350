//! Deposits: all of one length.

use amanat_protocol::codec;
use amanat_protocol::limits::DEPOSIT_BYTES;
use amanat_vault::deposit::{self, Deposit, DepositError, Depositor};
use amanat_vault::seal;
use serde::{Deserialize, Serialize};

use crate::fixtures::{Seeded, device, pek, person, programme};
use crate::{Cases, OK, Result, hex, unhex};

/// A deposit. It is opened with the key of byte 5, for the programme of byte 50.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows.
    pub name: String,
    /// The age file.
    pub sealed: String,
    /// `ok`, or why it is refused.
    pub outcome: String,
    /// The author, `anonymous` or `dummy`; and the text.
    pub says: Option<(String, String)>,
}

/// Opens a deposit.
///
/// # Errors
/// When the case itself is damaged.
pub fn judge(sealed: &str) -> Result<(String, Option<(String, String)>)> {
    let opened = deposit::open(&unhex(sealed)?, &programme(50).key(), &[pek(0, 5)]);
    Ok(match opened {
        Ok(None) => (OK.into(), Some(("dummy".into(), String::new()))),
        Ok(Some(d)) => {
            let from = d.from.map_or("anonymous".into(), |f| f.person.hex());
            (OK.into(), Some((from, d.text)))
        }
        Err(DepositError::Locked) => ("locked".into(), None),
        Err(DepositError::Malformed) => ("malformed".into(), None),
        Err(DepositError::Author) => ("author".into(), None),
    })
}

/// 21 September 2026, to the day.
const DAY: u64 = 20_717 * 24 * 60 * 60 * 1000;

pub(crate) fn signed() -> Deposit {
    Deposit {
        suite: 1,
        programme: programme(50).key(),
        at: 1_790_000_000_000,
        from: Some(Depositor {
            person: person(3),
            device: device(3).device(),
        }),
        text: "Please look into this. براہ کرم دیکھیں۔".into(),
    }
}

fn anonymous() -> Deposit {
    Deposit {
        from: None,
        at: DAY,
        ..signed()
    }
}

/// The cases.
///
/// # Errors
/// When something does not seal, or is not judged as it should be.
pub fn make() -> Result<Cases<Case>> {
    let to = pek(0, 5).secret.seal_key();
    let key = programme(50).key();
    let at = signed().at;
    let author = device(3);
    let text = || signed().text;
    let exactly = |plain: &[u8]| seal::seal_to_length(&to, plain, DEPOSIT_BYTES);
    let by = |n: u8, change: fn(&mut Deposit)| {
        let mut d = signed();
        change(&mut d);
        exactly(&[&[2], crate::fixtures::sign(n, &d).as_slice()].concat())
    };
    let nameless = |change: fn(&mut Deposit)| {
        let mut d = anonymous();
        change(&mut d);
        exactly(&[&[1], codec::encode(&d).as_slice()].concat())
    };
    let whole = deposit::seal(&to, key, at, None, text())?;
    let mut flipped = whole.clone();
    if let Some(b) = flipped.last_mut() {
        *b ^= 1;
    }
    let list: Vec<(&str, Vec<u8>, &str)> = vec![
        (
            "signed",
            deposit::seal(&to, key, at, Some((person(3), &author)), text())?,
            OK,
        ),
        ("anonymous", whole.clone(), OK),
        (
            "the longest",
            deposit::seal(&to, key, at, None, "x".repeat(7000))?,
            OK,
        ),
        ("a dummy", deposit::dummy(&mut Seeded(600), Some(&to))?, OK),
        (
            "a dummy to nobody",
            deposit::dummy(&mut Seeded(601), None)?,
            "locked",
        ),
        ("one bit turned", flipped, "locked"),
        ("a byte more", [whole.as_slice(), &[0]].concat(), "locked"),
        ("of another length", seal::seal_padded(&to, &[0])?, "locked"),
        ("signed by another device", by(1, |_| ())?, "author"),
        (
            "signed without a name",
            by(3, |d| d.from = None)?,
            "malformed",
        ),
        (
            "signed, of another programme",
            by(3, |d| d.programme = [1; 32])?,
            "malformed",
        ),
        (
            "signed, another suite",
            by(3, |d| d.suite = 2)?,
            "malformed",
        ),
        (
            "signed, too long",
            by(3, |d| d.text = "x".repeat(7001))?,
            "malformed",
        ),
        (
            "unsigned with a name",
            nameless(|d| d.from = signed().from)?,
            "malformed",
        ),
        (
            "anonymous to the second",
            nameless(|d| d.at += 1000)?,
            "malformed",
        ),
        (
            "anonymous, of another programme",
            nameless(|d| d.programme = [1; 32])?,
            "malformed",
        ),
        (
            "a dummy that says something",
            exactly(&[0, 1])?,
            "malformed",
        ),
        ("of a later kind", exactly(&[3])?, "malformed"),
        ("nothing", exactly(&[])?, "malformed"),
    ];
    let mut cases = Vec::new();
    for (name, sealed, outcome) in list {
        let sealed = hex(&sealed);
        let (judged, says) = judge(&sealed)?;
        if judged != outcome {
            return Err(format!("deposit, {name}: {judged}, not {outcome}").into());
        }
        cases.push(Case {
            name: name.into(),
            sealed,
            outcome: judged,
            says,
        });
    }
    Ok(Cases {
        about: "Deposits, opened with the key of byte 5 for the programme of byte 50.".into(),
        cases,
    })
}
