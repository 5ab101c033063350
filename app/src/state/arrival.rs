//! What the address carried when the page was opened.

use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// A founding link this page was opened with. Its secret works once; it is forgotten with the page.
#[derive(Clone, Default)]
pub struct Arrival {
    /// The whole link, as the server printed it.
    pub founding_link: Option<String>,
}

impl Arrival {
    /// Takes the link out of the address bar, so that no one who looks over a shoulder, syncs a history or
    /// sends a bug report has it.
    #[must_use]
    pub fn take() -> Self {
        let location = window().location();
        let fragment = location.hash().unwrap_or_default();
        if !fragment.starts_with("#found=") {
            return Self::default();
        }
        let origin = location.origin().unwrap_or_default();
        if let Ok(history) = window().history() {
            let path = location.pathname().unwrap_or_else(|_| "/".to_owned());
            // Refused only by pages without an origin, which cannot run a worker either.
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
        }
        Self {
            founding_link: Some(format!("{origin}/{fragment}")),
        }
    }
}
