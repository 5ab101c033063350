//! The pages a first visit can do without. One route for all: each route of its own is a type of its own, and a copy
//! of everything that shows it.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use crate::later::{Later, ShowLater};
use crate::routes::{Page, other_from_path};

/// The page at this path. Anything unknown leads to today.
pub fn others() -> impl IntoView {
    // Not the location: it is elsewhere already while this is still on.
    let params = use_params_map();
    let page = Memo::new(move |_| {
        let path = params.with(|params| params.get("page").unwrap_or_default());
        other_from_path(&format!("/{path}"))
    });
    move || match page.get() {
        Some(page) => view! { <ShowLater what=Later::Page(page) /> }.into_any(),
        None => home(),
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
