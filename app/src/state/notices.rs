//! What has to be said once, wherever the person is by then.

use leptos::prelude::*;

/// How a restore ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Restored {
    /// Items that came back.
    pub items: u32,
    /// Whether anybody could confirm that this is the newest state.
    pub confirmed: bool,
}

/// Told in a banner until it is put away.
#[derive(Clone, Copy)]
pub struct Notices {
    /// A restore that has just ended.
    pub restored: RwSignal<Option<Restored>>,
    /// A new release waits.
    pub update: RwSignal<bool>,
}

impl Notices {
    /// For the whole app.
    pub fn provide() {
        let update = RwSignal::new(update_waits());
        window_event_listener_untyped("amanat:update", move |_| update.set(true));
        provide_context(Self {
            restored: RwSignal::new(None),
            update,
        });
    }

    /// The app's notices.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }
}

/// The event may have come before anybody listened; the attribute stays.
fn update_waits() -> bool {
    document()
        .document_element()
        .is_some_and(|root| root.has_attribute("data-update"))
}
