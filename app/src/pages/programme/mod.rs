//! The coordinator's pages.

use leptos::prelude::*;

use crate::routes::Page;

/// One of them.
pub fn programme(_: Page) -> AnyView {
    ().into_any()
}
