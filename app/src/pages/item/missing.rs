//! What an address without an item leads to.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::empty_state::EmptyState;
use crate::i18n::{t, t_string, use_i18n};
use crate::routes::Page;

/// Not on this device, or not any more.
#[component]
pub fn Missing() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <h1 class="sr-only" tabindex="-1">{t!(i18n, item.not_found_title)}</h1>
        <EmptyState
            title=Signal::derive(move || t_string!(i18n, item.not_found_title).to_string())
            text=Signal::derive(move || t_string!(i18n, item.not_found_text).to_string())
        >
            <A href=Page::Portfolio.path() attr:class="button">{t!(i18n, item.to_portfolio)}</A>
        </EmptyState>
    }
}
