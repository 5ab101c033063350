//! The passphrase.

use amanat_messages::Command;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::components::A;

use super::fields::attempt::Attempt;
use super::fields::passphrase::{PassphraseField, is_about_passphrase};
use crate::i18n::{t, use_i18n};
use crate::problem::sentence;
use crate::routes::Page;

/// The page. Whatever path the address bar shows comes on once it is open.
#[component]
pub fn Unlock() -> impl IntoView {
    let i18n = use_i18n();
    let passphrase = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let about_passphrase = attempt.problem_if(is_about_passphrase);
    let other = attempt.problem_if(|problem| !is_about_passphrase(problem));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let passphrase = passphrase.get_untracked();
        attempt.run(Command::Unlock { passphrase }, drop);
    };
    view! {
        <div class="page page--narrow unlock">
            <h1 class="page__title">{t!(i18n, unlock.title)}</h1>
            <p class="page__lead">{t!(i18n, unlock.lead)}</p>
            <form class="stack stack--loose" on:submit=submit>
                <PassphraseField
                    label=move || t!(i18n, unlock.passphrase)
                    value=passphrase
                    problem=about_passphrase
                    focus=true
                />
                <div role="alert">
                    {move || {
                        let l = i18n.get_locale();
                        other.get().map(|other| view! { <p class="notice notice--amber">{sentence(l, &other)}</p> })
                    }}
                </div>
                <button
                    type="submit"
                    class="button button--primary button--wide"
                    data-testid="unlock"
                    aria-disabled=move || attempt.busy().get().to_string()
                >
                    {move || match attempt.busy().get() {
                        true => t!(i18n, unlock.opening).into_any(),
                        false => t!(i18n, unlock.open).into_any(),
                    }}
                </button>
            </form>
            <details class="fold">
                <summary>{t!(i18n, unlock.forgotten)}</summary>
                <p class="field__hint">{t!(i18n, unlock.forgotten_text)}</p>
                <A href=Page::Restore.path() attr:class="button">
                    {t!(i18n, unlock.use_card)}
                </A>
            </details>
        </div>
    }
}
