//! Who can see what: one card for each kind of thing there is.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::icons::{Icon, Shape};
use crate::i18n::{Locale, t, td_string, use_i18n};
use crate::routes::Page;

type Words = fn(Locale) -> &'static str;

/// What; who can see it; who cannot.
const WHAT: &[(Words, Words, Words)] = &[
    (
        |l| td_string!(l, who_sees.own),
        |l| td_string!(l, who_sees.own_can),
        |l| td_string!(l, who_sees.own_cannot),
    ),
    (
        |l| td_string!(l, who_sees.part),
        |l| td_string!(l, who_sees.part_can),
        |l| td_string!(l, who_sees.part_cannot),
    ),
    (
        |l| td_string!(l, who_sees.comments),
        |l| td_string!(l, who_sees.comments_can),
        |l| td_string!(l, who_sees.comments_cannot),
    ),
    (
        |l| td_string!(l, who_sees.notes),
        |l| td_string!(l, who_sees.notes_can),
        |l| td_string!(l, who_sees.notes_cannot),
    ),
    (
        |l| td_string!(l, who_sees.names),
        |l| td_string!(l, who_sees.names_can),
        |l| td_string!(l, who_sees.names_cannot),
    ),
    (
        |l| td_string!(l, who_sees.concern),
        |l| td_string!(l, who_sees.concern_can),
        |l| td_string!(l, who_sees.concern_cannot),
    ),
];

/// The page.
pub fn who_sees() -> AnyView {
    let i18n = use_i18n();
    let card = |(what, can, cannot): &(Words, Words, Words)| card(*what, *can, *cannot);
    view! {
        <div class="page">
            <A href=Page::People.path() attr:class="button button--quiet back">
                <Icon shape=Shape::Back />
                {t!(i18n, people.back)}
            </A>
            <h1 class="page__title" tabindex="-1">{t!(i18n, who_sees.title)}</h1>
            <p class="page__lead">{t!(i18n, who_sees.lead)}</p>
            <div class="list">{WHAT.iter().map(card).collect_view()}</div>
            <section class="notice notice--amber">
                <h2 class="notice__title">{t!(i18n, settings.server_limits_title)}</h2>
                <p>{t!(i18n, settings.server_limits)}</p>
                <p>
                    <A href=Page::Server.path()>{t!(i18n, audience.more)}</A>
                </p>
            </section>
        </div>
    }
    .into_any()
}

fn card(what: Words, can: Words, cannot: Words) -> AnyView {
    let i18n = use_i18n();
    let say = move |words: Words| move || words(i18n.get_locale());
    view! {
        <section class="card">
            <h2 class="card__title">{say(what)}</h2>
            <p class="sees sees--can">
                <Icon shape=Shape::Eye small=true />
                <span>{say(can)}</span>
            </p>
            <p class="sees">
                <Icon shape=Shape::Lock small=true />
                <span>{say(cannot)}</span>
            </p>
        </section>
    }
    .into_any()
}
