//! The programme: its name, what one is in it, who receives concerns. Or how to begin one.

use amanat_messages::{PeopleView, ProgrammeView};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::arriving::kept;
use crate::components::icons::{Icon, Shape};
use crate::components::intl::isolated;
use crate::components::person::{eight_words, role_name};
use crate::i18n::{t, td_string, use_i18n};
use crate::routes::Page;
use crate::state::worker::Seen;

/// The card; nothing for a person who is in none and founds none.
pub fn programme(seen: Seen<PeopleView>) -> AnyView {
    let programme = kept(seen, |people| people.programme.clone());
    let may_found = kept(seen, |people| people.may_found);
    (move || match (programme.get(), may_found.get()) {
        (Some(programme), _) => joined(programme),
        (None, true) => not_founded(),
        (None, false) => ().into_any(),
    })
    .into_any()
}

fn joined(programme: ProgrammeView) -> AnyView {
    let i18n = use_i18n();
    let role = programme.role;
    let yours = move || {
        let l = i18n.get_locale();
        td_string!(l, people.programme_you, role = role_name(l, role))
    };
    let officer = programme.officer.map(|officer| {
        let words = move || {
            let l = i18n.get_locale();
            let name = isolated(l, &officer.name);
            td_string!(l, people.programme_officer, name = name)
        };
        view! { <p class="small muted">{words}</p> }
    });
    view! {
        <section class="card" data-testid="programme">
            <h2 class="card__kicker">{t!(i18n, people.programme)}</h2>
            <p class="card__title">
                <bdi>{programme.name}</bdi>
            </p>
            <p>{yours}</p>
            {officer}
            <details class="fold">
                <summary>
                    <Icon shape=Shape::Forward small=true />
                    {t!(i18n, people.programme_words)}
                </summary>
                <p>{eight_words(&programme.fingerprint)}</p>
                <p class="field__hint">{t!(i18n, people.programme_words_hint)}</p>
            </details>
        </section>
    }
    .into_any()
}

fn not_founded() -> AnyView {
    let i18n = use_i18n();
    view! {
        <section class="card stack" data-testid="may-found">
            <h2>{t!(i18n, people.found_title)}</h2>
            <p>{t!(i18n, people.found_text)}</p>
            <div class="row">
                <A href=Page::Programme.path() attr:class="button">
                    {t!(i18n, people.found_link)}
                </A>
            </div>
        </section>
    }
    .into_any()
}
