//! Words that carry their author's own signature.

use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, DeviceKey};
use amanat_vault::say::{check_words, sign_words};
use serde::{Deserialize, Serialize};

use crate::fixtures::device;
use crate::{Cases, Result, hex, unhex, unhex32};

/// Words, and whether they were said.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows.
    pub name: String,
    /// Who.
    pub device: String,
    /// Where.
    pub circle: String,
    /// The words' bytes.
    pub words: String,
    /// The signature.
    pub signature: String,
    /// Whether it holds.
    pub holds: bool,
}

/// Judges words.
///
/// # Errors
/// When the case itself is damaged.
pub fn judge(case: &Case) -> Result<bool> {
    Ok(check_words(
        DeviceKey(unhex32(&case.device)?),
        CircleId(Hash(unhex32(&case.circle)?)),
        &unhex(&case.words)?,
        &unhex(&case.signature)?,
    ))
}

/// The cases.
///
/// # Errors
/// Never, unless this file is wrong.
pub fn make() -> Result<Cases<Case>> {
    let circle = CircleId(Hash([0xc3; 32]));
    let words = "Seen on the ward. دیکھا گیا۔".as_bytes();
    let good = Case {
        name: "words".into(),
        device: hex(&device(1).device().0),
        circle: circle.hex(),
        words: hex(words),
        signature: hex(&sign_words(&device(1), circle, words)),
        holds: false,
    };
    let with = |name: &str, change: &dyn Fn(&mut Case)| {
        let mut case = good.clone();
        case.name = name.into();
        change(&mut case);
        case
    };
    let empty = hex(&sign_words(&device(1), circle, &[]));
    let flipped = |at: usize| {
        let mut bytes = unhex(&good.signature).unwrap_or_default();
        if let Some(b) = bytes.get_mut(at) {
            *b ^= 1;
        }
        hex(&bytes)
    };
    // Bytes of the circle moved to the words: lengths are fixed, so the seam cannot be.
    let moved = hex(&[[0xc3; 1].as_slice(), words].concat());
    let mut cases = vec![
        good.clone(),
        with("no words", &|c| {
            (c.words, c.signature) = (String::new(), empty.clone())
        }),
        with("by another device", &|c| {
            c.device = hex(&device(2).device().0)
        }),
        with("in another circle", &|c| c.circle = hex(&[0xc4; 32])),
        with("other words", &|c| c.words = hex(b"Seen")),
        with("a byte more", &|c| c.words.push_str("00")),
        with("the seam moved", &|c| c.words.clone_from(&moved)),
        with("first bit turned", &|c| c.signature = flipped(0)),
        with("last bit turned", &|c| c.signature = flipped(63)),
        with("signature cut short", &|c| c.signature = hex(&[0; 63])),
        with("a signature of zeros", &|c| c.signature = hex(&[0; 64])),
        with("a key of small order", &|c| {
            c.device = format!("01{}", "00".repeat(31));
            c.signature = format!("01{}", "00".repeat(63));
        }),
    ];
    for case in &mut cases {
        case.holds = judge(case)?;
    }
    Ok(Cases {
        about: "Signed words: Ed25519 over amanat/v1/words, 00, circle, words.".into(),
        cases,
    })
}
