//! A button that copies a text, for links that are too long to type.

use leptos::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::icons::{Icon, Shape};
use super::toast::Toasts;
use crate::i18n::{Locale, td_string, use_i18n};

type Words = fn(Locale) -> &'static str;

/// The button. `copied` is said once it is in the clipboard.
pub fn copy_button(text: String, label: Words, copied: Words) -> AnyView {
    let i18n = use_i18n();
    let toasts = Toasts::expect();
    let copy = move |_| {
        let written = window().navigator().clipboard().write_text(&text);
        spawn_local(async move {
            let l = i18n.get_locale_untracked();
            // Browsers refuse it where the page is not trusted with the clipboard.
            let said = match JsFuture::from(written).await {
                Ok(_) => copied(l),
                Err(_) => td_string!(l, common.copy_refused),
            };
            toasts.say(said.to_owned(), None);
        });
    };
    view! {
        <button type="button" class="button" data-testid="copy" on:click=copy>
            <Icon shape=Shape::Copy />
            {move || label(i18n.get_locale())}
        </button>
    }
    .into_any()
}
