//! Write a concern, with or without a name.

use amanat_mentoring::begun::Begun;
use amanat_messages::Command;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::super::fields::attempt::Attempt;
use super::super::fields::lines::LinesField;
use super::super::fields::tick::Tick;
use crate::components::toast::Toasts;
use crate::i18n::{t, td_string, use_i18n};
use crate::state::unsent::Unsent;

/// The form. With a name unless the other is ticked: an officer who can answer can help more.
pub fn raise() -> AnyView {
    let i18n = use_i18n();
    let (attempt, toasts) = (Attempt::new(), Toasts::expect());
    let unsent = Unsent::expect();
    let text = unsent.text(Begun::Concern, String::new());
    let anonymous = unnamed(unsent);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let words = text.get_untracked();
        if words.trim().is_empty() {
            return;
        }
        let command = Command::Raise {
            text: words.clone(),
            anonymous: anonymous.get_untracked(),
        };
        attempt.run(command, move |_| {
            unsent.given(Begun::Concern, text, &words);
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
                saved=unsent.saved(Begun::Concern, text)
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

/// Whether it shall bear no name. Kept with the words: after a lock nobody may send their name by mistake.
fn unnamed(unsent: Unsent) -> RwSignal<bool> {
    const YES: &str = "1";
    let kept = unsent.text(Begun::Unnamed, String::new());
    let anonymous = RwSignal::new(kept.with_untracked(|kept| !kept.is_empty()));
    // Each follows the other, and stops where they agree.
    Effect::new(move || {
        if kept.with(|kept| !kept.is_empty()) && !anonymous.get_untracked() {
            anonymous.set(true);
        }
    });
    Effect::watch(
        move || anonymous.get(),
        move |yes, _, _| {
            let words = if *yes { YES } else { "" };
            if kept.with_untracked(|kept| kept != words) {
                kept.set(words.to_owned());
            }
        },
        false,
    );
    anonymous
}
