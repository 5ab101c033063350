//! The other language, one tap away, on every page before the vault is open.

use leptos::prelude::*;

use crate::i18n::{I18nLocaleTrait, Locale, t, use_i18n};
use crate::state::preferences::Preferences;

/// A button that names the other language in its own letters.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let i18n = use_i18n();
    let preferences = Preferences::expect();
    let other = move || match preferences.language().get() {
        Locale::en => Locale::ur,
        Locale::ur => Locale::en,
    };
    view! {
        <p class="topline__brand" aria-hidden="true">
            {t!(i18n, shell.amanat)}
        </p>
        <button
            type="button"
            class="button button--quiet topline__end"
            lang=move || other().as_str()
            data-testid="switch-language"
            on:click=move |_| preferences.set_language(other())
        >
            {move || match other() {
                Locale::en => t!(i18n, shell.english).into_any(),
                Locale::ur => t!(i18n, shell.urdu).into_any(),
            }}
        </button>
    }
}
