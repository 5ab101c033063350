//! Eight words, theirs and one's own, compared side by side.

use amanat_messages::{Command, PersonView, Problem};
use leptos::prelude::*;

use super::super::fields::attempt::Attempt;
use crate::components::arriving::kept;
use crate::components::dialog::Dialog;
use crate::components::flow::Show;
use crate::components::person::word_list;
use crate::components::toast::Toasts;
use crate::i18n::{t, td_string, use_i18n};
use crate::problem::sentence;
use crate::state::worker::use_people;

/// The open dialog.
pub fn compare_dialog(
    person: PersonView,
    name: Memo<String>,
    comparing: RwSignal<bool>,
) -> AnyView {
    let i18n = use_i18n();
    let toasts = Toasts::expect();
    let attempt = Attempt::new();
    let differ = RwSignal::new(false);
    let mine = kept(use_people(), |people| people.fingerprint.clone());
    let who = person.person;
    let same = move |_| {
        attempt.run(Command::Verify { person: who }, move |_| {
            let l = i18n.get_locale_untracked();
            let name = name.try_get_untracked().unwrap_or_default();
            toasts.say(td_string!(l, people.compared, name = name), None);
            comparing.try_set(false);
        });
    };
    let title = move || td_string!(i18n.get_locale(), people.compare_title, name = name.get());
    let lead = move || td_string!(i18n.get_locale(), people.compare_lead, name = name.get());
    let warning = move || {
        let l = i18n.get_locale();
        td_string!(l, people.compare_differ_text, name = name.get())
    };
    let refused = move || {
        let l = i18n.get_locale();
        let problem = attempt.problem().get();
        problem.map(|problem: Problem| view! { <p>{sentence(l, &problem)}</p> })
    };
    view! {
        <Dialog
            title=Signal::derive(title)
            on_close=Callback::new(move |()| comparing.set(false))
        >
            <p>{lead}</p>
            <div class="pair pair--words">
                <section class="card">
                    <h3 class="card__kicker">{t!(i18n, people.compare_theirs)}</h3>
                    <div data-testid="their-words">{word_list(&person.fingerprint)}</div>
                </section>
                <section class="card">
                    <h3 class="card__kicker">{t!(i18n, people.compare_mine)}</h3>
                    <div data-testid="my-words">{move || mine.with(|mine| word_list(mine))}</div>
                </section>
            </div>
            <div role="alert">
                <Show when=move || differ.get()>
                    <p class="notice notice--danger">{warning}</p>
                </Show>
                {refused}
            </div>
            <div class="dialog__actions">
                <button
                    type="button"
                    class="button button--primary"
                    data-testid="same"
                    aria-disabled=move || attempt.busy().get().to_string()
                    on:click=same
                >
                    {t!(i18n, people.compare_same)}
                </button>
                <button
                    type="button"
                    class="button button--danger"
                    data-testid="differ"
                    on:click=move |_| differ.set(true)
                >
                    {t!(i18n, people.compare_differ)}
                </button>
            </div>
        </Dialog>
    }
    .into_any()
}
