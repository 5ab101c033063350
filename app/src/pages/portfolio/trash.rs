//! What was thrown away in the last 30 days.

use amanat_mentoring::id::ItemId;
use amanat_messages::{Command, ListView, Problem, Query, WINDOW};
use leptos::prelude::*;
use leptos_router::components::A;

use super::head::read;
use crate::components::arriving::{Arriving, ProblemNotice};
use crate::components::flow::{For, Show};
use crate::components::icons::{Icon, Shape};
use crate::components::intl;
use crate::components::item_card::{ItemCard, card_key};
use crate::components::toast::Toasts;
use crate::i18n::{t, t_string, td_string, use_i18n};
use crate::routes::Page;
use crate::state::worker::{Seen, Worker, use_list};
use crate::task::Scope;

/// The page.
#[component]
pub fn Trash() -> impl IntoView {
    let i18n = use_i18n();
    let limit = RwSignal::new(WINDOW);
    let seen = use_list(move || Query::List {
        part: None,
        tag: None,
        text: None,
        trash: true,
        limit: limit.get(),
    });
    view! {
        <div class="page">
            <A href=Page::Portfolio.path() attr:class="button button--quiet back">
                <Icon shape=Shape::Back />
                {t!(i18n, portfolio.leave_trash)}
            </A>
            <h1 class="page__title" tabindex="-1">
                {t!(i18n, portfolio.trash)}
            </h1>
            <p class="page__lead">{t!(i18n, portfolio.trash_lead)}</p>
            <Arriving seen>
                <Thrown seen limit />
            </Arriving>
        </div>
    }
}

#[component]
fn Thrown(seen: Seen<ListView>, limit: RwSignal<u32>) -> impl IntoView {
    let i18n = use_i18n();
    let (worker, toasts, scope) = (Worker::expect(), Toasts::expect(), Scope::current());
    let refused = RwSignal::new(None::<Problem>);
    let items = Memo::new(move |_| read(seen, |list| list.items.clone()));
    let parts = Memo::new(move |_| read(seen, |list| list.parts.clone()));
    let more = Memo::new(move |_| {
        items.with(|items| read(seen, |list| list.total as usize > items.len()))
    });
    let count = move || {
        let locale = i18n.get_locale();
        let total = read(seen, |list| list.total);
        let shown = intl::count(locale, items.with(Vec::len));
        t_string!(
            i18n,
            portfolio.shown,
            shown = shown,
            total = intl::number(locale, total)
        )
        .to_string()
    };
    let put_back = Callback::new(move |item: ItemId| {
        let answer = worker.do_(Command::Untrash { item });
        scope.spawn(async move {
            match answer.await {
                Ok(_) => toasts.say(
                    td_string!(i18n.get_locale_untracked(), common.untrashed).to_string(),
                    None,
                ),
                Err(problem) => refused.set(Some(problem)),
            }
        });
    });
    view! {
        {move || refused.get().map(|problem| view! { <ProblemNotice problem /> })}
        <Show
            when=move || items.with(|items| !items.is_empty())
            fallback=move || view! { <p class="empty">{t!(i18n, portfolio.trash_empty)}</p> }
        >
            <h2 class="sr-only">{count}</h2>
            <ul class="list">
                <For each=move || items.get() key=card_key let(item)>
                    <li class="stack">
                        {
                            let id = item.item;
                            let named = item.title.clone();
                            let label = move || {
                                let title = if named.is_empty() {
                                    t_string!(i18n, common.untitled).to_string()
                                } else {
                                    named.clone()
                                };
                                t_string!(i18n, portfolio.put_back_named, title = title).to_string()
                            };
                            view! {
                                <ItemCard to=Page::Item(id) item parts />
                                <button
                                    type="button"
                                    class="button"
                                    aria-label=label
                                    on:click=move |_| put_back.run(id)
                                >
                                    <Icon shape=Shape::PutBack />
                                    {t!(i18n, portfolio.put_back)}
                                </button>
                            }
                        }
                    </li>
                </For>
            </ul>
            <Show when=move || more.get()>
                <button type="button" class="button" on:click=move |_| limit.update(|limit| *limit += WINDOW)>
                    {t!(i18n, portfolio.more)}
                </button>
            </Show>
        </Show>
    }
}
