//! No programme yet: found one, or learn who may.

use amanat_messages::{Command, Problem};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::super::fields::attempt::Attempt;
use super::super::fields::text::TextField;
use crate::components::arriving::{Arriving, ProblemNotice};
use crate::components::empty_state::EmptyState;
use crate::components::flow::Show;
use crate::i18n::{t, t_string, use_i18n};
use crate::routes::Page;
use crate::state::worker::use_people;

/// The form for who came by a founding link; a sentence for all others.
pub fn found() -> AnyView {
    let i18n = use_i18n();
    let seen = use_people();
    let may =
        Memo::new(move |_| seen.with(|seen| matches!(seen, Some(Ok(people)) if people.may_found)));
    let other = move || {
        view! {
            <EmptyState
                title=Signal::derive(move || t_string!(i18n, programme.none_title).to_string())
                text=Signal::derive(move || t_string!(i18n, programme.none_text).to_string())
            />
        }
    };
    view! {
        <Arriving seen>
            <Show when=move || may.get() fallback=other>
                {form()}
            </Show>
        </Arriving>
    }
    .into_any()
}

fn form() -> AnyView {
    let i18n = use_i18n();
    let name = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let navigate = use_navigate();
    let about_name = attempt.problem_if(|problem| matches!(problem, Problem::NameInvalid { .. }));
    let other = attempt.problem_if(|problem| !matches!(problem, Problem::NameInvalid { .. }));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (name, navigate) = (name.get_untracked(), navigate.clone());
        // This form is gone by then: the programme's pages have taken its place.
        attempt.run(Command::FoundProgramme { name }, move |_| {
            navigate(&Page::ProgrammeCard.path(), Default::default());
        });
    };
    view! {
        <p class="page__lead">{t!(i18n, programme.found_lead)}</p>
        <ul class="bullets">
            <li>{t!(i18n, programme.found_invite)}</li>
            <li>{t!(i18n, programme.found_nothing)}</li>
            <li>{t!(i18n, programme.found_card)}</li>
        </ul>
        <form class="stack stack--loose" on:submit=submit autocomplete="off">
            <TextField
                label=move || t!(i18n, programme.name)
                hint=move || t!(i18n, programme.name_hint)
                value=name
                problem=about_name
                testid="programme-name"
            />
            {move || other.get().map(|problem| view! { <ProblemNotice problem /> })}
            <button
                type="submit"
                class="button button--primary button--wide"
                data-testid="found-programme"
                aria-disabled=move || attempt.busy().get().to_string()
            >
                {move || match attempt.busy().get() {
                    true => t_string!(i18n, programme.founding),
                    false => t_string!(i18n, programme.found),
                }}
            </button>
        </form>
    }
    .into_any()
}
