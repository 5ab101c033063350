//! Which scene is on: the way in, a closed door, or the open vault's pages.

use leptos::prelude::*;

use super::routes::Pages;

/// Shows the scene.
#[component]
pub fn Gate() -> impl IntoView {
    view! { <Pages /> }
}
