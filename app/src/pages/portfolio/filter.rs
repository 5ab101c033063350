//! What the list shows. It outlives the page, so that coming back finds it as it was left.

use amanat_mentoring::id::PartId;
use amanat_messages::{Query, WINDOW};
use leptos::prelude::*;

/// The list's filter. Kept in memory only: what people look for is private too.
#[derive(Clone, Copy)]
pub struct Filter {
    part: RwSignal<Option<PartId>>,
    tag: RwSignal<Option<String>>,
    text: RwSignal<String>,
    limit: RwSignal<u32>,
}

impl Filter {
    /// For the whole app; everything is shown at first.
    pub fn provide() {
        provide_context(Self {
            part: RwSignal::new(None),
            tag: RwSignal::new(None),
            text: RwSignal::new(String::new()),
            limit: RwSignal::new(WINDOW),
        });
    }

    /// From the context.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The part shown; none for all.
    pub fn part(self) -> Signal<Option<PartId>> {
        self.part.into()
    }

    /// The tag shown; none for all.
    pub fn tag(self) -> Signal<Option<String>> {
        self.tag.into()
    }

    /// The words looked for, as typed.
    pub fn text(self) -> Signal<String> {
        self.text.into()
    }

    /// Shows one part, or all.
    pub fn set_part(self, part: Option<PartId>) {
        self.limit.set(WINDOW);
        self.part.set(part);
    }

    /// Shows one tag, or all.
    pub fn set_tag(self, tag: Option<String>) {
        self.limit.set(WINDOW);
        self.tag.set(tag);
    }

    /// Looks for words.
    pub fn set_text(self, text: String) {
        self.limit.set(WINDOW);
        self.text.set(text);
    }

    /// Shows everything.
    pub fn clear(self) {
        self.set_part(None);
        self.set_tag(None);
        self.set_text(String::new());
    }

    /// One window more.
    pub fn grow(self) {
        self.limit
            .update(|limit| *limit = limit.saturating_add(WINDOW));
    }

    /// Whether words are looked for: then the best match is first, not the newest.
    pub fn searching(self) -> bool {
        self.text.with(|text| !text.trim().is_empty())
    }

    /// The question for the worker.
    pub fn query(self) -> Query {
        Query::List {
            part: self.part.get(),
            tag: self.tag.get(),
            text: Some(self.text.get()).filter(|text| !text.trim().is_empty()),
            trash: false,
            limit: self.limit.get(),
        }
    }
}
