//! When the vault is not this tab's to show: another tab has it, the worker stopped, or is not there yet.

use amanat_messages::Problem;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::i18n::{t, use_i18n};
use crate::problem::sentence;
use crate::state::session::reload;
use crate::state::worker::Worker;
use crate::task::{Scope, sleep};

/// Silence is right for a moment; a word after a second.
const SAY_AFTER_MS: u32 = 1_000;
/// Old phones take their time: say that it goes on.
const SAY_MORE_AFTER_MS: u32 = 8_000;

/// Before the worker's first word.
#[component]
pub fn Waiting() -> impl IntoView {
    let i18n = use_i18n();
    let seconds = RwSignal::new(0);
    Scope::current().spawn(async move {
        sleep(SAY_AFTER_MS).await;
        seconds.set(1);
        sleep(SAY_MORE_AFTER_MS).await;
        seconds.set(2);
    });
    view! {
        <div class="page page--narrow">
            <p class="muted" role="status">
                {move || match seconds.get() {
                    0 => ().into_any(),
                    1 => t!(i18n, shell.starting).into_any(),
                    _ => t!(i18n, shell.starting_long).into_any(),
                }}
            </p>
        </div>
    }
}

/// Another tab has it.
#[component]
pub fn Elsewhere() -> impl IntoView {
    let i18n = use_i18n();
    let worker = Worker::expect();
    view! {
        <div class="page page--narrow">
            <h1 class="page__title">{t!(i18n, shell.elsewhere_title)}</h1>
            <p class="page__lead">{t!(i18n, shell.elsewhere_text)}</p>
            <button
                type="button"
                class="button button--primary button--wide"
                data-testid="take-over"
                on:click=move |_| worker.take_over()
            >
                {t!(i18n, shell.elsewhere_button)}
            </button>
            <p class="field__hint">{t!(i18n, shell.elsewhere_hint)}</p>
        </div>
    }
}

/// Another tab took it.
#[component]
pub fn TakenOver() -> impl IntoView {
    let i18n = use_i18n();
    let worker = Worker::expect();
    let navigate = use_navigate();
    let take_back = move |_| {
        // The editor names its item in the address past the router, which would open a new one here.
        if let Ok(path) = window().location().pathname() {
            let replace = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&path, replace);
        }
        worker.take_over();
    };
    view! {
        <div class="page page--narrow">
            <h1 class="page__title">{t!(i18n, shell.taken_title)}</h1>
            <p class="page__lead">{t!(i18n, shell.taken_text)}</p>
            <button
                type="button"
                class="button button--wide"
                data-testid="take-over"
                on:click=take_back
            >
                {t!(i18n, shell.taken_button)}
            </button>
        </div>
    }
}

/// Two halves of two releases.
#[component]
pub fn OtherBuild() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="page page--narrow">
            <h1 class="page__title">{t!(i18n, shell.other_build_title)}</h1>
            <p class="page__lead">{t!(i18n, shell.other_build_text)}</p>
            <Again />
        </div>
    }
}

/// It has stopped for good.
#[component]
pub fn Stopped(problem: Problem) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="page page--narrow">
            <h1 class="page__title">{t!(i18n, shell.stopped_title)}</h1>
            <p class="page__lead" role="alert" data-testid="stopped">
                {move || sentence(i18n.get_locale(), &problem)}
            </p>
            <Again />
        </div>
    }
}

#[component]
fn Again() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <button
            type="button"
            class="button button--primary button--wide"
            data-testid="reload"
            on:click=move |_| reload()
        >
            {t!(i18n, shell.reload)}
        </button>
    }
}
