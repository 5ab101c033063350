//! Language, look, this device, the card: one card each.

mod device;
mod look;
pub mod passphrase;
mod you;

use leptos::prelude::*;
use leptos_router::components::A;
use wasm_bindgen_futures::spawn_local;

use crate::components::icons::{Icon, Shape};
use crate::i18n::{t, use_i18n};
use crate::routes::Page;
use crate::state::flush::Flush;
use crate::state::session::lock;
use crate::state::worker::Worker;
use device::Storage;
use look::Look;
use you::You;

/// The page.
#[component]
pub fn Settings() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="page">
            <h1 class="page__title">{t!(i18n, settings.title)}</h1>
            <You />
            <Look />
            <Storage />
            <Lock />
            <section class="card stack">
                <h2>{t!(i18n, settings.card_title)}</h2>
                <p>{t!(i18n, settings.card_text)}</p>
            </section>
            <A href=Page::Server.path() attr:class="button">
                {t!(i18n, settings.server_link)}
                <Icon shape=Shape::Forward small=true />
            </A>
            <About />
        </div>
    }
}

#[component]
fn Lock() -> impl IntoView {
    let i18n = use_i18n();
    let worker = Worker::expect();
    let flush = Flush::expect();
    view! {
        <section class="card stack">
            <h2>{t!(i18n, settings.lock_title)}</h2>
            <p>{t!(i18n, settings.lock_text)}</p>
            <div class="row">
                <button
                    type="button"
                    class="button"
                    data-testid="lock-now"
                    on:click=move |_| spawn_local(lock(worker, flush))
                >
                    {t!(i18n, settings.lock_now)}
                </button>
                <A href=Page::Passphrase.path() attr:class="button button--quiet">
                    {t!(i18n, settings.passphrase_title)}
                </A>
            </div>
        </section>
    }
}

#[component]
fn About() -> impl IntoView {
    let i18n = use_i18n();
    let version = || view! { <bdi>{env!("CARGO_PKG_VERSION")}</bdi> };
    let build = document()
        .query_selector("meta[name=build]")
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"));
    view! {
        <section class="small muted">
            <h2 class="sr-only">{t!(i18n, settings.about)}</h2>
            <p>{t!(i18n, settings.about_text, version = version)}</p>
            <p>
                {t!(i18n, settings.about_build)} " "
                <code dir="ltr">{build}</code>
            </p>
        </section>
    }
}
