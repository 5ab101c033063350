//! Who reads what is being written.

use amanat_mentoring::id::PartId;
use amanat_messages::Audience;
use leptos::prelude::*;

use super::Start;
use crate::state::worker::{use_item, use_parts};

/// The audience the editor opened with; from the moment somebody has `looked`, the newest. Not before: watching
/// costs a whole view with every save, and only who looks can change it.
pub fn audience(
    start: &Start,
    part: RwSignal<Option<PartId>>,
    looked: RwSignal<bool>,
) -> Signal<Option<Audience>> {
    match (start.item, start.audience.clone()) {
        (Some(item), known) => {
            let live = Memo::new(move |_| looked.get().then(|| use_item(item)));
            Signal::derive(move || match live.get().and_then(|seen| seen.get()) {
                Some(Ok(view)) => Some(view.audience),
                _ => known.clone(),
            })
        }
        // What is new will be read by whoever reads its part.
        (None, _) => {
            let known = StoredValue::new(start.parts.clone());
            let live = Memo::new(move |_| looked.get().then(use_parts));
            Signal::derive(move || {
                let of = |parts: &[amanat_messages::PartView]| {
                    let part = parts.iter().find(|p| Some(p.part) == part.get());
                    part.map(|part| part.audience.clone())
                };
                match live.get().and_then(|seen| seen.get()) {
                    Some(Ok(parts)) => of(&parts),
                    _ => known.with_value(|parts| of(parts)),
                }
            })
        }
    }
}
