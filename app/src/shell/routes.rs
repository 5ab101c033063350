//! Paths to pages, once the vault is open.

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route, Routes};
use leptos_router::path;

use super::others::others;
use crate::later::{Later, ShowLater};
use crate::pages::editor::Editor;
use crate::pages::today::Today;

/// The open vault's pages. Anything else leads to today.
#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=|| ()>
            <Route path=path!("/today") view=Today />
            // The list stays while items are opened from it.
            <ParentRoute path=path!("") view=portfolio>
                <Route path=path!("/portfolio") view=|| () />
                <Route path=path!("/item/:item") view=item />
            </ParentRoute>
            <Route path=path!("/write/:item") view=Editor />
            <Route path=path!("/*page") view=others />
        </Routes>
    }
}

fn portfolio() -> AnyView {
    view! { <ShowLater what=Later::Portfolio /> }.into_any()
}

fn item() -> AnyView {
    view! { <ShowLater what=Later::Item /> }.into_any()
}
