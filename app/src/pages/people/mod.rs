//! Everybody known, the programme, and how to be sure of a key.

mod camera;
pub mod known;
mod programme;
mod scan;
mod yours;

use amanat_mentoring::fact::PersonRole;
use amanat_messages::PeopleView;
use leptos::prelude::*;
use leptos_router::components::A;

use self::known::known;
use self::programme::programme;
use self::scan::scan;
use self::yours::yours;
use crate::components::arriving::{Arriving, kept};
use crate::components::icons::{Icon, Shape};
use crate::i18n::{Locale, t, td_string, use_i18n};
use crate::routes::Page;
use crate::state::worker::{Seen, use_people};

/// The page.
pub fn people() -> AnyView {
    let i18n = use_i18n();
    let seen = use_people();
    view! {
        <div class="page">
            <h1 class="page__title">{t!(i18n, people.title)}</h1>
            <Arriving seen>{programme(seen)} {known(seen)} {ways(seen)} {yours(seen)} {scan(seen)}</Arriving>
        </div>
    }
    .into_any()
}

/// Before the long cards: comparing keys is done once, these are looked for again and again.
fn ways(seen: Seen<PeopleView>) -> AnyView {
    let i18n = use_i18n();
    let receives = kept(seen, |people| {
        let programme = people.programme.as_ref();
        programme.is_some_and(|p| p.role == PersonRole::SafetyOfficer)
    });
    let concerns = move |l: Locale| match receives.get() {
        true => td_string!(l, shell.title_concerns),
        false => td_string!(l, people.link_concern),
    };
    view! {
        <section class="stack" aria-labelledby="more">
            <h2 class="card__kicker" id="more">
                {t!(i18n, people.more)}
            </h2>
            <ul class="list list--lines">
                {way(Page::Shown, |l| td_string!(l, people.link_shown))}
                {way(Page::WhoSees, |l| td_string!(l, people.link_who))}
                {way(Page::Concerns, concerns)}
                {way(Page::Server, |l| td_string!(l, people.link_server))}
            </ul>
        </section>
    }
    .into_any()
}

fn way(to: Page, words: impl Fn(Locale) -> &'static str + Send + 'static) -> AnyView {
    let i18n = use_i18n();
    view! {
        <li class="opens list__row row--apart">
            <A href=to.path() attr:class="opens__link">
                {move || words(i18n.get_locale())}
            </A>
            <Icon shape=Shape::Forward small=true />
        </li>
    }
    .into_any()
}
