//! Founding links.

use amanat_protocol::link::FoundingLink;
use serde::{Deserialize, Serialize};

use crate::{Cases, hex};

/// A text and the link it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What was opened or pasted.
    pub text: String,
    /// Origin and token in hexadecimal; none when it is no founding link.
    pub link: Option<(String, String)>,
}

/// Reads a text.
#[must_use]
pub fn judge(text: &str) -> Option<(String, String)> {
    let link = FoundingLink::parse(text).ok()?;
    Some((link.origin.clone(), hex(&link.token)))
}

/// The cases.
#[must_use]
pub fn make() -> Cases<Case> {
    let link = |origin: &str, n: u8| {
        FoundingLink {
            origin: origin.into(),
            token: [n; 16],
        }
        .format()
    };
    let home = link("http://localhost:8480", 7);
    let code = home.split_once("found=").map_or("", |(_, code)| code);
    let texts = [
        home.clone(),
        link("https://amanat.example.edu", 0xff),
        format!("  {home}\n"),
        home.replace("/#", "#"),
        format!("found={code}"),
        code.to_owned(),
        code.to_ascii_uppercase(),
        String::new(),
        "#".into(),
        "1-".into(),
        home.replace("1-", "2-"),
        home.replace("1-", ""),
        home.replace("found=", "join="),
        format!("{home}a"),
        home.get(..home.len() - 1).unwrap_or_default().to_owned(),
        format!("{code}="),
        code.replace("1-", "1-0"),
        // 26 letters hold 130 bits: the last two must be zero.
        format!("1-{}", "b".repeat(26)),
        format!("http://{}/#found={code}", "x".repeat(512)),
    ];
    let case = |text: String| Case {
        link: judge(&text),
        text,
    };
    Cases {
        about: "Founding links, and what is none. `link` is the origin and the token.".into(),
        cases: texts.into_iter().map(case).collect(),
    }
}
