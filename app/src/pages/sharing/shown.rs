//! What I showed to whom.

use amanat_messages::{GrantState, GrantView, ShownView};
use leptos::prelude::*;
use leptos_router::components::A;

use super::known::read;
use super::line::{grant_key, grant_line};
use crate::components::arriving::Arriving;
use crate::components::empty_state::EmptyState;
use crate::components::flow::{For, Show};
use crate::components::icons::{Icon, Shape};
use crate::i18n::{t, t_string, use_i18n};
use crate::routes::Page;
use crate::state::asked::{Asked, Asking};
use crate::state::worker::{Seen, use_shown};

/// The page.
pub fn shown() -> AnyView {
    let i18n = use_i18n();
    let seen = use_shown();
    let asking = Asking::expect();
    let show = move |_| {
        asking.ask(Asked::Show {
            part: None,
            person: None,
        });
    };
    view! {
        <div class="page">
            <A href=Page::People.path() attr:class="button button--quiet back">
                <Icon shape=Shape::Back />
                {t!(i18n, people.back)}
            </A>
            <h1 class="page__title" tabindex="-1">{t!(i18n, sharing.shown_title)}</h1>
            <p class="page__lead">{t!(i18n, sharing.shown_lead)}</p>
            <Arriving seen>
                <Lists seen />
            </Arriving>
            <button type="button" class="button button--primary" aria-haspopup="dialog" on:click=show>
                <Icon shape=Shape::Key />
                {t!(i18n, sharing.show_any)}
            </button>
        </div>
    }
    .into_any()
}

#[component]
fn Lists(seen: Seen<ShownView>) -> impl IntoView {
    let i18n = use_i18n();
    let any = Memo::new(move |_| read(seen, |shown| !shown.grants.is_empty()));
    let empty = move || {
        view! {
            <EmptyState
                title=Signal::derive(move || t_string!(i18n, sharing.empty_title).to_string())
                text=Signal::derive(move || t_string!(i18n, sharing.empty_text).to_string())
            />
        }
    };
    view! {
        <Show when=move || any.get() fallback=empty>
            {list(seen, |state| state != GrantState::Ended, move || t_string!(i18n, sharing.shown_now))}
            {list(seen, |state| state == GrantState::Ended, move || t_string!(i18n, sharing.shown_over))}
        </Show>
    }
}

fn list(
    seen: Seen<ShownView>,
    wanted: fn(GrantState) -> bool,
    title: impl Fn() -> &'static str + Copy + Send + Sync + 'static,
) -> AnyView {
    let grants = Memo::new(move |_| {
        let of = |shown: &ShownView| -> Vec<GrantView> {
            let grants = shown.grants.iter().filter(|grant| wanted(grant.state));
            grants.cloned().collect()
        };
        read(seen, of)
    });
    view! {
        <Show when=move || grants.with(|grants| !grants.is_empty())>
            <section class="stack">
                <h2 class="card__kicker">{title}</h2>
                <ul class="list">
                    <For each=move || grants.get() key=grant_key let(grant)>
                        <li>{grant_line(grant, true)}</li>
                    </For>
                </ul>
            </section>
        </Show>
    }
    .into_any()
}
