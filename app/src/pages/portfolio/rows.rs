//! The items by month, fifty at a time.

use amanat_mentoring::summary::ItemSummary;
use amanat_messages::ListView;
use leptos::prelude::*;

use super::filter::Filter;
use super::head::read;
use super::nothing::Nothing;
use crate::components::flow::{For, Show};
use crate::components::intl;
use crate::components::item_card::{CardKey, ItemCard, card_key};
use crate::i18n::{t, t_string, use_i18n};
use crate::routes::Page;
use crate::state::worker::Seen;

/// Rows drawn in one go: about what a phone shows. A slow one would stand still if all were.
const IN_ONE_GO: usize = 6;

/// A row of the list.
#[derive(Clone, PartialEq)]
enum Row {
    /// Everything until the next of these is of this month; with the first item, so that two are never alike.
    Month((u32, u32), CardKey),
    Item(Box<ItemSummary>),
}

impl Row {
    fn key(&self) -> (Option<(u32, u32)>, CardKey) {
        match self {
            Self::Month(month, first) => (Some(*month), *first),
            Self::Item(item) => (None, card_key(item)),
        }
    }
}

/// Month by month; in one piece where the best match comes first.
fn rows(items: &[ItemSummary], by_month: bool) -> Vec<Row> {
    let mut rows = Vec::with_capacity(items.len() + 12);
    let mut last = None;
    for item in items {
        let month = month_of(item);
        if by_month && last != Some(month) {
            rows.push(Row::Month(month, card_key(item)));
            last = Some(month);
        }
        rows.push(Row::Item(Box::new(item.clone())));
    }
    rows
}

/// Of the day it is about, or of the day it was begun: the order of the list.
fn month_of(item: &ItemSummary) -> (u32, u32) {
    match item.happened_on {
        Some(day) => (day.year.into(), u32::from(day.month).saturating_sub(1)),
        None => intl::month_of(item.created_at),
    }
}

/// The list itself.
#[component]
pub fn Rows(seen: Seen<ListView>) -> impl IntoView {
    let i18n = use_i18n();
    let filter = Filter::expect();
    let parts = Memo::new(move |_| read(seen, |list| list.parts.clone()));
    let total = Memo::new(move |_| read(seen, |list| list.total));
    let rows = Memo::new(move |_| read(seen, |list| rows(&list.items, !filter.searching())));
    let shown = Memo::new(move |_| {
        read(seen, |list| {
            u32::try_from(list.items.len()).unwrap_or(u32::MAX)
        })
    });
    // None with what stands above the list, which comes first.
    let drawn = RwSignal::new(0);
    Effect::new(move || {
        if drawn.get() < rows.with(Vec::len) {
            // Whoever locks meanwhile takes the list away.
            request_animation_frame(move || {
                let _ = drawn.try_update(|drawn| *drawn += IN_ONE_GO);
            });
        }
    });
    let each = move || rows.with(|rows| rows.iter().take(drawn.get()).cloned().collect::<Vec<_>>());
    let row = move |row: Row| match row {
        Row::Month(month, _) => view! {
            <li class="list__month">
                <h2 class="card__kicker">{move || intl::month(i18n.get_locale(), month)}</h2>
            </li>
        }
        .into_any(),
        Row::Item(item) => {
            view! { <li><ItemCard to=Page::Item(item.item) item=*item parts /></li> }.into_any()
        }
    };
    let count = move || {
        let locale = i18n.get_locale();
        let (shown, total) = (
            intl::number(locale, shown.get()),
            intl::number(locale, total.get()),
        );
        t_string!(i18n, portfolio.shown, shown = shown, total = total).to_string()
    };
    view! {
        <Show when=move || { total.get() > 0 } fallback=move || view! { <Nothing /> }>
            <Show when=move || filter.searching()>
                <h2 class="sr-only">{count}</h2>
            </Show>
            <ul class="list">
                <For each key=Row::key children=row />
            </ul>
            <div class="row row--apart">
                <p class="muted small" role="status">{count}</p>
                <Show when=move || { shown.get() < total.get() }>
                    <button type="button" class="button" on:click=move |_| filter.grow()>
                        {t!(i18n, portfolio.more)}
                    </button>
                </Show>
            </div>
        </Show>
    }
}
