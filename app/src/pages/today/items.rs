//! One of today's lists, if there is anything in it.

use amanat_mentoring::summary::ItemSummary;
use amanat_messages::TodayView;
use leptos::prelude::*;

use crate::components::flow::{For, Show};
use crate::components::item_card::{ItemCard, card_key};
use crate::routes::Page;
use crate::state::worker::Seen;

/// A heading and cards.
#[component]
pub fn Items(
    seen: Seen<TodayView>,
    title: Signal<String>,
    pick: fn(&TodayView) -> &Vec<ItemSummary>,
    to: fn(&ItemSummary) -> Page,
) -> impl IntoView {
    let today = move |read: &dyn Fn(&TodayView) -> Vec<ItemSummary>| {
        seen.with(|seen| match seen {
            Some(Ok(today)) => read(today),
            _ => Vec::new(),
        })
    };
    let items = Memo::new(move |_| today(&|today| pick(today).clone()));
    let parts = Memo::new(move |_| {
        seen.with(|seen| match seen {
            Some(Ok(today)) => today.parts.clone(),
            _ => Vec::new(),
        })
    });
    view! {
        <Show when=move || items.with(|items| !items.is_empty())>
            <section class="stack">
                <h2 class="card__kicker">{title}</h2>
                <ul class="list">
                    <For each=move || items.get() key=card_key let(item)>
                        <li>
                            <ItemCard to=to(&item) item parts />
                        </li>
                    </For>
                </ul>
            </section>
        </Show>
    }
}
