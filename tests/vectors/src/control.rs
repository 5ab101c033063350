//! Control chains: statements that hold, and each rule broken once.

use amanat_protocol::codec;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::PersonId;
use amanat_protocol::limits::MAX_BODY;
use amanat_protocol::statement::Statement;
use amanat_vault::control::{Circle, ControlError, open_statement};
use amanat_vault::keys::OpenSecret;
use amanat_vault::person::Pek;
use serde::{Deserialize, Serialize};

pub use crate::control_made::make;
use crate::identity::decoding;
use crate::{OK, Result, unhex, unhex32};

/// A chain whose last statement is judged; those before it hold.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows.
    pub name: String,
    /// Who reads.
    pub me: String,
    /// Their encryption keys: generation, salt, secret.
    pub peks: Vec<(u32, String, String)>,
    /// Statements in hexadecimal.
    pub chain: Vec<String>,
    /// `ok`, or why the last statement is refused.
    pub outcome: String,
    /// Where the chain leads, if it holds.
    pub reached: Option<Reached>,
}

/// A circle after a statement.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reached {
    /// The circle's id.
    pub circle: String,
    /// Number and hash of the statement.
    pub head: (u64, String),
    /// The current epoch: id, number, recipient.
    pub epoch: (String, u64, String),
    /// Members and their roles.
    pub members: Vec<(String, String)>,
    /// The epoch secret this statement handed to the reader.
    pub handed: Option<String>,
}

/// Folds a chain.
///
/// # Errors
/// When the case itself is damaged, or a statement before the last does not hold.
pub fn judge(case: &Case) -> Result<(String, Option<Reached>)> {
    let me = PersonId(Hash(unhex32(&case.me)?));
    let mut peks = Vec::new();
    for (generation, salt, secret) in &case.peks {
        peks.push(Pek {
            generation: *generation,
            salt: unhex32(salt)?,
            secret: OpenSecret::from_bytes(&unhex32(secret)?),
        });
    }
    let mut circle: Option<Circle> = None;
    let mut epochs: Vec<OpenSecret> = Vec::new();
    let mut handed = None;
    for (i, text) in case.chain.iter().enumerate() {
        let known: Vec<&OpenSecret> = epochs.iter().collect();
        match step(circle.as_ref(), &unhex(text)?, me, &peks, &known) {
            Ok(next) => {
                circle = Some(next.0);
                handed = next.1.as_ref().map(|s| crate::hex(s.expose_bytes()));
                epochs.extend(next.1);
            }
            Err(outcome) if i + 1 == case.chain.len() => return Ok((outcome, None)),
            Err(outcome) => return Err(format!("{}: statement {i} is {outcome}", case.name).into()),
        }
    }
    Ok((OK.into(), circle.map(|circle| reached(&circle, handed))))
}

fn reached(circle: &Circle, handed: Option<String>) -> Reached {
    let epoch = circle.epoch;
    let member = |m: &amanat_vault::circle::Member| (m.person.hex(), format!("{:?}", m.role));
    Reached {
        circle: circle.id.hex(),
        head: (circle.n, circle.head.hex()),
        epoch: (epoch.id.hex(), epoch.number, crate::hex(&epoch.recipient.0)),
        members: circle.table.iter().map(member).collect(),
        handed,
    }
}

fn step(
    before: Option<&Circle>,
    bytes: &[u8],
    me: PersonId,
    peks: &[Pek],
    epochs: &[&OpenSecret],
) -> core::result::Result<(Circle, Option<OpenSecret>), String> {
    let statement = codec::decode::<Statement>(bytes, MAX_BODY).map_err(decoding)?;
    let opened = open_statement(before, &statement, me, peks, epochs).map_err(|e| match e {
        ControlError::Malformed => "malformed",
        ControlError::Signer => "signer",
        ControlError::NotNext => "not-next",
        ControlError::Locked => "locked",
        ControlError::Change => "change",
    })?;
    Ok((opened.circle, opened.handed))
}
