//! Paths to pages, once the vault is open.

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route, Routes};
use leptos_router::hooks::use_navigate;
use leptos_router::{NavigateOptions, path};

use crate::pages::editor::Editor;
use crate::pages::item::Item;
use crate::pages::knowledge::WhatTheServerKnows;
use crate::pages::portfolio::{Portfolio, Trash};
use crate::pages::settings::Settings;
use crate::pages::settings::passphrase::ChangePassphrase;
use crate::pages::today::Today;
use crate::routes::Page;

/// The open vault's pages. Anything else leads to today.
#[component]
pub fn Pages() -> impl IntoView {
    // Not `Redirect`: the router still holds the address while it builds this.
    let home = || {
        let navigate = use_navigate();
        Effect::new(move || {
            let replace = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&Page::Today.path(), replace);
        });
    };
    view! {
        <Routes fallback=home>
            <Route path=path!("/today") view=Today />
            // The list stays while items are opened from it.
            <ParentRoute path=path!("") view=Portfolio>
                <Route path=path!("/portfolio") view=|| () />
                <Route path=path!("/item/:item") view=Item />
            </ParentRoute>
            <Route path=path!("/trash") view=Trash />
            <Route path=path!("/write/:item") view=Editor />
            <Route path=path!("/settings") view=Settings />
            <Route path=path!("/settings/passphrase") view=ChangePassphrase />
            <Route path=path!("/settings/server") view=WhatTheServerKnows />
        </Routes>
    }
}
