//! Everybody who joined.

use amanat_mentoring::fact::PersonRole;
use amanat_messages::PersonView;
use leptos::prelude::*;

use super::super::people::known::person_link;
use super::{Seeing, read};
use crate::components::flow::{For, Show};
use crate::components::icons::{Icon, Shape};
use crate::components::intl;
use crate::components::person::{person_line, role_name};
use crate::i18n::{Locale, t, t_string, use_i18n};

/// The list, narrowed by role.
pub fn roster(seen: Seeing) -> AnyView {
    let i18n = use_i18n();
    let only = RwSignal::new(None::<PersonRole>);
    let people = Memo::new(move |_| {
        let only = only.get();
        read(seen, |page| {
            let people = page
                .people
                .iter()
                .filter(|person| only.is_none_or(|role| person.role == role));
            let line =
                |person: &PersonView| (person.clone(), page.unpaired.contains(&person.person));
            people.map(line).collect::<Vec<_>>()
        })
    });
    let none = move || view! { <p class="empty">{t!(i18n, programme.roster_empty)}</p> };
    let row = move |(person, unpaired): (PersonView, bool)| {
        let end = unpaired.then(|| {
            view! {
                <span class="chip chip--amber">{t!(i18n, programme.no_mentor_yet)}</span>
            }
        });
        let end = view! { {end} <Icon shape=Shape::Forward small=true /> }.into_any();
        view! { <li class="opens">{person_line(&person, person_link(&person), end)}</li> }
    };
    view! {
        {roles(seen, only)}
        <Show when=move || people.with(|people| !people.is_empty()) fallback=none>
            <ul class="list list--lines">
                <For
                    each=move || people.get()
                    key=|(person, unpaired)| (person.person, person.name.clone(), person.standing as u8, person.stopped, *unpaired)
                    children=row
                />
            </ul>
        </Show>
    }
    .into_any()
}

/// One chip for each role somebody has.
fn roles(seen: Seeing, only: RwSignal<Option<PersonRole>>) -> AnyView {
    let i18n = use_i18n();
    let counts = Memo::new(move |_| {
        read(seen, |page| {
            let count = |role| {
                page.people
                    .iter()
                    .filter(|person| person.role == role)
                    .count()
            };
            let counts = PersonRole::ALL.map(|role| (role, count(role)));
            counts
                .into_iter()
                .filter(|(_, count)| *count > 0)
                .collect::<Vec<_>>()
        })
    });
    let chip = move |(role, count): (PersonRole, usize)| {
        view! {
            <button
                type="button"
                class="chip chip--filter"
                aria-pressed=move || (only.get() == Some(role)).to_string()
                on:click=move |_| only.update(|only| *only = (*only != Some(role)).then_some(role))
            >
                {move || role_name(i18n.get_locale(), role)}
                <span class="chip__count">{move || number(i18n.get_locale(), count)}</span>
            </button>
        }
    };
    view! {
        <div class="strip" role="group" aria-label=move || t_string!(i18n, programme.by_role)>
            {move || counts.get().into_iter().map(chip).collect_view()}
        </div>
    }
    .into_any()
}

fn number(l: Locale, count: usize) -> String {
    intl::count(l, count)
}
