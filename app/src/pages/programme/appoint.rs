//! A further coordinator: whoever holds the programme's card can name one.

use amanat_mentoring::fact::PersonRole;
use amanat_mentoring::id::PersonRef;
use amanat_messages::{Command, PersonView, Problem};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::super::fields::attempt::Attempt;
use super::super::fields::text::TextField;
use super::{Seeing, read};
use crate::components::arriving::ProblemNotice;
use crate::components::flow::Show;
use crate::components::person::role_name;
use crate::components::toast::Toasts;
use crate::i18n::{t, t_string, td_string, use_i18n};
use crate::routes::Page;

/// The form.
pub fn appoint(seen: Seeing) -> AnyView {
    let i18n = use_i18n();
    let (attempt, toasts) = (Attempt::new(), Toasts::expect());
    let navigate = use_navigate();
    let person = RwSignal::new(None::<PersonRef>);
    let card = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let about_card = attempt.problem_if(is_about_card);
    let other = attempt.problem_if(|problem| !is_about_card(problem));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(person) = person.get_untracked() else {
            return missing.set(true);
        };
        missing.set(false);
        let (card_text, navigate) = (card.get_untracked(), navigate.clone());
        let command = Command::Appoint {
            person,
            card: card_text,
        };
        attempt.run(command, move |_| {
            card.try_set(String::new());
            let l = i18n.get_locale_untracked();
            toasts.say(td_string!(l, programme.appointed).to_string(), None);
            navigate(&Page::Programme.path(), Default::default());
        });
    };
    view! {
        <p class="page__lead">{t!(i18n, programme.appoint_lead)}</p>
        <form class="stack stack--loose" on:submit=submit autocomplete="off">
            {whom(seen, person)}
            <TextField
                label=move || t!(i18n, programme.appoint_card)
                hint=move || t!(i18n, programme.appoint_card_hint)
                value=card
                problem=about_card
                testid="programme-card"
                latin=true
            />
            <div role="alert">
                {move || missing.get().then(|| view! {
                    <p class="field__error">{t!(i18n, programme.appoint_missing)}</p>
                })}
            </div>
            {move || other.get().map(|problem| view! { <ProblemNotice problem /> })}
            <p class="notice notice--amber">{t!(i18n, programme.appoint_means)}</p>
            <button
                type="submit"
                class="button button--primary button--wide"
                data-testid="appoint"
                aria-disabled=move || attempt.busy().get().to_string()
            >
                {t!(i18n, programme.appoint_button)}
            </button>
        </form>
    }
    .into_any()
}

/// Members who are not coordinators yet; mentees neither.
fn whom(seen: Seeing, chosen: RwSignal<Option<PersonRef>>) -> AnyView {
    let i18n = use_i18n();
    let people = Memo::new(move |_| {
        read(seen, |page| {
            let fits = |person: &&PersonView| {
                !matches!(person.role, PersonRole::Coordinator | PersonRole::Mentee)
                    && !person.stopped
            };
            page.people.iter().filter(fits).cloned().collect::<Vec<_>>()
        })
    });
    let option = move |(at, person): (usize, PersonView)| {
        let words = move || {
            format!(
                "{} · {}",
                person.name,
                role_name(i18n.get_locale(), person.role)
            )
        };
        view! {
            <option value=at.to_string() selected=move || chosen.get() == Some(person.person)>{words}</option>
        }
    };
    let choose = move |value: String| {
        let at = value.parse::<usize>().ok();
        let one = people.with_untracked(|all| at.and_then(|at| all.get(at)).map(|one| one.person));
        chosen.set(one);
    };
    view! {
        <label class="field">
            <span class="field__label">{t!(i18n, programme.appoint_whom)}</span>
            <span class="field__hint">{t!(i18n, programme.appoint_whom_hint)}</span>
            <select on:change:target=move |event| choose(event.target().value())>
                <option value="">{move || t_string!(i18n, programme.appoint_choose)}</option>
                {move || people.get().into_iter().enumerate().map(option).collect_view()}
            </select>
        </label>
        <Show when=move || people.with(Vec::is_empty)>
            <p class="notice">{t!(i18n, programme.appoint_nobody)}</p>
        </Show>
    }
    .into_any()
}

const fn is_about_card(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::ProgrammeCardWrong
            | Problem::CardWordCount { .. }
            | Problem::CardWordUnknown { .. }
            | Problem::CardMistyped
    )
}
