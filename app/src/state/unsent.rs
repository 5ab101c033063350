//! Words typed into a comment or a note and not given yet: they wait here while other pages are on, and are
//! forgotten with the keys.

use std::collections::BTreeMap;

use amanat_mentoring::id::{ItemId, PersonRef};
use amanat_messages::Stage;
use leptos::prelude::*;

use super::worker::use_stage;

/// Where the words stand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// A comment: whose item (none for one's own), which, in answer to what.
    Comment(Option<PersonRef>, ItemId, Option<ItemId>),
    /// A note: about whom, and which; none for a new one.
    Note(PersonRef, Option<ItemId>),
}

/// What waits, by field.
#[derive(Clone, Copy)]
pub struct Unsent(StoredValue<BTreeMap<Field, String>>);

impl Unsent {
    /// For the whole app.
    pub fn provide() {
        let this = Self(StoredValue::new(BTreeMap::new()));
        provide_context(this);
        let stage = use_stage();
        Effect::new(move || {
            if stage.get() != Some(Stage::Open) {
                this.0.update_value(BTreeMap::clear);
            }
        });
    }

    /// From the context.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// The text of a field: what was typed before, or else `start`. Emptied, it no longer waits.
    pub fn text(self, field: Field, start: String) -> RwSignal<String> {
        let waits = self.0.with_value(|texts| texts.get(&field).cloned());
        let text = RwSignal::new(waits.unwrap_or_else(|| start.clone()));
        Effect::new(move || {
            let now = text.get();
            self.0.update_value(|texts| {
                if now.is_empty() || now == start {
                    texts.remove(&field);
                } else {
                    texts.insert(field, now);
                }
            });
        });
        text
    }

    /// It was given.
    pub fn done(self, field: Field) {
        self.0.update_value(|texts| {
            texts.remove(&field);
        });
    }
}
