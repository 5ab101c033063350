//! What the address carried when the page was opened.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// The founding link this page was opened with, until it is used or turns out to be of no use.
#[derive(Clone, Copy)]
pub struct Arrival {
    /// The whole link, as the server printed it. Its secret works once.
    pub founding_link: RwSignal<Option<String>>,
}

impl Arrival {
    /// For the whole app.
    pub fn provide(founding_link: Option<String>) {
        provide_context(Self {
            founding_link: RwSignal::new(founding_link),
        });
    }

    /// The app's arrival.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }
}

/// Takes a founding link out of the address bar, so that no one who looks over a shoulder, syncs a history
/// or sends a bug report has it.
#[must_use]
pub fn take_founding_link() -> Option<String> {
    let location = window().location();
    let fragment = location.hash().ok()?;
    if !fragment.starts_with("#found=") {
        return None;
    }
    let origin = location.origin().ok()?;
    let path = location.pathname().ok()?;
    // Refused only by pages without an origin, which cannot run a worker either.
    let _ = window()
        .history()
        .and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&path)));
    Some(format!("{origin}/{fragment}"))
}
