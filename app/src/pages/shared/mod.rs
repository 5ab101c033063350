//! An item of somebody else, read.

use amanat_mentoring::id::{ItemId, PersonRef};
use leptos::prelude::*;

/// The page.
pub fn shared(_: PersonRef, _: ItemId) -> AnyView {
    ().into_any()
}
