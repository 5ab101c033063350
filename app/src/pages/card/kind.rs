//! The two cards there are: a person's own, and the programme's. They look alike and open different things.

use amanat_messages::{CardAnswer, Command};

use crate::i18n::{Locale, td_string};

type Words = fn(Locale) -> &'static str;

/// What one of them is called, what it is for, and how its answers are given.
pub struct Kind {
    pub title: Words,
    pub lead: Words,
    pub why: Words,
    pub how: Words,
    pub printed_title: Words,
    pub printed_text: Words,
    pub confirm: fn(Vec<CardAnswer>) -> Command,
}

/// A person's recovery card.
pub static RECOVERY: Kind = Kind {
    title: |l| td_string!(l, card.title),
    lead: |l| td_string!(l, card.lead),
    why: |l| td_string!(l, card.why),
    how: |l| td_string!(l, card.how),
    printed_title: |l| td_string!(l, card.printed_title),
    printed_text: |l| td_string!(l, card.printed_text),
    confirm: |answers| Command::ConfirmCard { answers },
};

/// The card of the programme's key.
pub static PROGRAMME: Kind = Kind {
    title: |l| td_string!(l, card.programme_title),
    lead: |l| td_string!(l, card.programme_lead),
    why: |l| td_string!(l, card.programme_why),
    how: |l| td_string!(l, card.programme_how),
    printed_title: |l| td_string!(l, card.programme_printed_title),
    printed_text: |l| td_string!(l, card.programme_printed_text),
    confirm: |answers| Command::ConfirmProgrammeCard { answers },
};
