//! Where the newest words are. Never more than is true.

use amanat_messages::Problem;
use leptos::prelude::*;

use crate::i18n::{t_string, use_i18n};
use crate::state::device;

/// What has become of what was typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Saved {
    /// Nothing was typed since the editor opened.
    #[default]
    Untouched,
    /// There are words that are only on the screen.
    Pending,
    /// Everything typed is durable on this device.
    Here,
    /// It is over a limit, which is said where. The words are still on the screen.
    TooLong,
    /// It could not be saved. The words are still on the screen.
    Failed(Problem),
}

impl Saved {
    const fn name(&self) -> &'static str {
        match self {
            Self::Untouched => "untouched",
            Self::Pending => "saving",
            Self::Here => "saved",
            Self::TooLong | Self::Failed(_) => "failed",
        }
    }
}

/// A dot and a few words. `number` is that of the newest draft known to be durable.
#[component]
pub fn SaveState(
    #[prop(into)] saved: Signal<Saved>,
    #[prop(into)] number: Signal<u64>,
) -> impl IntoView {
    let i18n = use_i18n();
    let words = move || match saved.get() {
        Saved::Untouched => "",
        Saved::Pending => t_string!(i18n, common.saving),
        Saved::Here if device::is_phone() => t_string!(i18n, common.saved),
        Saved::Here => t_string!(i18n, common.saved_computer),
        Saved::TooLong | Saved::Failed(_) => t_string!(i18n, common.not_saved),
    };
    // Read out only what changes rarely: a screen reader that says "saving" at every word is no help.
    let aloud = Memo::new(move |_| saved.with(|saved| saved.name() == "failed"));
    view! {
        <p
            class="status"
            role=move || aloud.get().then_some("alert")
            data-testid="save-state"
            data-state=move || saved.with(Saved::name)
            data-number=move || number.get().to_string()
        >
            {words}
        </p>
    }
}
