//! What one can do with an item: edit, print, throw away and put back.

use std::sync::Arc;

use amanat_mentoring::id::ItemId;
use amanat_messages::{Command, ItemView, Problem};
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

use super::part_of;
use crate::components::arriving::ProblemNotice;
use crate::components::flow::Show;
use crate::components::icons::{Icon, Shape};
use crate::components::toast::{Toasts, Undo};
use crate::i18n::{t, t_string, td_string, use_i18n};
use crate::routes::Page;
use crate::state::worker::{Seen, Worker};
use crate::task::Scope;

/// The row of buttons. Throwing away needs no question: it can be undone.
#[component]
pub fn Actions(seen: Seen<ItemView>, item: ItemId) -> impl IntoView {
    let i18n = use_i18n();
    let (worker, toasts) = (Worker::expect(), Toasts::expect());
    let scope = StoredValue::new(Scope::current());
    let navigate = StoredValue::new_local(use_navigate());
    let refused = RwSignal::new(None::<Problem>);
    let trashed = part_of(seen, |view| view.summary.trashed_at.is_some());

    let run = move |command: Command, then: Callback<()>| {
        let answer = worker.do_(command);
        scope.with_value(|scope| {
            scope.spawn(async move {
                match answer.await {
                    Ok(_) => then.run(()),
                    Err(problem) => refused.set(Some(problem)),
                }
            });
        });
    };
    // Outlives this page: it is offered after the page has been left.
    let undo: Undo = Arc::new(move || {
        wasm_bindgen_futures::spawn_local(async move {
            if worker.do_(Command::Untrash { item }).await.is_ok() {
                toasts.say(
                    td_string!(i18n.get_locale_untracked(), common.untrashed).to_string(),
                    None,
                );
            }
        });
    });
    let thrown = Callback::new(move |()| {
        toasts.say(
            td_string!(i18n.get_locale_untracked(), common.trashed).to_string(),
            Some(Arc::clone(&undo)),
        );
        navigate.with_value(|navigate| {
            navigate(
                &Page::Portfolio.path(),
                leptos_router::NavigateOptions::default(),
            )
        });
    });
    let back = Callback::new(move |()| {
        toasts.say(
            td_string!(i18n.get_locale_untracked(), common.untrashed).to_string(),
            None,
        )
    });
    let print = move |_| {
        // Refused only where printing is switched off.
        let _ = window().print();
    };
    view! {
        {move || refused.get().map(|problem| view! { <ProblemNotice problem /> })}
        <Show
            when=move || trashed.get() != Some(true)
            fallback=move || view! {
                <div class="notice notice--amber no-print">
                    <p>{t!(i18n, item.in_trash)}</p>
                    <button type="button" class="button" on:click=move |_| run(Command::Untrash { item }, back)>
                        <Icon shape=Shape::PutBack />
                        {t!(i18n, item.put_back)}
                    </button>
                </div>
            }
        >
            <div class="toolbar" role="group" aria-label=move || t_string!(i18n, item.actions)>
                <A href=Page::Write(item).path() attr:class="button button--primary">
                    <Icon shape=Shape::Pen />
                    {t!(i18n, item.edit)}
                </A>
                <button type="button" class="button" on:click=print>
                    <Icon shape=Shape::Print />
                    {t!(i18n, item.print)}
                </button>
                <button
                    type="button"
                    class="button button--quiet button--danger toolbar__end"
                    on:click=move |_| run(Command::Trash { item }, thrown)
                >
                    <Icon shape=Shape::Trash />
                    {t!(i18n, item.trash)}
                </button>
            </div>
        </Show>
    }
}
