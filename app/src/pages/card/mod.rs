//! The recovery card, until three of its words were asked back.

mod check;
mod kind;
mod words;

use amanat_messages::CardView;
use leptos::prelude::*;

use crate::i18n::{t, use_i18n};
use crate::problem::sentence;
use crate::state::arrival::Arrival;
use crate::state::worker::use_card;
use check::Check;
pub use kind::{Kind, PROGRAMME, RECOVERY};
use words::Words;

/// The page: first the words, then the questions.
#[component]
pub fn Card() -> impl IntoView {
    let i18n = use_i18n();
    let seen = use_card();
    let asking = RwSignal::new(false);
    // Used up.
    Arrival::expect().put_away();
    view! {
        <div class="page page--narrow">
            {move || match seen.get() {
                Some(Ok(Some(card))) => steps(card, asking, &RECOVERY),
                Some(Err(problem)) => {
                    view! {
                        <p class="notice notice--amber" role="alert">
                            {move || sentence(i18n.get_locale(), &problem)}
                        </p>
                    }
                        .into_any()
                }
                // Just made, or just confirmed: the scene changes by itself.
                Some(Ok(None)) | None => view! { <p class="muted">{t!(i18n, card.loading)}</p> }.into_any(),
            }}
        </div>
    }
}

/// First the words, then the questions.
pub fn steps(card: CardView, asking: RwSignal<bool>, kind: &'static Kind) -> AnyView {
    match asking.get() {
        true => view! { <Check ask=card.ask asking kind /> }.into_any(),
        false => view! { <Words card asking kind /> }.into_any(),
    }
}
