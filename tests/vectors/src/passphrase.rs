//! Passphrase slots: age files with one scrypt stanza, bounded in work.

use amanat_vault::keys::OpenSecret;
use amanat_vault::passphrase::{LOG_N, LOG_N_SMALL, PassphraseError, make_slot, open_slot};
use serde::{Deserialize, Serialize};

use crate::{Cases, OK, Result, hex, unhex};

/// A slot and what is typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows.
    pub name: String,
    /// The age file.
    pub slot: String,
    /// What is typed.
    pub passphrase: String,
    /// `ok`, `wrong` or `damaged`.
    pub outcome: String,
    /// The unlock key's secret bytes, if it opens.
    pub secret: Option<String>,
}

/// Opens a slot.
///
/// # Errors
/// When the case itself is damaged.
pub fn judge(slot: &str, passphrase: &str) -> Result<(String, Option<String>)> {
    Ok(match open_slot(&unhex(slot)?, passphrase) {
        Ok(key) => (OK.into(), Some(hex(key.expose_bytes()))),
        Err(PassphraseError::Wrong) => ("wrong".into(), None),
        Err(PassphraseError::Damaged) => ("damaged".into(), None),
        Err(PassphraseError::TooShort) => ("too-short".into(), None),
    })
}

/// The cases.
///
/// # Errors
/// When something does not seal.
pub fn make() -> Result<Cases<Case>> {
    let unlock = OpenSecret::from_bytes(&[0x42; 32]);
    let light = make_slot(&unlock, "a quiet afternoon", LOG_N_SMALL)?;
    let full = make_slot(&unlock, "a quiet afternoon", LOG_N)?;
    let urdu = make_slot(&unlock, "گلاب ke phool", LOG_N_SMALL)?;
    let asks = |factor: &str| -> Result<Vec<u8>> {
        let (head, tail) = light.split_at(80);
        let head = core::str::from_utf8(head)?.replacen(" 16\n", &format!(" {factor}\n"), 1);
        Ok([head.as_bytes(), tail].concat())
    };
    let mut flipped = light.clone();
    if let Some(b) = flipped.last_mut() {
        *b ^= 1;
    }
    let to = age::x25519::Identity::generate().to_public();
    let recipient = age::encrypt(&to, &[0x42; 32])?;
    let slots: Vec<(&str, Vec<u8>, &str)> = vec![
        ("N = 2^16", light.clone(), "a quiet afternoon"),
        ("N = 2^17", full, "a quiet afternoon"),
        ("two scripts", urdu.clone(), "گلاب ke phool"),
        ("blanks around it", urdu, "  گلاب ke phool\n"),
        ("a letter in capitals", light.clone(), "A quiet afternoon"),
        ("nothing typed", light.clone(), ""),
        ("N = 2^15", asks("15")?, "a quiet afternoon"),
        ("N = 2^18", asks("18")?, "a quiet afternoon"),
        ("N = 2^63", asks("63")?, "a quiet afternoon"),
        (
            "factor with a zero before it",
            asks("016")?,
            "a quiet afternoon",
        ),
        (
            "factor changed within the bounds",
            asks("17")?,
            "a quiet afternoon",
        ),
        ("one bit of the body turned", flipped, "a quiet afternoon"),
        (
            "body cut short",
            light.get(..light.len() - 1).unwrap_or_default().to_vec(),
            "a quiet afternoon",
        ),
        ("a file for a key", recipient, "a quiet afternoon"),
        ("nothing stored", Vec::new(), "a quiet afternoon"),
    ];
    let mut cases = Vec::new();
    for (name, slot, passphrase) in slots {
        let slot = hex(&slot);
        let (outcome, secret) = judge(&slot, passphrase)?;
        cases.push(Case {
            name: name.into(),
            slot,
            passphrase: passphrase.into(),
            outcome,
            secret,
        });
    }
    Ok(Cases {
        about: "Passphrase slots. White space around a passphrase is ignored; 2^16 and 2^17 are accepted, \
                every other work factor is refused before any work."
            .into(),
        cases,
    })
}
