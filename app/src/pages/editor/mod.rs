//! Editor: where they write. From unlock to a blinking cursor in two taps.

pub mod details;
mod draft;
mod due;
mod field;
mod fields;
mod limits;
mod readers;
pub mod rescue;
pub mod saver;
mod sheet;
mod title;

use amanat_mentoring::id::{ItemId, PartId};
use amanat_mentoring::item::Content;
use amanat_messages::{Audience, PartView};
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;

use self::rescue::Rescue;
use self::sheet::Sheet;
use crate::components::arriving::Arriving;
use crate::components::empty_state::EmptyState;
use crate::components::first::first;
use crate::i18n::{t, t_string, use_i18n};
use crate::pages::portfolio::filter::Filter;
use crate::routes::{Page, item_from_path};
use crate::state::worker::{use_item, use_parts};

/// What an editor opens with.
#[derive(Clone, PartialEq)]
pub struct Start {
    /// None: something new.
    pub item: Option<ItemId>,
    pub content: Content,
    /// Whether that text could not be saved the last time.
    pub rescued: bool,
    /// Who reads it; for something new, who reads each part.
    pub audience: Option<Audience>,
    pub parts: Vec<PartView>,
    /// The part something new is written into at first.
    pub part: Option<PartId>,
}

/// The page: `/write/new` or an item's.
#[component]
pub fn Editor() -> impl IntoView {
    let params = use_params_map();
    let named = Memo::new(move |_| params.with(|params| params.get("item").unwrap_or_default()));
    move || {
        named.with(|named| match (named.as_str(), item_from_path(named)) {
            ("new", _) => view! { <New /> }.into_any(),
            (_, Some(item)) => view! { <Existing item /> }.into_any(),
            (_, None) => view! { <Missing /> }.into_any(),
        })
    }
}

#[component]
fn New() -> impl IntoView {
    let seen = first(use_parts);
    let part = Filter::expect().part().get_untracked();
    let rescue = Rescue::expect();
    let sheet = move || {
        seen.get().and_then(Result::ok).map(|parts| {
            let rescued = rescue.take(None);
            let chosen = part.filter(|part| parts.iter().any(|p| p.part == *part));
            let start = Start {
                item: None,
                rescued: rescued.is_some(),
                content: rescued.unwrap_or_default(),
                audience: None,
                part: chosen.or(parts.first().map(|part| part.part)),
                parts,
            };
            view! { <Sheet start /> }
        })
    };
    view! { <Arriving seen>{sheet}</Arriving> }
}

#[component]
fn Existing(item: ItemId) -> impl IntoView {
    let seen = first(move || use_item(item));
    let rescue = Rescue::expect();
    let sheet = move || {
        seen.get().and_then(Result::ok).map(|view| {
            let rescued = rescue.take(Some(item));
            let start = Start {
                item: Some(item),
                rescued: rescued.is_some(),
                content: rescued.unwrap_or(view.content),
                audience: Some(view.audience),
                parts: Vec::new(),
                part: view.summary.part,
            };
            view! { <Sheet start /> }
        })
    };
    view! { <Arriving seen>{sheet}</Arriving> }
}

/// An address that names nothing.
#[component]
fn Missing() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="page">
            <EmptyState
                title=Signal::derive(move || t_string!(i18n, item.not_found_title).to_string())
                text=Signal::derive(move || t_string!(i18n, item.not_found_text).to_string())
            >
                <A href=Page::Portfolio.path() attr:class="button">{t!(i18n, item.to_portfolio)}</A>
            </EmptyState>
        </div>
    }
}
