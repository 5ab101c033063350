//! Who can see what.

use leptos::prelude::*;

/// The page.
pub fn who_sees() -> AnyView {
    ().into_any()
}
