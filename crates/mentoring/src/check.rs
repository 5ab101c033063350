//! What of a value is put right by itself, and what is refused. Limits are those of [`crate::item`].

use crate::fact::FactError;
use crate::item::{
    Content, Date, Field, MAX_FIELD, MAX_NAME, MAX_TAGS, MAX_TITLE, Millis, Revision, Value,
};
use crate::template::FieldKey;

/// The most parents a revision names: more heads than devices write in one sitting.
pub const MAX_PARENTS: usize = 16;

/// The last millisecond of the year 9999, after which dates have no common written form.
pub const MAX_TIME: Millis = 253_402_300_799_999;

/// Why a text is refused. Nothing typed is in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ContentError {
    /// The title is too long.
    #[error("the title is longer than {limit} characters")]
    TitleTooLong {
        /// In characters.
        limit: usize,
    },
    /// The title has a line break or other control character, or space around it.
    #[error("the title is not one clean line")]
    TitleUnclean,
    /// A field is too long.
    #[error("{field:?} is longer than {limit} bytes")]
    FieldTooLong {
        /// Which.
        field: FieldKey,
        /// In bytes.
        limit: usize,
    },
    /// A field has no text, or control characters other than line breaks and tabs.
    #[error("{field:?} is empty or holds control characters")]
    FieldUnclean {
        /// Which.
        field: FieldKey,
    },
    /// Fields are out of order, or one is there twice.
    #[error("fields are not sorted by key, each once")]
    FieldsUnsorted,
    /// Too many tags.
    #[error("more than {limit} tags")]
    TooManyTags {
        /// How many there may be.
        limit: usize,
    },
    /// A tag is too long.
    #[error("a tag is longer than {limit} characters")]
    TagTooLong {
        /// In characters.
        limit: usize,
    },
    /// A tag is empty, or has control characters or space around it.
    #[error("a tag is not one clean line")]
    TagUnclean,
    /// Tags are out of order, or one is there twice.
    #[error("tags are not sorted, each once")]
    TagsUnsorted,
    /// There is no such day.
    #[error("there is no such day")]
    NoSuchDay,
}

/// Why a revision is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RevisionError {
    /// Too many parents.
    #[error("more than {limit} parents")]
    TooManyParents {
        /// How many there may be.
        limit: usize,
    },
    /// Parents are out of order, or one is there twice.
    #[error("parents are not sorted, each once")]
    ParentsUnsorted,
    /// A move to the trash that names nothing to move.
    #[error("moves nothing to the trash")]
    NothingToTrash,
    /// A time after the year 9999.
    #[error("a time past the calendar")]
    TimeOutOfRange,
    /// A name is empty, too long or not one clean line.
    #[error("a name is not one clean line of at most {limit} characters")]
    NameInvalid {
        /// In characters.
        limit: usize,
    },
    /// Its text is refused.
    #[error(transparent)]
    Content(#[from] ContentError),
    /// A fact is refused.
    #[error(transparent)]
    Fact(#[from] FactError),
}

impl Content {
    /// Puts right what needs no question: drops control characters, empty answers and tags, trims title
    /// and tags, sorts. An answer given twice keeps both texts. Never shortens anything.
    pub fn normalize(&mut self) {
        self.title = clean_line(&self.title);
        self.fields.sort_by_key(|field| field.key);
        let mut fields: Vec<Field> = Vec::with_capacity(self.fields.len());
        for Field { key, text } in self.fields.drain(..) {
            let text = clean_text(text);
            match fields.last_mut() {
                _ if text.trim().is_empty() => {}
                Some(last) if last.key == key => {
                    last.text.push_str("\n\n");
                    last.text.push_str(&text);
                }
                _ => fields.push(Field { key, text }),
            }
        }
        self.fields = fields;
        self.tags = self
            .tags
            .iter()
            .map(|tag| clean_line(tag))
            .filter(|tag| !tag.is_empty())
            .collect();
        self.tags.sort_unstable();
        self.tags.dedup();
    }

    /// Refuses what does not have its stored form or is past a limit.
    ///
    /// # Errors
    /// The first thing wrong, exactly enough to say where.
    pub fn validate(&self) -> Result<(), ContentError> {
        if longer(&self.title, MAX_TITLE) {
            return Err(ContentError::TitleTooLong { limit: MAX_TITLE });
        }
        if !is_clean_line(&self.title) {
            return Err(ContentError::TitleUnclean);
        }
        if !rising(&self.fields, |field| &field.key) {
            return Err(ContentError::FieldsUnsorted);
        }
        for Field { key, text } in &self.fields {
            let field = *key;
            if text.len() > MAX_FIELD {
                return Err(ContentError::FieldTooLong {
                    field,
                    limit: MAX_FIELD,
                });
            }
            if text.trim().is_empty() || text.chars().any(is_unwanted) {
                return Err(ContentError::FieldUnclean { field });
            }
        }
        if self.tags.len() > MAX_TAGS {
            return Err(ContentError::TooManyTags { limit: MAX_TAGS });
        }
        for tag in &self.tags {
            if longer(tag, MAX_NAME) {
                return Err(ContentError::TagTooLong { limit: MAX_NAME });
            }
            if tag.is_empty() || !is_clean_line(tag) {
                return Err(ContentError::TagUnclean);
            }
        }
        if !rising(&self.tags, |tag| tag) {
            return Err(ContentError::TagsUnsorted);
        }
        match self.happened_on {
            Some(date) if !date.is_real() => Err(ContentError::NoSuchDay),
            Some(_) | None => Ok(()),
        }
    }
}

impl Revision {
    /// Refuses a revision from elsewhere that this app would not have written.
    ///
    /// # Errors
    /// The first thing wrong.
    pub fn check(&self) -> Result<(), RevisionError> {
        if self.parents.len() > MAX_PARENTS {
            return Err(RevisionError::TooManyParents { limit: MAX_PARENTS });
        }
        if !rising(&self.parents, |parent| parent) {
            return Err(RevisionError::ParentsUnsorted);
        }
        if self.at > MAX_TIME {
            return Err(RevisionError::TimeOutOfRange);
        }
        match &self.value {
            Value::Reflection(content) => Ok(content.validate()?),
            Value::Part(part) => check_name(&part.name),
            Value::Profile(profile) => check_name(&profile.name),
            Value::Trashed if self.parents.is_empty() => Err(RevisionError::NothingToTrash),
            Value::Trashed => Ok(()),
            Value::Fact(fact) => Ok(fact.check()?),
        }
    }
}

impl Date {
    /// Whether the Gregorian calendar has this day, in the years 1 to 9999.
    #[must_use]
    pub const fn is_real(self) -> bool {
        let leap = self.year.is_multiple_of(4)
            && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        let days = match self.month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => 0,
        };
        self.year >= 1 && self.year <= 9999 && self.day >= 1 && self.day <= days
    }
}

/// One line: breaks and tabs become spaces, other control characters go, no space around or doubled.
#[must_use]
pub fn clean_line(text: &str) -> String {
    let words = text
        .split_whitespace()
        .map(|word| word.replace(char::is_control, ""));
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Refuses a part's or person's name that is empty, too long or not one clean line.
///
/// # Errors
/// [`RevisionError::NameInvalid`].
pub fn check_name(name: &str) -> Result<(), RevisionError> {
    if name.is_empty() || longer(name, MAX_NAME) || !is_clean_line(name) {
        return Err(RevisionError::NameInvalid { limit: MAX_NAME });
    }
    Ok(())
}

/// Drops control characters other than line breaks and tabs.
#[must_use]
pub fn clean_text(text: String) -> String {
    if !text.contains(is_unwanted) {
        return text;
    }
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace(is_unwanted, "")
}

pub(crate) fn is_unwanted(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
}

fn is_clean_line(text: &str) -> bool {
    text.trim().len() == text.len() && !text.contains(char::is_control)
}

fn longer(text: &str, limit: usize) -> bool {
    text.chars().nth(limit).is_some()
}

fn rising<T, K: Ord>(all: &[T], key: impl Fn(&T) -> &K) -> bool {
    all.windows(2).all(|two| match two {
        [a, b] => key(a) < key(b),
        _ => true,
    })
}

#[cfg(test)]
#[path = "check/tests.rs"]
mod tests;
