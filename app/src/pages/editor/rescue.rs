//! Words that could not be saved before their editor was left. They wait in memory for it to open again,
//! and the browser asks before it throws them away.

use std::collections::BTreeMap;

use amanat_mentoring::id::ItemId;
use amanat_mentoring::item::Content;
use leptos::ev::beforeunload;
use leptos::prelude::*;

/// The texts that wait, by item; something new has none.
#[derive(Clone, Copy)]
pub struct Rescue {
    texts: StoredValue<BTreeMap<Option<ItemId>, Content>, LocalStorage>,
    /// Whether the open editor holds words it could not save.
    at_risk: StoredValue<bool>,
}

impl Rescue {
    /// For the whole app.
    pub fn provide() {
        let this = Self {
            texts: StoredValue::new_local(BTreeMap::new()),
            at_risk: StoredValue::new(false),
        };
        provide_context(this);
        // For as long as the page. Only where words would be lost: a question that is always asked is never read.
        let _guard = window_event_listener(beforeunload, move |event| {
            if this.at_risk.get_value() || this.texts.with_value(|texts| !texts.is_empty()) {
                event.prevent_default();
            }
        });
    }

    /// From the context.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Keeps a text until its editor opens again.
    pub fn keep(self, item: Option<ItemId>, content: Content) {
        self.texts.update_value(|texts| {
            texts.insert(item, content);
        });
    }

    /// The text that waits for this editor.
    pub fn take(self, item: Option<ItemId>) -> Option<Content> {
        self.texts
            .try_update_value(|texts| texts.remove(&item))
            .flatten()
    }

    /// The open editor says whether it holds words it could not save.
    pub fn set_at_risk(self, at_risk: bool) {
        self.at_risk.set_value(at_risk);
    }
}
