//! What the server knows, counted on this device and told without softening.

mod circles;

use amanat_messages::Knowledge;
use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::icons::{Icon, Shape};
use crate::components::intl::number;
use crate::i18n::{t, use_i18n};
use crate::problem::sentence;
use crate::routes::Page;
use crate::state::worker::use_knowledge;
use circles::Circles;

/// The page.
#[component]
pub fn WhatTheServerKnows() -> impl IntoView {
    let i18n = use_i18n();
    let seen = use_knowledge();
    view! {
        <div class="page">
            <A href=Page::Settings.path() attr:class="button button--quiet back">
                <Icon shape=Shape::Back />
                {t!(i18n, settings.back)}
            </A>
            <h1 class="page__title">{t!(i18n, settings.server_title)}</h1>
            <p class="page__lead">{t!(i18n, settings.server_lead)}</p>
            {move || match seen.get() {
                Some(Ok(knowledge)) => view! { <Facts knowledge /> }.into_any(),
                Some(Err(problem)) => {
                    view! {
                        <p class="notice notice--amber" role="alert">
                            {move || sentence(i18n.get_locale(), &problem)}
                        </p>
                    }
                        .into_any()
                }
                None => ().into_any(),
            }}
            <section class="card stack">
                <h2>{t!(i18n, settings.server_also_title)}</h2>
                <ul class="bullets">
                    <li>{t!(i18n, settings.server_also_times)}</li>
                    <li>{t!(i18n, settings.server_also_sizes)}</li>
                    <li>{t!(i18n, settings.server_also_letters)}</li>
                    <li>{t!(i18n, settings.server_also_invitations)}</li>
                    <li>{t!(i18n, settings.server_also_deposits)}</li>
                    <li>{t!(i18n, settings.server_also_card)}</li>
                    <li>{t!(i18n, settings.server_also_who)}</li>
                </ul>
            </section>
            <section class="card stack">
                <h2>{t!(i18n, settings.server_not_title)}</h2>
                <p>{t!(i18n, settings.server_not_text)}</p>
            </section>
            <section class="notice notice--amber">
                <h2 class="notice__title">{t!(i18n, settings.server_limits_title)}</h2>
                <p>{t!(i18n, settings.server_limits)}</p>
            </section>
        </div>
    }
}

#[component]
fn Facts(knowledge: Knowledge) -> impl IntoView {
    let i18n = use_i18n();
    let devices = knowledge.devices;
    view! {
        <dl class="facts card">
            <dt>{t!(i18n, settings.server_address)}</dt>
            <dd>
                <bdi>{knowledge.server}</bdi>
            </dd>
            <dt>{t!(i18n, settings.server_person)}</dt>
            <dd>
                <code dir="ltr">{knowledge.person}</code>
            </dd>
            <dt>{t!(i18n, settings.server_fingerprint)}</dt>
            <dd>
                <span lang="en" dir="ltr" translate="no">
                    {knowledge.fingerprint.join(" ")}
                </span>
                <p class="field__hint">{t!(i18n, settings.server_fingerprint_hint)}</p>
            </dd>
            <dt>{t!(i18n, settings.server_device)}</dt>
            <dd>
                <code dir="ltr">{knowledge.device}</code>
            </dd>
            <dt>{t!(i18n, settings.server_devices)}</dt>
            <dd>{move || number(i18n.get_locale(), devices)}</dd>
        </dl>
        <Circles circles=knowledge.circles />
    }
}
