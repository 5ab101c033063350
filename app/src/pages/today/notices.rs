//! What is new between people: one card each, with where it leads and a way to put it away.

use amanat_mentoring::item::Millis;
use amanat_messages::{Command, Notice, NoticeKind, TodayView};
use leptos::prelude::*;
use leptos_router::components::A;
use wasm_bindgen_futures::spawn_local;

use super::news::{is_pressing, leads_to, name_of, words};
use crate::components::arriving::kept;
use crate::components::flow::{For, Show};
use crate::components::icons::{Icon, Shape};
use crate::components::intl;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::worker::{Seen, Worker};

/// The section, if there is anything in it.
pub fn notices(seen: Seen<TodayView>) -> AnyView {
    let i18n = use_i18n();
    let notices = kept(seen, |today| today.notices.clone());
    view! {
        <Show when=move || notices.with(|notices| !notices.is_empty())>
            <section class="stack" aria-labelledby="for-you" data-testid="notices">
                <h2 class="card__kicker" id="for-you">
                    {t!(i18n, today.for_you)}
                </h2>
                <ul class="list">
                    <For each=move || notices.get() key=|notice| notice.id let(notice)>
                        {one(notice)}
                    </For>
                </ul>
            </section>
        </Show>
    }
    .into_any()
}

fn one(notice: Notice) -> AnyView {
    let i18n = use_i18n();
    let worker = Worker::expect();
    let Notice { id, at, kind } = notice;
    let away = move |_| {
        let answer = worker.do_(Command::Dismiss { notice: id });
        // It stays if it cannot be put away.
        spawn_local(async move { drop(answer.await) });
    };
    let send = match &kind {
        NoticeKind::Held { person } => Some(person.person),
        _ => None,
    };
    let send = send.map(|owner| {
        let send = move |_| {
            let answer = worker.do_(Command::SendAnyway { owner });
            spawn_local(async move { drop(answer.await) });
        };
        view! {
            <button type="button" class="button" data-testid="send-anyway" on:click=send>
                {t!(i18n, people.held_send)}
            </button>
        }
    });
    // What holds until somebody acts has no moment.
    let when = move || (at != Millis::MAX).then(|| intl::ago(i18n.get_locale(), at));
    let (name, to, pressing) = (name_of(&kind), leads_to(&kind), is_pressing(&kind));
    let look = to.map(|to| {
        view! {
            <A href=to.path() attr:class="button button--quiet">
                {t!(i18n, today.look)}
                <Icon shape=Shape::Forward small=true />
            </A>
        }
    });
    view! {
        <li
            class="notice"
            class:notice--amber=pressing
            class:notice--plain=!pressing
            data-testid="notice"
            data-kind=name
        >
            <div class="row notice__row">
                <p class="list__main">{move || words(i18n.get_locale(), &kind)}</p>
                <button
                    type="button"
                    class="button button--quiet button--icon"
                    aria-label=move || t_string!(i18n, today.dismiss)
                    data-testid="dismiss"
                    on:click=away
                >
                    <Icon shape=Shape::Close />
                </button>
            </div>
            <div class="row row--apart">
                <span class="small muted">{when}</span>
                <span class="row">{send} {look}</span>
            </div>
        </li>
    }
    .into_any()
}
