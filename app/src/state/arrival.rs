//! What the address carried when the page was opened.

use gloo::events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// The link this page was opened with, until it is used or turns out to be of no use.
#[derive(Clone, Copy)]
pub struct Arrival {
    /// A founding link, whole, as the server printed it. Its secret works once.
    pub founding_link: RwSignal<Option<String>>,
    /// An invitation, whole, as the coordinator gave it. Its secret works once.
    pub invitation: RwSignal<Option<String>>,
}

impl Arrival {
    /// For the whole app.
    pub fn provide(link: Option<String>) {
        let this = Self {
            founding_link: RwSignal::new(None),
            invitation: RwSignal::new(None),
        };
        this.keep(link);
        // Pasted into the address bar of an open Amanat, a link loads nothing anew.
        EventListener::new(&window(), "hashchange", move |_| this.keep(take_link())).forget();
        provide_context(this);
    }

    /// The app's arrival.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// The link was used, or is of no use here.
    pub fn put_away(self) {
        self.founding_link.set(None);
        self.invitation.set(None);
    }

    fn keep(self, link: Option<String>) {
        let Some(link) = link else { return };
        let signal = match link.contains(JOIN) {
            true => self.invitation,
            false => self.founding_link,
        };
        signal.set(Some(link));
    }
}

const FOUND: &str = "#found=";
const JOIN: &str = "#join=";

/// Takes a founding link or an invitation out of the address bar, so that no one who looks over a shoulder,
/// syncs a history or sends a bug report has it.
#[must_use]
pub fn take_link() -> Option<String> {
    let location = window().location();
    let fragment = location.hash().ok()?;
    if ![FOUND, JOIN].iter().any(|kind| fragment.starts_with(kind)) {
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
