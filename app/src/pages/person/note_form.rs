//! The field for a note.

use amanat_mentoring::begun::Begun;
use amanat_mentoring::id::PersonRef;
use amanat_messages::{Command, NoteView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::super::fields::attempt::Attempt;
use super::super::fields::lines::LinesField;
use crate::i18n::{Locale, t, use_i18n};
use crate::state::unsent::Unsent;

/// For a new one, or to change one: then it closes when done.
pub fn note_form(
    about: PersonRef,
    note: Option<NoteView>,
    label: fn(Locale) -> &'static str,
    open: Option<RwSignal<bool>>,
) -> AnyView {
    let i18n = use_i18n();
    let attempt = Attempt::new();
    let id = note.as_ref().map(|note| note.note);
    let unsent = Unsent::expect();
    let field = Begun::Note { about, note: id };
    let text = unsent.text(field, note.map(|note| note.text).unwrap_or_default());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let words = text.get_untracked();
        // Emptied is thrown away, which has a button of its own.
        if words.trim().is_empty() {
            return;
        }
        let command = Command::SaveNote {
            about,
            note: id,
            text: words.clone(),
        };
        attempt.run(command, move |_| {
            unsent.given(field, text, &words);
            if let Some(open) = open {
                open.try_set(false);
            }
        });
    };
    let cancel = open.map(|open| {
        let leave = move |_| {
            unsent.forget(field);
            open.set(false);
        };
        view! {
            <button type="button" class="button button--quiet" on:click=leave>
                {t!(i18n, common.cancel)}
            </button>
        }
    });
    view! {
        <form class="stack" on:submit=submit>
            <LinesField
                label
                value=text
                problem=attempt.problem()
                testid="note-text"
                saved=unsent.saved(field, text)
            />
            <div class="row">
                <button
                    type="submit"
                    class="button"
                    data-testid="keep-note"
                    aria-disabled=move || attempt.busy().get().to_string()
                >
                    {t!(i18n, people.note_save)}
                </button>
                {cancel}
            </div>
        </form>
    }
    .into_any()
}
