//! The pages of several people. One route for all: each route of its own is a type of its own, and a copy of
//! everything that shows it.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use crate::pages::{concerns, mentees, people, person, programme, shared, sharing, who_sees};
use crate::routes::{Page, several_from_path};

/// The page at this path. Anything unknown leads to today.
pub fn several() -> impl IntoView {
    // Not the location: it is elsewhere already while this is still on.
    let params = use_params_map();
    let page = Memo::new(move |_| {
        let path = params.with(|params| params.get("page").unwrap_or_default());
        several_from_path(&format!("/{path}"))
    });
    move || match page.get() {
        Some(page) => view_of(page),
        None => home(),
    }
}

fn view_of(page: Page) -> AnyView {
    match page {
        Page::People => people::people(),
        Page::Person(who) => person::person(who),
        Page::Shared(owner, item) => shared::shared(owner, item),
        Page::Mentees => mentees::mentees(),
        Page::Shown => sharing::shown::shown(),
        Page::WhoSees => who_sees::who_sees(),
        Page::Concerns => concerns::concerns(),
        other => programme::programme(other),
    }
}

fn home() -> AnyView {
    let navigate = use_navigate();
    // Not `Redirect`: the router still holds the address while it builds this.
    Effect::new(move || {
        let replace = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        navigate(&Page::Today.path(), replace);
    });
    ().into_any()
}
