//! Operations: every kind of value, every position of every enum, and what is refused.

use amanat_mentoring::id::{ItemId, RevisionId};
use amanat_mentoring::item::{Content, Date, Field, PartName, Profile, Revision, Value};
use amanat_mentoring::operation::Operation;
use amanat_mentoring::template::{FieldKey, Template};
use amanat_protocol::codec;
use amanat_protocol::hash;
use amanat_protocol::limits::MAX_ENTRY_PAYLOAD;
use serde::{Deserialize, Serialize};

use crate::fixtures::overlong;
use crate::identity::decoding;
use crate::{Cases, OK, Result, hex, unhex};

/// Bytes of an operation and what they say.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows.
    pub name: String,
    /// The operation's bytes.
    pub bytes: String,
    /// `ok`, `refused` (it decodes, but breaks a rule of its values), or why it does not decode.
    pub outcome: String,
    /// What it says, if it decodes.
    pub says: Option<serde_json::Value>,
    /// The revision's id, if it decodes.
    pub revision: Option<String>,
}

/// Reads an operation.
///
/// # Errors
/// When the bytes are no hexadecimal.
pub fn judge(name: &str, bytes: &str) -> Result<Case> {
    let read = codec::decode::<Operation>(&unhex(bytes)?, MAX_ENTRY_PAYLOAD);
    let (outcome, says, revision) = match read {
        Err(e) => (decoding(e), None, None),
        Ok(operation) => {
            let says = serde_json::to_value(&operation)?;
            match operation {
                Operation::Revise(revision) => {
                    let id = hash::labelled("amanat/v1/revision", &codec::encode(&revision));
                    let holds = revision.check().is_ok();
                    let outcome = if holds { OK } else { "refused" };
                    (outcome.into(), Some(says), Some(id.hex()))
                }
                Operation::Alive { .. } => (OK.into(), Some(says), None),
            }
        }
    };
    Ok(Case {
        name: name.into(),
        bytes: bytes.into(),
        outcome,
        says,
        revision,
    })
}

const KEYS: [FieldKey; 10] = [
    FieldKey::Free,
    FieldKey::What,
    FieldKey::SoWhat,
    FieldKey::NowWhat,
    FieldKey::Description,
    FieldKey::Feelings,
    FieldKey::Evaluation,
    FieldKey::Analysis,
    FieldKey::Conclusion,
    FieldKey::ActionPlan,
];

fn revise(parents: usize, value: Value) -> Vec<u8> {
    codec::encode(&Operation::Revise(revision(parents, value)))
}

/// A revision with some parents.
#[must_use]
pub fn revision(parents: usize, value: Value) -> Revision {
    let parent = |n| RevisionId([u8::try_from(n).unwrap_or(u8::MAX); 32]);
    Revision {
        item: ItemId([0xaa; 16]),
        parents: (1..=parents).map(parent).collect(),
        at: 1_790_000_000_000,
        value,
    }
}

/// A reflection in two scripts.
#[must_use]
pub fn reflection() -> Content {
    Content {
        title: "رات کی ڈیوٹی · Night duty".into(),
        template: Template::WhatSoWhatNowWhat,
        fields: vec![Field {
            key: FieldKey::What,
            text: "A fall at **three**.\nبزرگ مریض".into(),
        }],
        tags: vec!["falls".into(), "رات".into()],
        happened_on: Some(Date {
            year: 2026,
            month: 9,
            day: 21,
        }),
    }
}

fn with(change: impl FnOnce(&mut Content)) -> Vec<u8> {
    let mut content = reflection();
    change(&mut content);
    revise(1, Value::Reflection(content))
}

/// The cases.
///
/// # Errors
/// Never, unless this file is wrong.
pub fn make() -> Result<Cases<Case>> {
    let name = |n: &str| PartName { name: n.into() };
    let all = |template| {
        with(|c| {
            c.template = template;
            c.fields = KEYS
                .map(|key| Field {
                    key,
                    text: format!("{key:?}"),
                })
                .into();
        })
    };
    let mut cases: Vec<(&str, Vec<u8>)> = vec![
        ("a reflection", with(|_| ())),
        (
            "an empty reflection",
            revise(0, Value::Reflection(Content::default())),
        ),
        (
            "every question, template 0",
            all(Template::WhatSoWhatNowWhat),
        ),
        ("every question, template 1", all(Template::Gibbs)),
        ("every question, template 2", all(Template::Free)),
        ("a part", revise(0, Value::Part(name("Reflections")))),
        (
            "a profile",
            revise(
                1,
                Value::Profile(Profile {
                    name: "عائشہ".into(),
                }),
            ),
        ),
        ("trashed", revise(2, Value::Trashed)),
        ("16 parents", revise(16, Value::Reflection(reflection()))),
        (
            "29 February 2028",
            with(|c| {
                c.happened_on = Some(Date {
                    year: 2028,
                    month: 2,
                    day: 29,
                })
            }),
        ),
        // Decodes, and breaks a rule.
        ("17 parents", revise(17, Value::Trashed)),
        ("trashes nothing", revise(0, Value::Trashed)),
        (
            "29 February 2026",
            with(|c| {
                c.happened_on = Some(Date {
                    year: 2026,
                    month: 2,
                    day: 29,
                })
            }),
        ),
        ("tags unsorted", with(|c| c.tags.reverse())),
        (
            "a tag twice",
            with(|c| c.tags = vec!["a".into(), "a".into()]),
        ),
        (
            "21 tags",
            with(|c| c.tags = ('a'..='u').map(String::from).collect()),
        ),
        ("an empty tag", with(|c| c.tags = vec![String::new()])),
        ("a title of two lines", with(|c| c.title = "a\nb".into())),
        (
            "a title of 201 letters",
            with(|c| c.title = "t".repeat(201)),
        ),
        (
            "an empty answer",
            with(|c| {
                c.fields = vec![Field {
                    key: FieldKey::What,
                    text: " ".into(),
                }]
            }),
        ),
        (
            "a control character",
            with(|c| {
                c.fields = vec![Field {
                    key: FieldKey::What,
                    text: "\u{7}".into(),
                }]
            }),
        ),
        (
            "answers unsorted",
            with(|c| {
                c.fields = [FieldKey::SoWhat, FieldKey::What]
                    .map(|key| Field {
                        key,
                        text: "x".into(),
                    })
                    .into()
            }),
        ),
        (
            "an answer twice",
            with(|c| {
                c.fields = [FieldKey::What, FieldKey::What]
                    .map(|key| Field {
                        key,
                        text: "x".into(),
                    })
                    .into()
            }),
        ),
        ("a part without a name", revise(0, Value::Part(name("")))),
        (
            "a name with blanks around it",
            revise(0, Value::Profile(Profile { name: " a ".into() })),
        ),
    ];
    let whole = revise(0, Value::Part(name("Reflections")));
    let replaced = |at: usize, byte: u8| {
        let mut bytes = whole.clone();
        if let Some(b) = bytes.get_mut(at) {
            *b = byte;
        }
        bytes
    };
    // Offsets in `whole`: operation 0, item 1 to 16, parents 17, time 18 to 23, value 24, name 25.
    let refused = vec![
        ("operation 1, of a newer app", replaced(0, 1)),
        ("value 4, of a newer app", replaced(24, 4)),
        ("a name that is not UTF-8", replaced(26, 0xff)),
        ("a length beyond the end", replaced(25, 12)),
        ("a length before the end", replaced(25, 10)),
        ("an overlong position", overlong(&whole, 0)),
        ("an overlong count", overlong(&whole, 17)),
        ("a trailing byte", [whole.as_slice(), &[0]].concat()),
        (
            "cut short",
            whole.get(..whole.len() - 1).unwrap_or_default().to_vec(),
        ),
        ("nothing", Vec::new()),
        ("template 3, of a newer app", template(3)),
        ("a boolean of 2", option(2)),
    ];
    cases.extend(refused);
    let cases: Result<Vec<Case>> = cases
        .into_iter()
        .map(|(name, bytes)| judge(name, &hex(&bytes)))
        .collect();
    Ok(Cases {
        about: "Operations inside entries. An operation that is `malformed` here may be a newer app's: it \
                is kept, shown as locked, and never written back."
            .into(),
        cases: cases?,
    })
}

/// An empty reflection with another template position.
fn template(position: u8) -> Vec<u8> {
    let mut bytes = revise(0, Value::Reflection(Content::default()));
    // value 24, title length 25, template 26
    if let Some(b) = bytes.get_mut(26) {
        *b = position;
    }
    bytes
}

/// An empty reflection with another presence byte of the day.
fn option(presence: u8) -> Vec<u8> {
    let mut bytes = revise(0, Value::Reflection(Content::default()));
    if let Some(b) = bytes.last_mut() {
        *b = presence;
    }
    bytes
}
