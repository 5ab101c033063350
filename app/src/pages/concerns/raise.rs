//! Write a concern, with or without a name.

use amanat_messages::Command;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::super::fields::attempt::Attempt;
use super::super::fields::lines::LinesField;
use super::super::fields::tick::Tick;
use crate::components::toast::Toasts;
use crate::i18n::{t, td_string, use_i18n};

/// The form. With a name unless the other is ticked: an officer who can answer can help more.
pub fn raise() -> AnyView {
    let i18n = use_i18n();
    let (attempt, toasts) = (Attempt::new(), Toasts::expect());
    let text = RwSignal::new(String::new());
    let anonymous = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let words = text.get_untracked();
        if words.trim().is_empty() {
            return;
        }
        let command = Command::Raise {
            text: words,
            anonymous: anonymous.get_untracked(),
        };
        attempt.run(command, move |_| {
            text.try_set(String::new());
            anonymous.try_set(false);
            toasts.say(
                td_string!(i18n.get_locale_untracked(), concern.kept).to_owned(),
                None,
            );
        });
    };
    view! {
        <form class="stack stack--loose" on:submit=submit autocomplete="off" data-testid="concern">
            <LinesField
                label=|l| td_string!(l, concern.text)
                value=text
                problem=attempt.problem()
                testid="concern-text"
            />
            <Tick
                chosen=anonymous
                label=move || t!(i18n, concern.anonymous)
                hint=move || t!(i18n, concern.anonymous_hint)
                testid="anonymous"
            />
            <p class="field__hint">{t!(i18n, concern.traffic)}</p>
            <button
                type="submit"
                class="button button--primary button--wide"
                data-testid="send-concern"
                aria-disabled=move || attempt.busy().get().to_string()
            >
                {t!(i18n, concern.send)}
            </button>
        </form>
    }
    .into_any()
}
