//! Item: one item, read.

mod actions;
mod choice;
mod compare;
mod missing;
pub mod reading;
mod said;
mod version;
mod versions;

use amanat_mentoring::id::ItemId;
use amanat_messages::{Audience, ItemView, Problem};
use leptos::html;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;

use self::actions::Actions;
use self::compare::Compare;
use self::missing::Missing;
use self::reading::Reading;
use self::said::said;
use self::versions::Versions;
use crate::components::arriving::Arriving;
use crate::components::audience::AudienceChip;
use crate::components::flow::Show;
use crate::components::icons::{Icon, Shape};
use crate::components::script::lang_of;
use crate::i18n::{t, t_string, use_i18n};
use crate::routes::{Page, item_from_path};
use crate::state::worker::{Seen, use_item};

/// The page.
#[component]
pub fn Item() -> impl IntoView {
    let params = use_params_map();
    let named = Memo::new(move |_| {
        params.with(|params| item_from_path(&params.get("item").unwrap_or_default()))
    });
    view! {
        <div class="page">
            {move || match named.get() {
                Some(item) => view! { <One item /> }.into_any(),
                None => view! { <Missing /> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn One(item: ItemId) -> impl IntoView {
    let seen = use_item(item);
    let missing =
        Memo::new(move |_| seen.with(|seen| matches!(seen, Some(Err(Problem::NotFound)))));
    view! {
        <Show when=move || !missing.get() fallback=|| view! { <Missing /> }>
            <Arriving seen>
                <Shown seen item />
            </Arriving>
        </Show>
    }
}

/// Reads something of the item that is there.
fn part_of<T: PartialEq + Clone + Send + Sync + 'static>(
    seen: Seen<ItemView>,
    pick: impl Fn(&ItemView) -> T + Send + Sync + 'static,
) -> Memo<Option<T>> {
    // What was there stays while a problem passes: nothing vanishes under the reader.
    Memo::new(move |before: Option<&Option<T>>| {
        seen.with(|seen| match seen {
            Some(Ok(item)) => Some(pick(item)),
            _ => before.cloned().flatten(),
        })
    })
}

#[component]
fn Shown(seen: Seen<ItemView>, item: ItemId) -> impl IntoView {
    let i18n = use_i18n();
    let content = part_of(seen, |view| view.content.clone());
    let audience = part_of(seen, |view| view.audience.clone());
    let sent = part_of(seen, |view| view.sent);
    let part = part_of(seen, |view| view.part_name.clone());
    let part_id = part_of(seen, |view| view.summary.part);
    let part_id = Signal::derive(move || part_id.get().flatten());
    let conflict = part_of(seen, |view| view.conflict.clone());
    let title = Memo::new(move |_| {
        content
            .get()
            .map(|content| content.title)
            .unwrap_or_default()
    });
    let heading = NodeRef::<html::H1>::new();
    // On a wide screen the list keeps its place and its heading: the reader has to be brought here.
    heading.on_load(|heading| {
        let _ = heading.focus();
    });
    let status = move || {
        if sent.get() == Some(true) {
            ("sent", t_string!(i18n, item.sent))
        } else {
            ("unsent", t_string!(i18n, item.not_sent))
        }
    };
    view! {
        <div class="page__head no-print">
            <A href=Page::Portfolio.path() attr:class="button button--quiet back">
                <Icon shape=Shape::Back />
                {t!(i18n, common.back)}
            </A>
            <div class="row">
                <p class="status" data-state=move || status().0>{move || status().1}</p>
                <Show when=move || audience.with(Option::is_some)>
                    <AudienceChip
                        audience=Signal::derive(move || audience.get().unwrap_or(Audience { readers: Vec::new() }))
                        part=part_id
                    />
                </Show>
            </div>
        </div>
        {move || conflict.get().flatten().zip(content.get_untracked()).map(|(conflict, content)| view! {
            <Compare item conflict content />
        })}
        <article class="stack stack--loose">
            <header class="stack">
                <h1 class="item__title" tabindex="-1" dir="auto" lang=move || title.with(|title| lang_of(title)) node_ref=heading>
                    {move || {
                        let title = title.get();
                        if title.is_empty() { t_string!(i18n, common.untitled).to_string() } else { title }
                    }}
                </h1>
                <p class="card__meta">
                    {move || part.get().filter(|part| !part.is_empty()).map(|part| {
                        view! { <span>{t!(i18n, item.part, part = move || view! { <bdi>{part.clone()}</bdi> })}</span> }
                    })}
                </p>
            </header>
            {move || content.get().map(|content| view! { <Reading content /> })}
        </article>
        <Actions seen item />
        {said(seen, item)}
        <Versions seen item />
    }
}
