//! What I showed to whom.

use leptos::prelude::*;

/// The page.
pub fn shown() -> AnyView {
    ().into_any()
}
