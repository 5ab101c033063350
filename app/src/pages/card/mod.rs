//! The recovery card, until three of its words were asked back.

mod check;
mod words;

use amanat_messages::CardView;
use leptos::prelude::*;

use crate::i18n::{t, use_i18n};
use crate::problem::sentence;
use crate::state::arrival::Arrival;
use crate::state::worker::use_card;
use check::Check;
use words::Words;

/// The page: first the words, then the questions.
#[component]
pub fn Card() -> impl IntoView {
    let i18n = use_i18n();
    let seen = use_card();
    let asking = RwSignal::new(false);
    // Used up.
    Arrival::expect().founding_link.set(None);
    let show = move |card: CardView| match asking.get() {
        true => view! { <Check ask=card.ask asking /> }.into_any(),
        false => view! { <Words card asking /> }.into_any(),
    };
    view! {
        <div class="page page--narrow">
            {move || match seen.get() {
                Some(Ok(Some(card))) => show(card).into_any(),
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
