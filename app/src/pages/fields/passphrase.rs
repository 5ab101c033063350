//! A passphrase: shown on demand, pasted freely, its length judged in plain words.

use amanat_messages::Problem;
use leptos::html;
use leptos::prelude::*;

use super::unique_id;
use crate::i18n::{Locale, t, td_string, use_i18n};
use crate::problem::sentence;

/// Below this the vault refuses it.
const SHORT: usize = 8;
const WEAK: usize = 14;
const GOOD: usize = 20;

/// The field.
#[component]
pub fn PassphraseField(
    #[prop(into)] label: ViewFn,
    value: RwSignal<String>,
    /// One that is being chosen, rather than one that is known.
    #[prop(optional)]
    new: bool,
    /// Shown under it; the field then takes the focus, its text chosen.
    #[prop(into)]
    problem: Signal<Option<Problem>>,
    /// Whether it takes the focus when it appears.
    #[prop(optional)]
    focus: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let (id, hint_id, error_id) = (unique_id(), unique_id(), unique_id());
    let described_by = format!("{error_id} {hint_id}");
    let shown = RwSignal::new(false);
    let node = NodeRef::<html::Input>::new();
    if focus {
        node.on_load(|input| drop(input.focus()));
    }
    Effect::new(move || {
        if problem.with(Option::is_some)
            && let Some(input) = node.get_untracked()
        {
            let _ = input.focus();
            input.select();
        }
    });
    let length = move || value.with(|value| in_words(i18n.get_locale(), value.chars().count()));
    let hint = move || {
        new.then(
            || view! { <span>{t!(i18n, unlock.new_hint)}</span> " " <strong>{length}</strong> },
        )
    };
    let error = move || {
        let l = i18n.get_locale();
        problem.with(|problem| problem.as_ref().map(|problem| sentence(l, problem)))
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>
                {label.run()}
            </label>
            // Browsers keep whatever field stands before a passphrase as a user's name, in clear. Not a person's.
            <input type="text" autocomplete="username" value="Amanat" readonly hidden />
            <div class="field__row">
                <input
                    id=id
                    node_ref=node
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete=if new { "new-password" } else { "current-password" }
                    autocapitalize="none"
                    spellcheck="false"
                    dir="auto"
                    maxlength="1024"
                    data-testid=if new { "new-passphrase" } else { "passphrase" }
                    aria-describedby=described_by
                    aria-invalid=move || problem.with(Option::is_some).to_string()
                    prop:value=value
                    on:input:target=move |event| value.set(event.target().value())
                />
                <button
                    type="button"
                    class="button button--quiet"
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {move || match shown.get() {
                        true => t!(i18n, unlock.hide).into_any(),
                        false => t!(i18n, unlock.show).into_any(),
                    }}
                </button>
            </div>
            <p class="field__hint" id=hint_id>
                {hint}
            </p>
            <p class="field__error" id=error_id role="alert">
                {error}
            </p>
        </div>
    }
}

/// How much a passphrase of this many characters keeps out. A bound, not a verdict: it knows no dictionary.
fn in_words(l: Locale, characters: usize) -> &'static str {
    match characters {
        0 => td_string!(l, unlock.length_none),
        count if count < SHORT => td_string!(l, unlock.length_short),
        count if count < WEAK => td_string!(l, unlock.length_weak),
        count if count < GOOD => td_string!(l, unlock.length_good),
        _ => td_string!(l, unlock.length_strong),
    }
}

/// Problems that belong under this field.
pub const fn is_about_passphrase(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::WrongPassphrase | Problem::PassphraseTooShort { .. }
    )
}
