//! The ways through the open vault: a bar below on a phone, a column beside on a desktop.

use amanat_mentoring::fact::PersonRole;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;
use wasm_bindgen_futures::spawn_local;

use crate::components::icons::{Icon, Shape};
use crate::i18n::{Locale, t, t_string, td_string, use_i18n};
use crate::routes::Page;
use crate::state::flush::Flush;
use crate::state::session::lock;
use crate::state::worker::{Worker, use_people};

/// Today, what the person's role is for, portfolio, people, settings, and the lock.
#[component]
pub fn Nav() -> impl IntoView {
    let i18n = use_i18n();
    let path = use_location().pathname;
    let worker = Worker::expect();
    let flush = Flush::expect();
    // The keyboard of a phone leaves no room for a bar while somebody writes.
    let writing = move || path.with(|path| path.starts_with("/write/"));
    let people = use_people();
    let role = Memo::new(move |_| {
        people.with(|people| match people {
            Some(Ok(people)) => people.programme.as_ref().map(|programme| programme.role),
            _ => None,
        })
    });
    let own = move || match role.get() {
        Some(PersonRole::Mentor) => Some(way(Page::Mentees, Shape::Mentees, |l| {
            td_string!(l, shell.mentees)
        })),
        Some(PersonRole::Coordinator) => Some(way(Page::Programme, Shape::Programme, |l| {
            td_string!(l, shell.programme)
        })),
        _ => None,
    };
    view! {
        <nav class="nav" class:nav--writing=writing aria-label=move || t_string!(i18n, shell.nav)>
            <p class="nav__brand" aria-hidden="true">
                {t!(i18n, shell.amanat)}
            </p>
            <ul class="nav__list">
                {way(Page::Today, Shape::Today, |l| td_string!(l, shell.today))}
                {own}
                {way(Page::Portfolio, Shape::Portfolio, |l| td_string!(l, shell.portfolio))}
                {way(Page::People, Shape::People, |l| td_string!(l, shell.people))}
                {way(Page::Settings, Shape::Settings, |l| td_string!(l, shell.settings))}
                <li class="nav__last">
                    <button
                        type="button"
                        class="nav__link"
                        data-testid="lock"
                        on:click=move |_| spawn_local(lock(worker, flush))
                    >
                        <Icon shape=Shape::Lock />
                        {t!(i18n, shell.lock)}
                    </button>
                </li>
            </ul>
        </nav>
    }
}

/// The lock on a phone whose bar has no room for it.
#[component]
pub fn LockAbove() -> impl IntoView {
    let i18n = use_i18n();
    let worker = Worker::expect();
    let flush = Flush::expect();
    view! {
        <button
            type="button"
            class="button button--quiet button--icon topline__end topline__lock"
            aria-label=move || t_string!(i18n, shell.lock)
            data-testid="lock-above"
            on:click=move |_| spawn_local(lock(worker, flush))
        >
            <Icon shape=Shape::Lock />
        </button>
    }
}

/// One of the ways.
fn way(to: Page, shape: Shape, words: fn(Locale) -> &'static str) -> AnyView {
    let i18n = use_i18n();
    view! {
        <li>
            <A href=to.path() attr:class="nav__link">
                <Icon shape />
                {move || words(i18n.get_locale())}
            </A>
        </li>
    }
    .into_any()
}
