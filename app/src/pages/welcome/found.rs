//! Begin: the founding link, a name, a passphrase.

use amanat_messages::{Command, Problem};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::components::A;

use super::super::fields::attempt::Attempt;
use super::super::fields::passphrase::{PassphraseField, is_about_passphrase};
use super::super::fields::text::TextField;
use super::trouble::Trouble;
use crate::i18n::{t, t_string, use_i18n};
use crate::routes::Page;
use crate::state::arrival::Arrival;
use crate::state::device;

/// The page.
#[component]
pub fn Found() -> impl IntoView {
    let i18n = use_i18n();
    let arrived = Arrival::expect().founding_link.get_untracked();
    let came_with_link = arrived.is_some();
    let link = RwSignal::new(arrived.unwrap_or_default());
    let name = RwSignal::new(String::new());
    let passphrase = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let about_link = attempt.problem_if(is_about_link);
    let about_name = attempt.problem_if(is_about_name);
    let about_passphrase = attempt.problem_if(is_about_passphrase);
    let other = attempt.problem_if(|problem| {
        !is_about_link(problem) && !is_about_name(problem) && !is_about_passphrase(problem)
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        // The card's page comes by itself.
        attempt.run(
            Command::Found {
                link: link.get_untracked(),
                name: name.get_untracked(),
                passphrase: passphrase.get_untracked(),
                first_part: t_string!(i18n, welcome.first_part).to_owned(),
                small_device: device::is_small(),
            },
            drop,
        );
    };
    view! {
        <div class="page page--narrow">
            <h1 class="page__title">{t!(i18n, welcome.found_title)}</h1>
            <p class="page__lead">{t!(i18n, welcome.found_lead)}</p>
            <form class="stack stack--loose" on:submit=submit autocomplete="off">
                <TextField
                    label=move || t!(i18n, welcome.link)
                    hint=move || match came_with_link {
                        true => t!(i18n, welcome.link_read).into_any(),
                        false => t!(i18n, welcome.link_field_hint).into_any(),
                    }
                    value=link
                    problem=about_link
                    testid="founding-link"
                    latin=true
                    focus=!came_with_link
                />
                <TextField
                    label=move || t!(i18n, welcome.name)
                    hint=move || t!(i18n, welcome.name_hint)
                    value=name
                    problem=about_name
                    testid="name"
                    focus=came_with_link
                />
                <PassphraseField
                    label=move || t!(i18n, unlock.new_passphrase)
                    value=passphrase
                    new=true
                    problem=about_passphrase
                />
                <Trouble problem=other />
                <p class="field__hint">{t!(i18n, welcome.next_card)}</p>
                <div class="stack">
                    <button
                        type="submit"
                        class="button button--primary button--wide"
                        data-testid="found"
                        aria-disabled=move || attempt.busy().get().to_string()
                    >
                        {move || match attempt.busy().get() {
                            true => t!(i18n, welcome.found_busy).into_any(),
                            false => t!(i18n, welcome.found_button).into_any(),
                        }}
                    </button>
                    <A href=Page::Welcome.path() attr:class="button button--quiet">
                        {t!(i18n, welcome.back)}
                    </A>
                </div>
            </form>
        </div>
    }
}

const fn is_about_link(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::LinkUnreadable
            | Problem::LinkElsewhere { .. }
            | Problem::LinkUsed
            | Problem::LinkExpired
            | Problem::LinkUnknown
    )
}

const fn is_about_name(problem: &Problem) -> bool {
    matches!(problem, Problem::NameInvalid { .. })
}
