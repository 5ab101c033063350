//! Comments, where others read it too.

use amanat_mentoring::id::ItemId;
use amanat_messages::ItemView;
use leptos::prelude::*;

use crate::components::arriving::kept;
use crate::components::comments::{About, comments};
use crate::state::worker::Seen;

/// The section; nothing while nobody else reads it and nobody has said anything.
pub fn said(seen: Seen<ItemView>, item: ItemId) -> AnyView {
    let said = kept(seen, |view| view.comments.clone());
    let shared = kept(seen, |view| !view.audience.only_me());
    let about = About { owner: None, item };
    comments(about, said, shared.into(), ViewFn::default())
}
