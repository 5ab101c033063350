//! Get everything back with the recovery card.

mod left;
mod line;
mod words;

use amanat_messages::{Command, Done};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::components::A;

use super::super::fields::attempt::Attempt;
use super::super::fields::passphrase::{PassphraseField, is_about_passphrase};
use super::super::fields::tick::Tick;
use super::trouble::Trouble;
use crate::i18n::{t, use_i18n};
use crate::routes::Page;
use crate::state::device;
use crate::state::notices::{Notices, Restored};
use left::Left;
use line::{Line, Lines};
use words::LINES;

/// The page.
#[component]
pub fn Restore(
    /// Whether a locked vault, its passphrase forgotten, would have to make room.
    replaces: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let lines: Lines = std::array::from_fn(|_| RwSignal::new(String::new()));
    let passphrase = RwSignal::new(String::new());
    let remove_others = RwSignal::new(false);
    let replace = RwSignal::new(false);
    let notices = Notices::expect();
    let back = if replaces {
        Page::Unlock
    } else {
        Page::Welcome
    };
    let attempt = Attempt::new();
    let about_passphrase = attempt.problem_if(is_about_passphrase);
    let other = attempt.problem_if(|problem| !is_about_passphrase(problem));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let card = lines.map(|line| line.get_untracked()).join(" ");
        attempt.run(
            Command::Restore {
                card,
                passphrase: passphrase.get_untracked(),
                replace: replace.get_untracked(),
                remove_other_devices: remove_others.get_untracked(),
                small_device: device::is_small(),
            },
            move |done| {
                if let Done::Restored { items, confirmed } = done {
                    notices.restored.set(Some(Restored { items, confirmed }));
                }
            },
        );
    };
    view! {
        <div class="page page--narrow">
            <h1 class="page__title">{t!(i18n, welcome.restore_title)}</h1>
            <p class="page__lead">{t!(i18n, welcome.restore_lead)}</p>
            <form class="stack stack--loose" on:submit=submit autocomplete="off">
                {replaces.then(|| view! { <Replace chosen=replace /> })}
                <fieldset class="stack lines">
                    <legend class="field__hint">{t!(i18n, welcome.restore_paste)}</legend>
                    {(0..LINES).map(|at| view! { <Line lines at /> }).collect_view()}
                    <Left lines />
                </fieldset>
                <div class="stack">
                    <p class="field__hint">{t!(i18n, welcome.new_passphrase_lead)}</p>
                    <PassphraseField
                        label=move || t!(i18n, unlock.new_passphrase)
                        value=passphrase
                        new=true
                        problem=about_passphrase
                    />
                </div>
                <Tick
                    chosen=remove_others
                    label=move || t!(i18n, welcome.remove_others)
                    hint=move || t!(i18n, welcome.remove_others_hint)
                    testid="remove-others"
                />
                <section class="notice">
                    <h2 class="notice__title">{t!(i18n, welcome.what_happens_title)}</h2>
                    <p>{t!(i18n, welcome.what_happens)}</p>
                </section>
                <Trouble problem=other />
                <Buttons busy=attempt.busy() back />
            </form>
        </div>
    }
}

#[component]
fn Replace(chosen: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="notice notice--amber">
            <h2 class="notice__title">{t!(i18n, welcome.replace_title)}</h2>
            <Tick
                chosen
                label=move || t!(i18n, welcome.replace)
                hint=move || t!(i18n, welcome.replace_text)
                testid="replace"
            />
        </section>
    }
}

#[component]
fn Buttons(busy: Signal<bool>, back: Page) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="stack">
            <button
                type="submit"
                class="button button--primary button--wide"
                data-testid="restore"
                aria-disabled=move || busy.get().to_string()
            >
                {move || match busy.get() {
                    true => t!(i18n, welcome.restore_busy).into_any(),
                    false => t!(i18n, welcome.restore_button).into_any(),
                }}
            </button>
            <A href=back.path() attr:class="button button--quiet">
                {t!(i18n, welcome.back)}
            </A>
        </div>
    }
}
