//! What needs the coordinator; and how the programme stands.

use amanat_messages::{InvitationState, ProgrammePage};
use leptos::prelude::*;
use leptos_router::components::A;

use super::pairings::pairings;
use super::{Seeing, read};
use crate::components::flow::Show;
use crate::components::icons::{Icon, Shape};
use crate::components::intl;
use crate::components::person::eight_words;
use crate::i18n::{Locale, t, td_string, use_i18n};
use crate::routes::Page;

/// The page.
pub fn overview(seen: Seeing) -> AnyView {
    let i18n = use_i18n();
    let name = Memo::new(move |_| read(seen, |page| page.programme.name.clone()));
    let words = Memo::new(move |_| read(seen, |page| page.programme.fingerprint.clone()));
    let card = Memo::new(move |_| read(seen, |page| page.card_waiting));
    let officer = Memo::new(move |_| {
        read(seen, |page| {
            page.programme.officer.clone().map(|officer| officer.name)
        })
    });
    let card_notice = move || {
        view! {
            <section class="notice notice--amber" data-testid="programme-card-waiting">
                <h2 class="notice__title">{t!(i18n, programme.card_title)}</h2>
                <p>{t!(i18n, programme.card_text)}</p>
                <p>
                    <A href=Page::ProgrammeCard.path() attr:class="button">
                        {t!(i18n, programme.card_open)}
                    </A>
                </p>
            </section>
        }
    };
    let officer_line = move || match officer.get() {
        Some(name) => view! {
            <p>{t!(i18n, programme.officer, name = move || view! { <bdi>{name.clone()}</bdi> })}</p>
        }
        .into_any(),
        None => view! { <p class="notice notice--amber">{t!(i18n, programme.no_officer)}</p> }
            .into_any(),
    };
    view! {
        <p class="programme__name writing"><bdi>{name}</bdi></p>
        <p class="page__lead">{t!(i18n, programme.lead)}</p>
        <Show when=move || card.get()>{card_notice}</Show>
        {tiles(seen)}
        <div class="row row--actions">
            <A href=Page::Invitations.path() attr:class="button button--primary">
                <Icon shape=Shape::Plus />
                {t!(i18n, programme.invite_people)}
            </A>
            <A href=Page::Pair.path() attr:class="button">
                <Icon shape=Shape::People />
                {t!(i18n, programme.pair)}
            </A>
        </div>
        <div class="desk">
        {pairings(seen)}
        <div class="stack">
        <section class="card stack">
            <h2>{t!(i18n, programme.safety)}</h2>
            {officer_line}
        </section>
        <section class="card stack">
            <h2>{t!(i18n, programme.key)}</h2>
            <p>{move || eight_words(&words.get())}</p>
            <p class="field__hint">{t!(i18n, programme.key_hint)}</p>
            <p>
                <A href=Page::Appoint.path()>{t!(i18n, programme.appoint)}</A>
            </p>
        </section>
        </div>
        </div>
    }
    .into_any()
}

/// Numbers that open what they count.
fn tiles(seen: Seeing) -> AnyView {
    let open = |page: &ProgrammePage| {
        let open = page
            .invitations
            .iter()
            .filter(|i| i.state == InvitationState::Open);
        open.count()
    };
    view! {
        <ul class="tiles">
            {tile(seen, Page::Pair, |page| page.unpaired.len(), true, |l| td_string!(l, programme.unpaired))}
            {tile(seen, Page::Invitations, open, false, |l| td_string!(l, programme.open_invitations))}
            {tile(seen, Page::Roster, |page| page.people.len(), false, |l| td_string!(l, programme.joined))}
        </ul>
    }
    .into_any()
}

fn tile(
    seen: Seeing,
    to: Page,
    count: fn(&ProgrammePage) -> usize,
    wanting: bool,
    label: fn(Locale) -> &'static str,
) -> AnyView {
    let i18n = use_i18n();
    let count = Memo::new(move |_| read(seen, count));
    view! {
        <li class="card tile" class:tile--amber=move || wanting && count.get() != 0>
            <A href=to.path() attr:class="card__link">
                <span class="tile__number">{move || intl::count(i18n.get_locale(), count.get())}</span>
                <span class="tile__label">{move || label(i18n.get_locale())}</span>
            </A>
        </li>
    }
    .into_any()
}
