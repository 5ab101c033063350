//! The values people write.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::fact::Fact;
use crate::id::{ItemId, RevisionId};
use crate::template::{FieldKey, Template};

/// The longest title, in characters.
pub const MAX_TITLE: usize = 200;
/// The longest text of one field, in bytes of UTF-8: about 15,000 English or 8,000 Urdu words.
pub const MAX_FIELD: usize = 96 * 1024;
/// The most tags one item carries.
pub const MAX_TAGS: usize = 20;
/// The longest tag or part name, in characters.
pub const MAX_NAME: usize = 60;

/// UTC milliseconds since 1970. For display only: clocks never change what the fold decides.
pub type Millis = u64;

/// A whole value of one item, with the revisions it grew from.
///
/// The newest revision is readable without history; two revisions that share a parent are a conflict,
/// and that is a fact to show, not an error.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Revision {
    /// The item this is a revision of.
    pub item: ItemId,
    /// What it replaces: none for the first, two or more where it settles a conflict. Sorted, unique.
    pub parents: Vec<RevisionId>,
    /// When it was written, by its author's clock.
    pub at: Millis,
    /// The value.
    pub value: Value,
}

/// What an item can be. New kinds are appended, never inserted: the position is the stored form.
#[allow(
    clippy::large_enum_variant,
    reason = "one at a time is decoded and moved; a box would cost every reader of the code"
)]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Value {
    /// Something written about an experience.
    Reflection(Content),
    /// The name of the part whose circle it lives in.
    Part(PartName),
    /// Who the author is, in their self circle.
    Profile(Profile),
    /// In the trash. The text is in the parents; after 30 days the app stops showing it.
    Trashed,
    /// Something kept about people.
    Fact(Fact),
}

/// Name of a portfolio part.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartName {
    /// At most [`MAX_NAME`] characters.
    pub name: String,
}

/// The name a person chose to be called by. Never in clear outside ciphertext.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Profile {
    /// At most [`MAX_NAME`] characters.
    pub name: String,
}

/// The text of a reflection.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Content {
    /// One line; may be empty.
    pub title: String,
    /// Which questions are shown. Switching it keeps every field.
    pub template: Template,
    /// Text by question, sorted by key, no key twice, no empty text.
    pub fields: Vec<Field>,
    /// Sorted, unique, as typed.
    pub tags: Vec<String>,
    /// The day it is about, if the author named one.
    pub happened_on: Option<Date>,
}

/// One answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// The question.
    pub key: FieldKey,
    /// Markdown, at most [`MAX_FIELD`] bytes.
    pub text: String,
}

/// A calendar day without a time zone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Date {
    /// Gregorian year.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Content {
    /// The answer to a question; empty if there is none.
    #[must_use]
    pub fn text(&self, key: FieldKey) -> &str {
        self.fields
            .iter()
            .find(|field| field.key == key)
            .map_or("", |field| &field.text)
    }

    /// Answers to questions that the present template does not ask. The editor shows them below the
    /// template's own, so that switching hides no text.
    pub fn unshown_fields(&self) -> impl Iterator<Item = &Field> {
        let asked = self.template.questions();
        self.fields
            .iter()
            .filter(move |field| !asked.contains(&field.key) && !field.text.trim().is_empty())
    }
}

// Words never reach a log through `{:?}`: what people wrote prints as its size.

impl fmt::Debug for PartName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PartName({} bytes)", self.name.len())
    }
}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Profile({} bytes)", self.name.len())
    }
}

impl fmt::Debug for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}({} bytes)", self.key, self.text.len())
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Content")
            .field("title_bytes", &self.title.len())
            .field("template", &self.template)
            .field("fields", &self.fields)
            .field("tags", &self.tags.len())
            .field("happened_on", &self.happened_on)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn switching_the_template_shows_what_it_does_not_ask() {
        let mut content = Content {
            fields: vec![
                Field {
                    key: FieldKey::Free,
                    text: " ".into(),
                },
                Field {
                    key: FieldKey::What,
                    text: "a fall".into(),
                },
                Field {
                    key: FieldKey::Feelings,
                    text: "afraid".into(),
                },
            ],
            ..Content::default()
        };
        let unshown =
            |content: &Content| content.unshown_fields().map(|f| f.key).collect::<Vec<_>>();
        assert_eq!(unshown(&content), [FieldKey::Feelings]);
        content.template = Template::Gibbs;
        assert_eq!(unshown(&content), [FieldKey::What]);
        assert_eq!(content.text(FieldKey::Feelings), "afraid");
        assert_eq!(content.text(FieldKey::NowWhat), "");
    }

    #[test]
    fn debug_output_holds_no_words() {
        let content = Content {
            title: "canary".into(),
            fields: vec![Field {
                key: FieldKey::What,
                text: "canary".into(),
            }],
            tags: vec!["canary".into()],
            ..Content::default()
        };
        let values = [
            Value::Reflection(content),
            Value::Part(PartName {
                name: "canary".into(),
            }),
            Value::Profile(Profile {
                name: "canary".into(),
            }),
        ];
        assert!(!format!("{values:?}").contains("canary"));
    }
}
