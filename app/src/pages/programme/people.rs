//! The choices of a pairing: the mentor with how many they have, the mentees who have nobody first.

use amanat_mentoring::fact::PersonRole;
use amanat_messages::PersonView;
use leptos::prelude::*;

use super::pair::{Choice, with_role};
use super::{Seeing, read};
use crate::components::flow::Show;
use crate::components::icons::{Icon, Shape};
use crate::components::intl;
use crate::i18n::{t, t_string, use_i18n};

/// One mentor.
pub fn mentor(seen: Seeing, choice: Choice) -> AnyView {
    let i18n = use_i18n();
    let mentors = Memo::new(move |_| with_role(seen, PersonRole::Mentor));
    let option = move |(at, mentor): (usize, PersonView)| {
        let id = mentor.person;
        let load = Memo::new(move |_| {
            read(seen, |page| {
                let theirs = page
                    .pairings
                    .iter()
                    .filter(|pairing| pairing.mentor.person == id);
                theirs.map(|pairing| pairing.mentees.len()).sum::<usize>()
            })
        });
        let words = move || {
            let number = intl::count(i18n.get_locale(), load.get());
            let count = u32::try_from(load.get()).unwrap_or(u32::MAX);
            let load = t_string!(i18n, programme.load, count = count, number = number);
            format!("{} · {load}", mentor.name)
        };
        view! {
            <option value=at.to_string() selected=move || choice.mentor.get() == Some(id)>{words}</option>
        }
    };
    let choose = move |value: String| {
        let at = value.parse::<usize>().ok();
        let one = mentors.with_untracked(|all| at.and_then(|at| all.get(at)).map(|one| one.person));
        choice.mentor.set(one);
    };
    view! {
        <label class="field">
            <span class="field__label">{t!(i18n, programme.mentor)}</span>
            <select data-testid="mentor" on:change:target=move |event| choose(event.target().value())>
                <option value="">{t!(i18n, programme.mentor_choose)}</option>
                {move || mentors.get().into_iter().enumerate().map(option).collect_view()}
            </select>
        </label>
    }
    .into_any()
}

/// Any number of mentees: those without a mentor in sight, the others folded away.
pub fn mentees(seen: Seeing, choice: Choice) -> AnyView {
    let i18n = use_i18n();
    let split = Memo::new(move |_| {
        let unpaired = read(seen, |page| page.unpaired.clone());
        let all = with_role(seen, PersonRole::Mentee).into_iter();
        all.partition::<Vec<_>, _>(|mentee| unpaired.contains(&mentee.person))
    });
    let boxes = move |people: Vec<PersonView>| {
        people
            .into_iter()
            .map(|person| check(person, choice))
            .collect_view()
    };
    view! {
        <fieldset class="stack" data-testid="unpaired">
            <legend class="field__label">{t!(i18n, programme.unpaired)}</legend>
            <div class="checks">{move || boxes(split.get().0)}</div>
            {move || split.with(|(free, _)| free.is_empty()).then(|| view! {
                <p class="muted">{t!(i18n, programme.none_unpaired)}</p>
            })}
        </fieldset>
        <Show when=move || split.with(|(_, paired)| !paired.is_empty())>
            <details class="fold">
                <summary>
                    <Icon shape=Shape::Forward small=true />
                    {t!(i18n, programme.already_paired)}
                </summary>
                <fieldset class="checks" aria-label=move || t_string!(i18n, programme.already_paired)>
                    {move || boxes(split.get().1)}
                </fieldset>
            </details>
        </Show>
    }
    .into_any()
}

fn check(person: PersonView, choice: Choice) -> AnyView {
    let id = person.person;
    let toggle = move |on: bool| {
        choice.mentees.update(|chosen| {
            chosen.retain(|one| *one != id);
            if on {
                chosen.push(id);
            }
        });
    };
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || choice.mentees.with(|chosen| chosen.contains(&id))
                on:change:target=move |event| toggle(event.target().checked())
            />
            <span dir="auto">{person.name}</span>
        </label>
    }
    .into_any()
}
