//! What Amanat is, in three sentences, and the ways in.

mod begin;
pub mod found;
mod invites;
pub mod join;
pub mod restore;
mod trouble;

use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::flow::Show;
use crate::i18n::{t, use_i18n};
use crate::routes::Page;
use crate::state::arrival::Arrival;

/// The page.
#[component]
pub fn Welcome() -> impl IntoView {
    let i18n = use_i18n();
    let Arrival {
        founding_link,
        invitation,
    } = Arrival::expect();
    let founding = move || founding_link.with(Option::is_some);
    let invited = move || invitation.with(Option::is_some);
    let arrived = move || founding() || invited();
    let notice = move || match invited() {
        true => t!(i18n, welcome.invitation_here).into_any(),
        false => t!(i18n, welcome.link_here).into_any(),
    };
    let begin = move || match founding() {
        true => Page::Found.path(),
        false => Page::Join.path(),
    };
    view! {
        <div class="page page--narrow welcome">
            <h1 class="page__title welcome__name">{t!(i18n, welcome.heading)}</h1>
            <p class="welcome__meaning writing">{t!(i18n, welcome.meaning)}</p>
            <p>{t!(i18n, welcome.one)}</p>
            <p>{t!(i18n, welcome.two)}</p>
            <p>{t!(i18n, welcome.three)}</p>
            <Show when=arrived>
                <p class="notice">{notice}</p>
            </Show>
            <div class="stack">
                <A href=begin attr:class="button button--primary button--wide">
                    {move || match arrived() {
                        true => t!(i18n, welcome.begin).into_any(),
                        false => t!(i18n, welcome.have_invitation).into_any(),
                    }}
                </A>
                <Show when=move || !arrived()>
                    <p class="field__hint">{t!(i18n, welcome.invitation_hint)}</p>
                </Show>
                <A href=Page::Restore.path() attr:class="button button--wide">
                    {t!(i18n, welcome.have_card)}
                </A>
                <p class="field__hint">{t!(i18n, welcome.card_hint)}</p>
                <Show when=move || !arrived()>
                    <A href=Page::Found.path() attr:class="button button--wide">
                        {t!(i18n, welcome.have_link)}
                    </A>
                    <p class="field__hint">{t!(i18n, welcome.link_hint)}</p>
                </Show>
            </div>
        </div>
    }
}
