//! Those this person mentors: who waits, and for what.

use leptos::prelude::*;

/// The page.
pub fn mentees() -> AnyView {
    ().into_any()
}
