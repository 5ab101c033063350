//! The programme's own card, until three of its words were asked back.

use leptos::prelude::*;
use leptos_router::components::A;

use super::super::card::{PROGRAMME, steps};
use crate::components::arriving::ProblemNotice;
use crate::i18n::{t, use_i18n};
use crate::routes::Page;
use crate::state::worker::use_programme_card;

/// The card, or that there is nothing to do any more.
pub fn card() -> AnyView {
    let i18n = use_i18n();
    let seen = use_programme_card();
    let asking = RwSignal::new(false);
    let done = move || {
        view! {
            <h1 class="page__title" tabindex="-1">{t!(i18n, card.programme_title)}</h1>
            <p class="notice" role="status" data-testid="programme-card-done">
                {t!(i18n, programme.card_done)}
            </p>
            <A href=Page::Invitations.path() attr:class="button button--primary">
                {t!(i18n, programme.invite_people)}
            </A>
        }
        .into_any()
    };
    let shown = move || match seen.get() {
        Some(Ok(Some(card))) => steps(card, asking, &PROGRAMME),
        Some(Ok(None)) => done(),
        Some(Err(problem)) => view! { <ProblemNotice problem /> }.into_any(),
        None => ().into_any(),
    };
    shown.into_any()
}
