//! The person's name.

use amanat_messages::{Command, Problem};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::super::fields::attempt::Attempt;
use super::super::fields::text::TextField;
use crate::components::flow::Show;
use crate::i18n::{t, t_string, use_i18n};
use crate::shell::live::Live;
use crate::state::worker::use_status;

/// The card.
#[component]
pub fn You() -> impl IntoView {
    let i18n = use_i18n();
    let status = use_status();
    let live = Live::expect();
    let known = status.with_untracked(|status| match status {
        Some(Ok(status)) => status.name.clone(),
        _ => String::new(),
    });
    let name = RwSignal::new(known);
    let saved = RwSignal::new(false);
    let attempt = Attempt::new();
    let problem = attempt.problem_if(|_: &Problem| true);
    Effect::new(move || {
        name.track();
        saved.set(false);
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let name = name.get_untracked();
        attempt.run(Command::Rename { name }, move |_| {
            saved.try_set(true);
            live.say(t_string!(i18n, settings.saved));
        });
    };
    view! {
        <section class="card">
            <form class="stack" on:submit=submit autocomplete="off">
                <h2>{t!(i18n, settings.you)}</h2>
                <TextField
                    label=move || t!(i18n, settings.name)
                    hint=move || t!(i18n, settings.name_hint)
                    value=name
                    problem
                    testid="name"
                />
                <div class="row">
                    <button type="submit" class="button" data-testid="save-name">
                        {t!(i18n, settings.save)}
                    </button>
                    <Show when=move || saved.get()>
                        <span class="muted small">{t!(i18n, settings.saved)}</span>
                    </Show>
                </div>
            </form>
        </section>
    }
}
