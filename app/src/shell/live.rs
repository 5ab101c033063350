//! The one live region: what a screen reader is told without being asked.

use leptos::prelude::*;

/// Says short sentences to whoever cannot see the page change.
#[derive(Clone, Copy)]
pub struct Live {
    said: RwSignal<String>,
}

impl Live {
    /// Makes the region's voice, for the whole app.
    pub fn provide() {
        provide_context(Self {
            said: RwSignal::new(String::new()),
        });
    }

    /// The app's voice.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// Says this once, when the reader has finished what it is saying.
    pub fn say(self, text: impl Into<String>) {
        self.said.set(text.into());
    }
}

/// The region itself.
#[component]
pub fn LiveRegion() -> impl IntoView {
    let said = Live::expect().said;
    view! {
        <p class="sr-only" role="status" aria-live="polite">
            {said}
        </p>
    }
}
