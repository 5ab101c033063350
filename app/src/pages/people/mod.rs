//! Everybody known, the programme, and how to be sure of a key.

use leptos::prelude::*;

use crate::i18n::{t, use_i18n};

/// The page.
pub fn people() -> AnyView {
    let i18n = use_i18n();
    view! {
        <div class="page">
            <h1 class="page__title">{t!(i18n, people.title)}</h1>
        </div>
    }
    .into_any()
}
