//! What has to be known now, above the page. Each says what to do; none hides the page.

use amanat_messages::Problem;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::status::trouble;
use crate::components::flow::Show;
use crate::components::intl::number;
use crate::i18n::{t, td_string, use_i18n};
use crate::problem::sentence;
use crate::state::arrival::Arrival;
use crate::state::flush::Flush;
use crate::state::notices::{Notices, Restored};
use crate::state::session::apply_update;
use crate::state::worker::use_status;

/// All of them, the most pressing first.
#[component]
pub fn Banners(#[prop(into)] open: Signal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let status = use_status();
    let pick = move |read: fn(&amanat_messages::StatusView) -> Option<Problem>| {
        Memo::new(move |_| {
            status.with(|status| match status {
                Some(Ok(status)) => read(status),
                _ => None,
            })
        })
    };
    let server = pick(|status| trouble(status).cloned());
    let clock = pick(|status| status.clock_days.map(|days| Problem::ClockWrong { days }));
    let locked = Memo::new(move |_| {
        status.with(|status| match status {
            Some(Ok(status)) => status.locked_records,
            _ => 0,
        })
    });
    let locked_words = move || {
        let l = i18n.get_locale();
        td_string!(
            l,
            shell.banner_locked_records,
            count = number(l, locked.get())
        )
    };
    view! {
        <ProblemBanner problem=server grave=true />
        <ProblemBanner problem=clock />
        <Show when=move || locked.get() != 0>
            <div class="banner banner--amber" data-testid="banner-locked-records">
                <p>{locked_words}</p>
            </div>
        </Show>
        <Update />
        <AfterRestore />
        <Show when=move || open.get()>
            <UnusedLink />
        </Show>
    }
}

#[component]
fn ProblemBanner(problem: Memo<Option<Problem>>, #[prop(optional)] grave: bool) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        problem.get().map(|problem| {
            view! {
                <div
                    class="banner"
                    class:banner--danger=grave
                    class:banner--amber=!grave
                    role="alert"
                    data-testid="banner-problem"
                >
                    <p>{move || sentence(i18n.get_locale(), &problem)}</p>
                </div>
            }
        })
    }
}

#[component]
fn Update() -> impl IntoView {
    let i18n = use_i18n();
    let waits = Notices::expect().update;
    let flush = Flush::expect();
    view! {
        <Show when=move || waits.get()>
            <div class="banner" role="status" data-testid="banner-update">
                <p>{t!(i18n, shell.banner_update)}</p>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| spawn_local(apply_update(flush))
                >
                    {t!(i18n, shell.banner_update_button)}
                </button>
            </div>
        </Show>
    }
}

#[component]
fn AfterRestore() -> impl IntoView {
    let i18n = use_i18n();
    let restored = Notices::expect().restored;
    let told = move |Restored { items, confirmed }: Restored| {
        let count = move || number(i18n.get_locale(), items);
        view! {
            <div class="banner" class:banner--amber=!confirmed role="status" data-testid="banner-restored">
                <p>
                    {t!(i18n, shell.banner_restored, count = count)} " "
                    {(!confirmed).then(|| t!(i18n, shell.banner_unconfirmed))}
                </p>
                <button type="button" class="button" on:click=move |_| restored.set(None)>
                    {t!(i18n, shell.banner_dismiss)}
                </button>
            </div>
        }
    };
    move || restored.get().map(told)
}

#[component]
fn UnusedLink() -> impl IntoView {
    let i18n = use_i18n();
    let arrival = Arrival::expect();
    let arrived = move || {
        arrival.founding_link.with(Option::is_some) || arrival.invitation.with(Option::is_some)
    };
    view! {
        <Show when=arrived>
            <div class="banner banner--amber" role="status" data-testid="banner-link">
                <p>{t!(i18n, shell.banner_link)}</p>
                <button type="button" class="button" on:click=move |_| arrival.put_away()>
                    {t!(i18n, shell.banner_dismiss)}
                </button>
            </div>
        </Show>
    }
}
