//! What Amanat is, in three sentences, and the two ways in.

pub mod found;
pub mod restore;
mod trouble;

use leptos::prelude::*;
use leptos_router::components::A;

use crate::i18n::{t, use_i18n};
use crate::routes::Page;
use crate::state::arrival::Arrival;

/// The page.
#[component]
pub fn Welcome() -> impl IntoView {
    let i18n = use_i18n();
    let link = Arrival::expect().founding_link;
    let arrived = move || link.with(Option::is_some);
    view! {
        <div class="page page--narrow welcome">
            <h1 class="page__title welcome__name">{t!(i18n, welcome.heading)}</h1>
            <p class="welcome__meaning writing">{t!(i18n, welcome.meaning)}</p>
            <p>{t!(i18n, welcome.one)}</p>
            <p>{t!(i18n, welcome.two)}</p>
            <p>{t!(i18n, welcome.three)}</p>
            <Show when=arrived>
                <p class="notice">{t!(i18n, welcome.link_here)}</p>
            </Show>
            <div class="stack">
                <A href=Page::Found.path() attr:class="button button--primary button--wide">
                    {move || match arrived() {
                        true => t!(i18n, welcome.begin).into_any(),
                        false => t!(i18n, welcome.have_link).into_any(),
                    }}
                </A>
                <Show when=move || !arrived()>
                    <p class="field__hint">{t!(i18n, welcome.link_hint)}</p>
                </Show>
                <A href=Page::Restore.path() attr:class="button button--wide">
                    {t!(i18n, welcome.have_card)}
                </A>
                <p class="field__hint">{t!(i18n, welcome.card_hint)}</p>
            </div>
        </div>
    }
}
