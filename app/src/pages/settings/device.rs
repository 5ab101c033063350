//! Whether the browser keeps what is stored here, and how much that is.

use leptos::prelude::*;

use crate::components::flow::Show;
use crate::components::intl::number;
use crate::i18n::{t, use_i18n};
use crate::state::device;
use crate::state::nudge::report_storage;
use crate::state::worker::Worker;
use crate::task::Scope;

const MEGABYTE: f64 = 1_048_576.0;

/// What the browser said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Promise {
    Unknown,
    Kept,
    Evictable,
    /// Asked just now, in vain.
    Refused,
}

impl Promise {
    const fn of(persisted: Option<bool>) -> Self {
        match persisted {
            Some(true) => Self::Kept,
            Some(false) => Self::Evictable,
            None => Self::Unknown,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Kept => "kept",
            Self::Evictable => "evictable",
            Self::Refused => "refused",
        }
    }
}

/// The card.
#[component]
pub fn Storage() -> impl IntoView {
    let i18n = use_i18n();
    let worker = Worker::expect();
    let scope = Scope::current();
    let promise = RwSignal::new(Promise::Unknown);
    let usage = RwSignal::new(None);
    scope.spawn(async move {
        let persisted = device::is_persisted().await;
        promise.try_set(Promise::of(persisted));
        let used = device::usage().await;
        usage.try_set(used);
    });
    let ask = move |_| {
        scope.spawn(async move {
            let promised = match device::persist().await {
                Some(true) => Promise::Kept,
                _ => Promise::Refused,
            };
            promise.try_set(promised);
            report_storage(worker);
        });
    };
    let megabytes = move |bytes: f64| {
        let tenths = if bytes < 10.0 * MEGABYTE { 10.0 } else { 1.0 };
        number(
            i18n.get_locale(),
            (bytes / MEGABYTE * tenths).ceil() / tenths,
        )
    };
    view! {
        <section class="card stack" data-testid="storage" data-state=move || promise.get().name()>
            <h2>{t!(i18n, settings.device)}</h2>
            <p>
                {move || match promise.get() {
                    Promise::Unknown => t!(i18n, settings.storage_unknown).into_any(),
                    Promise::Kept => t!(i18n, settings.storage_kept).into_any(),
                    Promise::Evictable | Promise::Refused => {
                        t!(i18n, settings.storage_evictable).into_any()
                    }
                }}
            </p>
            <p class="field__hint" role="status">
                {move || (promise.get() == Promise::Refused).then(|| t!(i18n, settings.storage_refused))}
            </p>
            {move || {
                usage
                    .get()
                    .map(|(used, quota)| {
                        let (used, quota) = (move || megabytes(used), move || megabytes(quota));
                        view! {
                            <p class="field__hint">
                                {t!(i18n, settings.storage_used, used = used, quota = quota)}
                            </p>
                        }
                    })
            }}
            <Show when=move || promise.get() != Promise::Kept>
                <div class="row">
                    <button type="button" class="button" data-testid="persist" on:click=ask.clone()>
                        {t!(i18n, settings.storage_ask)}
                    </button>
                </div>
            </Show>
        </section>
    }
}
