//! Contexts, languages and the router round the shell.

use leptos::prelude::*;
use leptos_router::components::Router;

use crate::i18n::I18nSubContextProvider;
use crate::shell::Shell;
use crate::shell::live::Live;
use crate::state::arrival::Arrival;
use crate::state::flush::Flush;
use crate::state::preferences::Preferences;
use crate::state::worker::{Worker, provide_status};

/// The whole app.
pub fn app(arrival: Arrival) -> impl IntoView {
    provide_context(arrival);
    let preferences = Preferences::provide();
    Flush::provide();
    Live::provide();
    Worker::provide();
    provide_status();
    view! {
        <I18nSubContextProvider initial_locale=preferences.language()>
            <Router>
                <Shell />
            </Router>
        </I18nSubContextProvider>
    }
}
