//! Recovery cards: words, QR, and the keys derived from them.

use amanat_vault::card::{Card, CardError};
use serde::{Deserialize, Serialize};

use crate::fixtures;
use crate::{Cases, OK, hex};

/// A text and the card it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows.
    pub name: String,
    /// What was typed, pasted or scanned.
    pub text: String,
    /// `ok`, or why it is no card.
    pub outcome: String,
    /// What the card is.
    pub card: Option<Keys>,
}

/// A card and what is derived from it, in hexadecimal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// The secret: the words' entropy.
    pub secret: String,
    /// Where the server keeps its blobs.
    pub locator: String,
    /// Seed of the signing key.
    pub signing_seed: String,
    /// The verification key.
    pub signing_key: String,
    /// The age identity, as age's tools read it.
    pub age_identity: String,
    /// Its X25519 public key.
    pub recipient: String,
    /// Text of the QR.
    pub qr: String,
}

/// The keys of a card.
#[must_use]
pub fn keys(card: &Card) -> Keys {
    let (signing, open) = (card.derive_signing(), card.derive_recipient());
    Keys {
        secret: hex(card.expose_bytes()),
        locator: card.derive_locator().hex(),
        signing_seed: hex(signing.expose_seed().as_slice()),
        signing_key: signing.card().hex(),
        age_identity: open.expose_age_identity().to_string(),
        recipient: hex(&open.seal_key().0),
        qr: card.expose_qr(),
    }
}

/// Reads a text.
#[must_use]
pub fn judge(text: &str) -> (String, Option<Keys>) {
    match Card::read(text) {
        Ok(card) => (OK.into(), Some(keys(&card))),
        Err(CardError::Count { got }) => (format!("count {got}"), None),
        Err(CardError::Unknown { place }) => (format!("unknown {place}"), None),
        Err(CardError::Checksum) => ("checksum".into(), None),
    }
}

/// The cases.
#[must_use]
pub fn make() -> Cases<Case> {
    let words = |n: u8| fixtures::card(n).expose_words();
    let joined = words(9).join(" ");
    let with = |place: usize, word: &str| {
        let mut words = words(9);
        if let Some(w) = words.get_mut(place) {
            *w = word.into();
        }
        words.join(" ")
    };
    let numbered: Vec<String> = words(9)
        .iter()
        .enumerate()
        .map(|(i, w)| format!("{}. {w}", i + 1))
        .collect();
    let mut swapped = words(9);
    swapped.swap(0, 23);
    let texts = [
        ("secret 00…", words(0).join(" ")),
        ("secret 7f…", words(0x7f).join(" ")),
        ("secret 80…", words(0x80).join(" ")),
        ("secret ff…", words(0xff).join(" ")),
        ("secret 09…", joined.clone()),
        ("as the QR has it", fixtures::card(9).expose_qr()),
        ("in capitals", joined.to_uppercase()),
        ("numbered, one a line", numbered.join("\n")),
        (
            "with commas and blanks",
            format!("  {}\r\n", joined.replace(' ', " , ")),
        ),
        ("nothing", String::new()),
        ("23 words", words(9).get(..23).unwrap_or_default().join(" ")),
        ("25 words", format!("{joined} zoo")),
        ("a word on no card", with(4, "amanat")),
        (
            "the first of two unknown words",
            with(0, "abandom").replace("zoo", "zo"),
        ),
        ("a word of another language", with(2, "کتاب")),
        ("a word abbreviated", with(0, "aban")),
        ("another word of the list", with(23, "zoo")),
        ("two words swapped", swapped.join(" ")),
        (
            "another version's QR",
            fixtures::card(9).expose_qr().replace("CARD-1", "CARD-2"),
        ),
        (
            "a link",
            format!("https://example.org/#{}", fixtures::card(9).expose_qr()),
        ),
    ];
    let case = |(name, text): (&str, String)| {
        let (outcome, card) = judge(&text);
        Case {
            name: name.into(),
            text,
            outcome,
            card,
        }
    };
    Cases {
        about: "Recovery cards. `text` is read; HKDF-SHA256 without salt derives the keys from `secret`."
            .into(),
        cases: texts.into_iter().map(case).collect(),
    }
}
