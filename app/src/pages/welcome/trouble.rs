//! What went wrong on the way in, where no field is to blame.

use amanat_messages::Problem;
use leptos::prelude::*;

use crate::i18n::{Locale, td_string, use_i18n};
use crate::problem::{passes_by_itself, sentence};

/// The sentence, read out when it comes.
#[component]
pub fn Trouble(#[prop(into)] problem: Signal<Option<Problem>>) -> impl IntoView {
    let i18n = use_i18n();
    let shown = move |problem: Problem| {
        view! { <p class="notice notice--amber">{move || words(i18n.get_locale(), &problem)}</p> }
    };
    view! {
        <div role="alert" data-testid="trouble">
            {move || problem.get().map(shown)}
        </div>
    }
}

/// Elsewhere work goes on without a server. Here it cannot, and the sentence must not say so.
fn words(l: Locale, problem: &Problem) -> String {
    match problem {
        Problem::AlreadyHere => td_string!(l, welcome.replace_needed).to_owned(),
        weather if passes_by_itself(weather) => td_string!(l, welcome.needs_network).to_owned(),
        other => sentence(l, other),
    }
}
