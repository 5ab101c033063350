//! Paths to pages, once the vault is open.

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route, Routes};
use leptos_router::path;

use super::several::several;
use crate::pages::editor::Editor;
use crate::pages::item::Item;
use crate::pages::knowledge::WhatTheServerKnows;
use crate::pages::portfolio::{Portfolio, Trash};
use crate::pages::settings::Settings;
use crate::pages::settings::passphrase::ChangePassphrase;
use crate::pages::today::Today;

/// The open vault's pages. Anything else leads to today.
#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=|| ()>
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
            <Route path=path!("/*page") view=several />
        </Routes>
    }
}
