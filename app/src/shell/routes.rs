//! Paths to pages, once the vault is open.

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Redirect, Route};
use leptos_router::path;

use crate::pages::editor::Editor;
use crate::pages::item::Item;
use crate::pages::portfolio::Portfolio;
use crate::pages::today::Today;
use crate::routes::Page;

/// The open vault's pages. Anything else leads to today.
#[component]
pub fn Pages() -> impl IntoView {
    let home = || view! { <Redirect path=Page::Today.path() /> };
    view! {
        <FlatRoutes fallback=home>
            <Route path=path!("/today") view=Today />
            <Route path=path!("/portfolio") view=Portfolio />
            <Route path=path!("/trash") view=Portfolio />
            <Route path=path!("/write/:item") view=Editor />
            <Route path=path!("/item/:item") view=Item />
        </FlatRoutes>
    }
}
