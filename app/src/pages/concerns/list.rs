//! Concerns that were sent, or that came.

use amanat_messages::{ConcernView, ConcernsView};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::arriving::kept;
use crate::components::empty_state::EmptyState;
use crate::components::flow::{For, Show};
use crate::components::intl;
use crate::components::script::lang_of;
use crate::i18n::{t, t_string, use_i18n};
use crate::routes::Page;
use crate::state::worker::Seen;

/// Newest first.
pub fn list(seen: Seen<ConcernsView>) -> AnyView {
    let i18n = use_i18n();
    let concerns = kept(seen, |view| view.concerns.clone());
    let receives = kept(seen, |view| view.receives);
    let none =
        move || {
            receives.get().then(|| view! {
            <EmptyState
                title=Signal::derive(move || t_string!(i18n, concern.empty_title).to_string())
                text=Signal::derive(move || t_string!(i18n, concern.empty_text).to_string())
            />
        })
        };
    let title = move || match receives.get() {
        true => t_string!(i18n, concern.received),
        false => t_string!(i18n, concern.yours),
    };
    view! {
        <Show when=move || concerns.with(|concerns| !concerns.is_empty()) fallback=none>
            <section class="stack">
                <h2 class="card__kicker">{title}</h2>
                <ul class="list" data-testid="concerns">
                    <For each=move || concerns.get() key=|one| (one.concern, one.sent) let(one)>
                        <li>{line(one)}</li>
                    </For>
                </ul>
            </section>
        </Show>
    }
    .into_any()
}

fn line(concern: ConcernView) -> AnyView {
    let i18n = use_i18n();
    let ConcernView {
        at,
        from,
        mine,
        text,
        sent,
        ..
    } = concern;
    let unnamed = from.is_none();
    let who = match from {
        Some(from) if !mine => view! {
            <A href=Page::Person(from.person).path()>
                <bdi>{from.name}</bdi>
            </A>
        }
        .into_any(),
        Some(_) => view! { <span>{t!(i18n, concern.with_name)}</span> }.into_any(),
        None => view! { <span>{t!(i18n, concern.without_name)}</span> }.into_any(),
    };
    // Without a name the hour is left out too: it would tell.
    let when = move || match unnamed {
        true => intl::day(i18n.get_locale(), at),
        false => intl::moment(i18n.get_locale(), at),
    };
    let status = move || match sent {
        true => t_string!(i18n, item.sent),
        false => t_string!(i18n, item.not_sent),
    };
    let state = if sent { "sent" } else { "unsent" };
    let lang = lang_of(&text);
    view! {
        <article class="card">
            <p class="card__meta">
                {who}
                <span>{when}</span>
                {mine.then(|| view! { <span class="status" data-state=state>{status}</span> })}
            </p>
            <p class="writing concern__text" dir="auto" lang=lang>{text}</p>
            {(!mine && unnamed).then(|| view! { <p class="muted small">{t!(i18n, concern.no_answer)}</p> })}
        </article>
    }
    .into_any()
}
