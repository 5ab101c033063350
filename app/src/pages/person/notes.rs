//! One's own notes about somebody. Nobody else can read them.

use amanat_mentoring::id::PersonRef;
use amanat_messages::PersonPage;
use leptos::prelude::*;

use super::note::line;
use super::note_form::note_form;
use crate::components::arriving::kept;
use crate::components::flow::For;
use crate::components::icons::{Icon, Shape};
use crate::i18n::{t, td_string, use_i18n};
use crate::state::worker::Seen;

/// The section: a field for a new one, then all of them, newest first.
pub fn notes(seen: Seen<PersonPage>, name: Memo<String>, about: PersonRef) -> AnyView {
    let i18n = use_i18n();
    let notes = kept(seen, |page| page.notes.clone());
    let title = move || td_string!(i18n.get_locale(), people.notes, name = name.get());
    let hint = move || td_string!(i18n.get_locale(), people.notes_hint, name = name.get());
    view! {
        <section class="stack" data-testid="notes">
            <div class="row row--apart">
                <h2>{title}</h2>
                <span class="chip">
                    <Icon shape=Shape::Lock small=true />
                    {t!(i18n, audience.only_me)}
                </span>
            </div>
            <p class="field__hint">{hint}</p>
            {note_form(about, None, |l| td_string!(l, people.note), None)}
            <ul class="list">
                <For
                    each=move || notes.get()
                    key=|note| (note.note, note.at, note.text.len())
                    let(note)
                >
                    {line(about, note)}
                </For>
            </ul>
        </section>
    }
    .into_any()
}
