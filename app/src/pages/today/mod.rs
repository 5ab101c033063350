//! Today: what needs the person, and one button.

mod items;
mod news;
mod notices;

use amanat_messages::TodayView;
use leptos::prelude::*;
use leptos_router::components::A;

use self::items::Items;
use self::notices::notices;
use crate::components::arriving::Arriving;
use crate::components::empty_state::EmptyState;
use crate::components::flow::Show;
use crate::components::icons::{Icon, Shape};
use crate::components::intl;
use crate::i18n::{t, t_string, use_i18n};
use crate::later::{Later, ShowLater};
use crate::routes::Page;
use crate::state::worker::{Seen, use_status, use_today};

/// The page.
#[component]
pub fn Today() -> impl IntoView {
    let i18n = use_i18n();
    // Writing waits for nothing.
    view! {
        <div class="page">
            <Greeting />
            <ShowLater what=Later::Today />
            <A href=Page::New.path() attr:class="button button--primary today__write">
                <Icon shape=Shape::Pen />
                {t!(i18n, common.write)}
            </A>
        </div>
    }
}

#[component]
fn Greeting() -> impl IntoView {
    let i18n = use_i18n();
    let status = use_status();
    let name = Memo::new(move |_| {
        status.with(|status| match status {
            Some(Ok(status)) => status.name.clone(),
            _ => String::new(),
        })
    });
    let greeting = move || match intl::hour() {
        4..12 => t_string!(i18n, today.morning),
        12..17 => t_string!(i18n, today.afternoon),
        _ => t_string!(i18n, today.evening),
    };
    let greeted = move || {
        if name.with(String::is_empty) {
            greeting.into_any()
        } else {
            t!(
                i18n,
                today.greeted,
                greeting = greeting,
                name = move || view! { <bdi>{name}</bdi> }
            )
            .into_any()
        }
    };
    view! {
        <h1 class="page__title" tabindex="-1">
            {greeted}
        </h1>
    }
}

/// What needs the person.
#[component]
pub fn Needs() -> impl IntoView {
    let seen = use_today();
    view! {
        <Arriving seen>
            {notices(seen)}
            <Lists seen />
        </Arriving>
    }
}

/// Drafts, conflicts, the newest; or what there will be.
#[component]
fn Lists(seen: Seen<TodayView>) -> impl IntoView {
    let i18n = use_i18n();
    let empty =
        Memo::new(move |_| seen.with(|seen| matches!(seen, Some(Ok(today)) if is_empty(today))));
    let first = move || {
        view! {
            <EmptyState
                title=Signal::derive(move || t_string!(i18n, today.empty_title).to_string())
                text=Signal::derive(move || t_string!(i18n, today.empty_text).to_string())
            >
                <p class="muted small">{t!(i18n, today.empty_hint)}</p>
            </EmptyState>
        }
    };
    view! {
        <Show when=move || !empty.get() fallback=first>
            <Items
                seen
                title=Signal::derive(move || t_string!(i18n, today.carry_on).to_string())
                pick=|today| &today.drafts
                to=|item| Page::Write(item.item)
            />
            <Items
                seen
                title=Signal::derive(move || t_string!(i18n, today.compare).to_string())
                pick=|today| &today.conflicts
                to=|item| Page::Item(item.item)
            />
            <Items
                seen
                title=Signal::derive(move || t_string!(i18n, today.recent).to_string())
                pick=|today| &today.recent
                to=|item| Page::Item(item.item)
            />
        </Show>
    }
}

fn is_empty(today: &TodayView) -> bool {
    today.items == 0 && today.drafts.is_empty() && today.conflicts.is_empty()
}
