//! Concerns, to write and to receive.

use leptos::prelude::*;

/// The page.
pub fn concerns() -> AnyView {
    ().into_any()
}
