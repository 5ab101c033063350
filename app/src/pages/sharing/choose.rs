//! The first questions of the dialog: which part, and to whom.

use amanat_messages::{PersonView, ShownView};
use leptos::prelude::*;

use super::super::fields::unique_id;
use super::choice::Choice;
use super::known::{self, Part, read};
use crate::components::person::{person_line, plain_name, role_name, standing_name};
use crate::i18n::{t, t_string, use_i18n};
use crate::state::worker::Seen;

/// The part, chosen or given.
#[component]
pub fn WhichPart(
    seen: Seen<ShownView>,
    choice: Choice,
    part: Memo<Option<Part>>,
    asked: bool,
) -> AnyView {
    let i18n = use_i18n();
    if !asked {
        let name = move || part.get().map(|part| part.name);
        return view! {
            <p class="sharing__part">
                <span class="card__kicker">{t!(i18n, sharing.part)}</span>
                <strong class="writing"><bdi>{name}</bdi></strong>
            </p>
        }
        .into_any();
    }
    let all = Memo::new(move |_| read(seen, known::parts));
    let option = move |(at, part): (usize, Part)| {
        view! {
            <option value=at.to_string() selected=move || choice.part.get() == Some(part.id)>
                {part.name.clone()}
            </option>
        }
    };
    let choose = move |value: String| {
        let at = value.parse::<usize>().ok();
        let part = all.with_untracked(|all| at.and_then(|at| all.get(at)).map(|part| part.id));
        choice.part.set(part);
    };
    view! {
        <label class="field">
            <span class="field__label">{t!(i18n, sharing.part)}</span>
            <select data-testid="which-part" on:change:target=move |event| choose(event.target().value())>
                <option value="">{t!(i18n, sharing.part_choose)}</option>
                {move || all.get().into_iter().enumerate().map(option).collect_view()}
            </select>
        </label>
    }
    .into_any()
}

/// The person, chosen or given.
#[component]
pub fn Whom(
    seen: Seen<ShownView>,
    choice: Choice,
    reader: Memo<Option<PersonView>>,
    asked: bool,
) -> AnyView {
    let i18n = use_i18n();
    if !asked {
        let line = move || {
            reader
                .get()
                .map(|reader| person_line(&reader, plain_name(&reader), ().into_any()))
        };
        return line.into_any();
    }
    let group = unique_id();
    let people = Memo::new(move |_| read(seen, known::people));
    let option = move |person: PersonView| {
        let id = person.person;
        let reads = Memo::new(move |_| {
            let part = choice.part.get();
            part.is_some_and(|part| read(seen, |shown| known::grant(shown, part, id).is_some()))
        });
        let stopped = person.stopped;
        let name = person.name.clone();
        let about = move || {
            let l = i18n.get_locale();
            match reads.get() {
                true => t_string!(i18n, sharing.reads_already).to_string(),
                false => format!(
                    "{} · {}",
                    role_name(l, person.role),
                    standing_name(l, &person)
                ),
            }
        };
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=group.clone()
                    disabled=move || stopped || reads.get()
                    prop:checked=move || choice.person.get() == Some(id)
                    on:change=move |_| choice.person.set(Some(id))
                />
                <span class="choice__name"><bdi>{name}</bdi></span>
                <span class="choice__hint">{about}</span>
            </label>
        }
    };
    view! {
        <fieldset class="stack" data-testid="whom">
            <legend class="field__label">{t!(i18n, sharing.whom)}</legend>
            {move || people.get().into_iter().map(option.clone()).collect_view()}
        </fieldset>
    }
    .into_any()
}
