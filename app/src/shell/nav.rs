//! The ways through the open vault: a bar below on a phone, a column beside on a desktop.

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;
use wasm_bindgen_futures::spawn_local;

use crate::components::icons::{Icon, Shape};
use crate::i18n::{t, t_string, use_i18n};
use crate::routes::Page;
use crate::state::flush::Flush;
use crate::state::session::lock;
use crate::state::worker::Worker;

/// Today, portfolio, settings, and the lock.
#[component]
pub fn Nav() -> impl IntoView {
    let i18n = use_i18n();
    let path = use_location().pathname;
    let worker = Worker::expect();
    let flush = Flush::expect();
    // The keyboard of a phone leaves no room for a bar while somebody writes.
    let writing = move || path.with(|path| path.starts_with("/write/"));
    view! {
        <nav class="nav" class:nav--writing=writing aria-label=move || t_string!(i18n, shell.nav)>
            <p class="nav__brand" aria-hidden="true">
                {t!(i18n, shell.amanat)}
            </p>
            <ul class="nav__list">
                <li>
                    <A href=Page::Today.path() attr:class="nav__link">
                        <Icon shape=Shape::Today />
                        {t!(i18n, shell.today)}
                    </A>
                </li>
                <li>
                    <A href=Page::Portfolio.path() attr:class="nav__link">
                        <Icon shape=Shape::Portfolio />
                        {t!(i18n, shell.portfolio)}
                    </A>
                </li>
                <li>
                    <A href=Page::Settings.path() attr:class="nav__link">
                        <Icon shape=Shape::Settings />
                        {t!(i18n, shell.settings)}
                    </A>
                </li>
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
