//! What happens in the college's year, as data. The texts are in [`super::year`].

use amanat_mentoring::item::{Content, Field, Millis};
use amanat_mentoring::template::Template;

const HOUR: Millis = 60 * 60 * 1000;
pub(super) const DAY: Millis = 24 * HOUR;
/// Karachi is this far ahead of UTC, all year.
const ZONE: Millis = 5 * HOUR;

/// Week of the year (0 to 52), day of the week (0 is Monday), hour in Karachi (5 to 23).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct When(pub u64, pub u64, pub u64);

impl When {
    /// In a year that ends on the Monday of the week of `now`, and never after `now`.
    pub(super) fn millis(self, now: Millis) -> Millis {
        let today = (now + ZONE) / DAY;
        // The first day of 1970 was a Thursday.
        let monday = today - (today + 3) % 7;
        let day = (monday + self.0 * 7 + self.1).saturating_sub(52 * 7);
        (day * DAY + self.2 * HOUR).saturating_sub(ZONE).min(now)
    }
}

/// Something somebody does.
pub(super) struct Event {
    pub when: When,
    pub who: &'static str,
    pub act: Act,
}

pub(super) enum Act {
    /// Writes an item, in the first part unless another is named.
    Write {
        part: Option<&'static str>,
        title: &'static str,
        words: Words,
        tags: &'static [&'static str],
    },
    /// Writes an item of their own anew.
    Rewrite { title: &'static str, words: Words },
    /// Makes a further part.
    Part(&'static str),
    /// Shows a part to somebody.
    Show {
        part: &'static str,
        to: &'static str,
        comment: bool,
        already_here: bool,
        days: Option<u64>,
    },
    /// Takes a part back from whoever reads it.
    TakeBack {
        part: &'static str,
        from: &'static str,
    },
    /// Says something about somebody's item, or answers there what somebody else said last.
    Comment {
        owner: &'static str,
        title: &'static str,
        answer: bool,
        text: &'static str,
    },
    /// Keeps a note about somebody.
    Note {
        about: &'static str,
        text: &'static str,
    },
    /// Tells the safety officer something.
    Raise { text: &'static str, anonymous: bool },
}

/// A text by its template's questions.
pub(super) enum Words {
    Three([&'static str; 3]),
    Gibbs([&'static str; 6]),
    Free(&'static str),
}

impl Words {
    pub(super) fn content(&self, title: &str, tags: &[&str]) -> Content {
        let (template, texts): (_, &[&str]) = match self {
            Self::Three(texts) => (Template::WhatSoWhatNowWhat, texts),
            Self::Gibbs(texts) => (Template::Gibbs, texts),
            Self::Free(text) => (Template::Free, core::slice::from_ref(text)),
        };
        let questions = template.questions().iter();
        let fields = questions.zip(texts).map(|(key, text)| Field {
            key: *key,
            text: (*text).to_owned(),
        });
        Content {
            title: title.to_owned(),
            template,
            fields: fields.collect(),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            happened_on: None,
        }
    }
}

pub(super) const fn writes(
    when: When,
    who: &'static str,
    title: &'static str,
    words: Words,
    tags: &'static [&'static str],
) -> Event {
    let part = None;
    let act = Act::Write {
        part,
        title,
        words,
        tags,
    };
    Event { when, who, act }
}

/// Shows what is written from then on, and lets it be commented.
pub(super) const fn shows(
    when: When,
    who: &'static str,
    part: &'static str,
    to: &'static str,
) -> Event {
    let act = Act::Show {
        part,
        to,
        comment: true,
        already_here: false,
        days: None,
    };
    Event { when, who, act }
}

pub(super) const fn takes_back(
    when: When,
    who: &'static str,
    part: &'static str,
    from: &'static str,
) -> Event {
    let act = Act::TakeBack { part, from };
    Event { when, who, act }
}

pub(super) const fn comments(
    when: When,
    who: &'static str,
    owner: &'static str,
    title: &'static str,
    text: &'static str,
) -> Event {
    let act = Act::Comment {
        owner,
        title,
        answer: false,
        text,
    };
    Event { when, who, act }
}

pub(super) const fn answers(
    when: When,
    who: &'static str,
    owner: &'static str,
    title: &'static str,
    text: &'static str,
) -> Event {
    let act = Act::Comment {
        owner,
        title,
        answer: true,
        text,
    };
    Event { when, who, act }
}

pub(super) const fn notes(
    when: When,
    who: &'static str,
    about: &'static str,
    text: &'static str,
) -> Event {
    let act = Act::Note { about, text };
    Event { when, who, act }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_ends_on_this_weeks_monday() {
        // Wednesday 25 November 2026, noon UTC.
        let now = 1_795_608_000_000;
        let monday = 1_795_392_000_000;
        assert_eq!(When(52, 0, 8).millis(now), monday + 3 * HOUR);
        assert_eq!(When(0, 0, 8).millis(now), monday + 3 * HOUR - 364 * DAY);
        // In Karachi it is Monday five hours before it is in Greenwich.
        assert_eq!(When(52, 0, 5).millis(monday - 2 * HOUR), monday - 2 * HOUR);
        assert_eq!(When(52, 0, 5).millis(monday - 6 * HOUR), monday - 7 * DAY);
    }
}
