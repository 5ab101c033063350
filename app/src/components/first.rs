//! A view read once. The editor must not be told of every change it makes itself.

use amanat_messages::Problem;
use leptos::prelude::*;

use crate::state::worker::Seen;

/// The first view that arrives; the watch ends with it.
pub fn first<T>(watch: impl FnOnce() -> Seen<T>) -> Seen<T>
where
    T: Clone + Send + Sync + 'static,
{
    let owner = Owner::new();
    let seen = owner.with(watch);
    let (first, set_first) = signal(None::<Result<T, Problem>>);
    Effect::new(move || {
        // Gone once the watch has ended, which this effect itself brings about.
        if let Some(Some(view)) = seen.try_get() {
            set_first.set(Some(view));
            owner.cleanup();
        }
    });
    first
}
