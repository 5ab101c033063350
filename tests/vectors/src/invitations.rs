//! Invitation links, and the answers to them.

use amanat_protocol::codec;
use amanat_protocol::link::{AnyLink, FoundingLink, InvitationLink};
use amanat_vault::invitation::{
    AnswerError, Answered, check_answer, invitation_id, join_token, make_answer,
};
use data_encoding::BASE32_NOPAD;
use serde::{Deserialize, Serialize};

use crate::fixtures::{pek, person, programme, zero};
use crate::identity::decoding;
use crate::{Cases, OK, Result, hex, unhex};

/// A text and the link it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What was opened or pasted.
    pub text: String,
    /// `founding`, `invitation` or neither.
    pub kind: Option<String>,
    /// What an invitation says.
    pub says: Option<Says>,
}

/// An invitation, bytes in hexadecimal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Says {
    /// Where.
    pub origin: String,
    /// The programme's key.
    pub programme: String,
    /// Its name.
    pub name: String,
    /// The coordinator.
    pub person: String,
    /// Their recipient.
    pub recipient: String,
    /// As what.
    pub role: u8,
    /// Unix seconds.
    pub expires: u64,
    /// The secret.
    pub secret: String,
    /// The join token that follows from it.
    pub token: String,
    /// What the server knows it by.
    pub id: String,
}

/// An answer, and whether it holds for a secret.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// What it shows.
    pub name: String,
    /// The invitation's secret.
    pub secret: String,
    /// The answer with its mac.
    pub answered: String,
    /// `ok`, or why it does not count.
    pub outcome: String,
}

/// Reads a text.
#[must_use]
pub fn judge(text: &str) -> Case {
    let link = AnyLink::parse(text).ok();
    let kind = link.as_ref().map(|l| match l {
        AnyLink::Founding(_) => "founding".into(),
        AnyLink::Invitation(_) => "invitation".into(),
    });
    let says = match link {
        Some(AnyLink::Invitation(l)) => Some(Says {
            token: hex(&join_token(&l.secret)),
            id: invitation_id(&l.secret).hex(),
            origin: l.origin,
            programme: hex(&l.programme),
            name: l.name,
            person: l.person.hex(),
            recipient: hex(&l.recipient),
            role: l.role,
            expires: l.expires,
            secret: hex(&l.secret),
        }),
        _ => None,
    };
    Case {
        text: text.into(),
        kind,
        says,
    }
}

fn link(change: impl FnOnce(&mut InvitationLink)) -> String {
    let mut link = InvitationLink {
        origin: "https://amanat.example.edu".into(),
        programme: programme(50).key(),
        name: "Mentoring · رہنمائی".into(),
        person: person(1),
        recipient: pek(0, 1).secret.seal_key().0,
        role: 0,
        expires: 1_790_000_000,
        secret: [70; 16],
    };
    change(&mut link);
    link.format()
}

/// The cases of links.
#[must_use]
pub fn make() -> Cases<Case> {
    let home = link(|_| ());
    let code = home.split_once("join=").map_or("", |(_, code)| code);
    let raw = BASE32_NOPAD
        .decode(
            code.get(2..)
                .unwrap_or_default()
                .to_ascii_uppercase()
                .as_bytes(),
        )
        .unwrap_or_default();
    let coded = |raw: &[u8]| format!("1-{}", BASE32_NOPAD.encode(raw).to_ascii_lowercase());
    let founding = FoundingLink {
        origin: "https://amanat.example.edu".into(),
        token: [7; 16],
    };
    let mut overlong = raw.clone();
    if let Some(length) = overlong.get_mut(32) {
        *length |= 0x80;
    }
    overlong.insert(33, 0);
    let texts = [
        home.clone(),
        format!(" <{home}>.\n"),
        home.replace('-', "-\r\n "),
        format!("#join={code}"),
        code.to_owned(),
        code.to_ascii_uppercase(),
        link(|l| (l.role, l.expires) = (4, 0)),
        founding.format(),
        link(|l| l.role = 5),
        link(|l| l.name.clear()),
        link(|l| l.name = "x".repeat(61)),
        link(|l| l.name.insert(0, '\u{202e}')),
        home.replace("1-", "2-"),
        home.replace("join=", "found="),
        home.replace("1-", ""),
        coded(&[raw.as_slice(), &[0]].concat()),
        coded(raw.get(1..).unwrap_or_default()),
        coded(&overlong),
        format!("{home}="),
        format!("{}#join={code}", "x".repeat(2048)),
        String::new(),
    ];
    Cases {
        about: "Links as people open or paste them: which kind, and what an invitation says."
            .into(),
        cases: texts.iter().map(|t| judge(t)).collect(),
    }
}

/// Judges an answer.
///
/// # Errors
/// When the case itself is damaged.
pub fn judge_answer(secret: &str, answered: &str) -> Result<String> {
    let secret = unhex(secret)?.try_into().map_err(|_| "not 16 bytes")?;
    Ok(match codec::decode::<Answered>(&unhex(answered)?, 8192) {
        Err(e) => decoding(e),
        Ok(answered) => match check_answer(&secret, &answered) {
            Ok(_) => OK,
            Err(AnswerError::Mac) => "mac",
            Err(AnswerError::Malformed) => "malformed answer",
        }
        .into(),
    })
}

pub(crate) fn answered(secret: u8, name: &str, n: u8, key: u8) -> Answered {
    make_answer(&[secret; 16], name.into(), zero(n), (&pek(0, key)).into())
}

/// The cases of answers.
///
/// # Errors
/// Never, unless this file is wrong.
pub fn answers() -> Result<Cases<Answer>> {
    let good = answered(70, "Sara · سارہ", 3, 3);
    let changed = |change: fn(&mut Answered)| {
        let mut a = good.clone();
        change(&mut a);
        codec::encode(&a)
    };
    let plain = codec::encode(&good);
    let list: Vec<(&str, u8, Vec<u8>)> = vec![
        ("an answer", 70, plain.clone()),
        ("to another invitation", 71, plain.clone()),
        (
            "another name under the mac",
            70,
            changed(|a| a.answer.name = "Ali".into()),
        ),
        (
            "another identity under the mac",
            70,
            changed(|a| a.answer.identity = zero(4)),
        ),
        (
            "another key under the mac",
            70,
            changed(|a| a.answer.pek = (&pek(0, 4)).into()),
        ),
        (
            "one bit of the mac turned",
            70,
            changed(|a| a.mac = a.mac.map(|b| b ^ 1)),
        ),
        (
            "a key that is not the identity's",
            70,
            codec::encode(&answered(70, "Sara", 3, 4)),
        ),
        ("without a name", 70, codec::encode(&answered(70, "", 3, 3))),
        (
            "a name that turns text",
            70,
            codec::encode(&answered(70, "a\u{2066}", 3, 3)),
        ),
        ("a trailing byte", 70, [plain.as_slice(), &[0]].concat()),
        (
            "cut short",
            70,
            plain.get(..plain.len() - 1).unwrap_or_default().to_vec(),
        ),
    ];
    let mut cases = Vec::new();
    for (name, secret, bytes) in list {
        let (secret, answered) = (hex(&[secret; 16]), hex(&bytes));
        cases.push(Answer {
            name: name.into(),
            outcome: judge_answer(&secret, &answered)?,
            secret,
            answered,
        });
    }
    Ok(Cases {
        about: "Answers to invitations: HMAC-SHA256 under a key from the invitation's secret."
            .into(),
        cases,
    })
}
