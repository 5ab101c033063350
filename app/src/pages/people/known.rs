//! Everybody known, by name.

use amanat_messages::{PeopleView, PersonView};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::arriving::kept;
use crate::components::empty_state::EmptyState;
use crate::components::flow::Show;
use crate::components::icons::{Icon, Shape};
use crate::components::person::person_line;
use crate::i18n::{t, t_string, use_i18n};
use crate::routes::Page;
use crate::state::worker::Seen;

/// The list; each line opens its person.
pub fn known(seen: Seen<PeopleView>) -> AnyView {
    let i18n = use_i18n();
    let people = kept(seen, |people| people.people.clone());
    let nobody = || {
        let i18n = use_i18n();
        view! {
            <EmptyState
                title=Signal::derive(move || t_string!(i18n, people.known_empty_title).to_string())
                text=Signal::derive(move || t_string!(i18n, people.known_empty_text).to_string())
            />
        }
    };
    view! {
        <section class="stack" aria-labelledby="known">
            <h2 class="card__kicker" id="known">
                {t!(i18n, people.known)}
            </h2>
            <Show when=move || people.with(|people| !people.is_empty()) fallback=nobody>
                <ul class="list list--lines" data-testid="people">
                    {move || people.get().iter().map(line).collect_view()}
                </ul>
            </Show>
        </section>
    }
    .into_any()
}

fn line(person: &PersonView) -> AnyView {
    let end = view! { <Icon shape=Shape::Forward small=true /> }.into_any();
    view! { <li class="opens">{person_line(person, person_link(person), end)}</li> }.into_any()
}

/// A name that opens its person's page.
pub fn person_link(person: &PersonView) -> AnyView {
    let name = person.name.clone();
    view! {
        <A href=Page::Person(person.person).path() attr:class="opens__link">
            <strong dir="auto">{name}</strong>
        </A>
    }
    .into_any()
}
