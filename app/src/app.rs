//! Contexts, languages and the router round the shell.

use leptos::prelude::*;
use leptos_router::components::Router;

use crate::components::toast::Toasts;
use crate::i18n::I18nSubContextProvider;
use crate::pages::editor::rescue::Rescue;
use crate::pages::portfolio::filter::Filter;
use crate::shell::Shell;
use crate::shell::live::Live;
use crate::state::arrival::Arrival;
use crate::state::asked::Asking;
use crate::state::flush::Flush;
use crate::state::idle::lock_when_idle;
use crate::state::notices::Notices;
use crate::state::nudge::provide_nudges;
use crate::state::preferences::Preferences;
use crate::state::unsent::Unsent;
use crate::state::worker::{Worker, provide_status};

/// The whole app.
pub fn app(link: Option<String>) -> impl IntoView {
    Arrival::provide(link);
    let preferences = Preferences::provide();
    let flush = Flush::provide();
    Live::provide();
    let worker = Worker::provide();
    worker.before_taken_over(move || flush.all());
    provide_status();
    Notices::provide();
    Toasts::provide();
    Asking::provide();
    Filter::provide();
    Rescue::provide();
    Unsent::provide();
    lock_when_idle();
    provide_nudges();
    view! {
        <I18nSubContextProvider initial_locale=preferences.language()>
            <Router>
                <Shell />
            </Router>
        </I18nSubContextProvider>
    }
}
