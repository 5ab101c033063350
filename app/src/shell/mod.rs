//! What stands round every page: navigation, the line that says where the words are, banners.

mod gate;
pub mod live;
mod routes;

use leptos::prelude::*;

use gate::Gate;
use live::LiveRegion;

/// The frame and the page in it.
#[component]
pub fn Shell() -> impl IntoView {
    view! {
        <main id="main" tabindex="-1">
            <Gate />
        </main>
        <LiveRegion />
    }
}
