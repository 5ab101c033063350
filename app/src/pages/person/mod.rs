//! One person: what they show, notes about them, what is shown to them.

use amanat_mentoring::id::PersonRef;
use leptos::prelude::*;

/// The page.
pub fn person(_: PersonRef) -> AnyView {
    ().into_any()
}
