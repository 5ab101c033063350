//! One note: read, changed, thrown away.

use std::sync::Arc;

use amanat_mentoring::begun::Begun;
use amanat_mentoring::id::PersonRef;
use amanat_messages::{Command, NoteView};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::note_form::note_form;
use crate::components::icons::{Icon, Shape};
use crate::components::intl;
use crate::components::script::lang_of;
use crate::components::toast::{Toasts, Undo};
use crate::i18n::{Locale, t, td_string, use_i18n};
use crate::state::unsent::Unsent;
use crate::state::worker::Worker;

/// A note, and the field to change it.
pub fn line(about: PersonRef, note: NoteView) -> AnyView {
    let i18n = use_i18n();
    let editing = RwSignal::new(false);
    let (unsent, field) = (
        Unsent::expect(),
        Begun::Note {
            about,
            note: Some(note.note),
        },
    );
    // A half-written change opens by itself.
    Effect::new(move || {
        if unsent.waits(field) {
            editing.set(true);
        }
    });
    let note = StoredValue::new(note);
    let read = move || {
        let NoteView { at, text, .. } = note.get_value();
        let lang = lang_of(&text);
        let when = move || {
            let l = i18n.get_locale();
            td_string!(l, people.note_of, when = intl::moment(l, at))
        };
        view! {
            <p class="writing kept-lines" dir="auto" lang=lang>
                {text}
            </p>
            <div class="row row--apart">
                <span class="small muted">{when}</span>
                <span class="row">
                    <button type="button" class="button button--quiet" on:click=move |_| editing.set(true)>
                        <Icon shape=Shape::Pen small=true />
                        {t!(i18n, common.edit)}
                    </button>
                    {throw_away(about, note)}
                </span>
            </div>
        }
        .into_any()
    };
    view! {
        <li class="card" data-testid="note">
            {move || match editing.get() {
                true => {
                    let label = |l: Locale| td_string!(l, people.note_edit);
                    note_form(about, Some(note.get_value()), label, Some(editing))
                }
                false => read(),
            }}
        </li>
    }
    .into_any()
}

/// No question before: it can be undone.
fn throw_away(about: PersonRef, note: StoredValue<NoteView>) -> AnyView {
    let i18n = use_i18n();
    let (worker, toasts) = (Worker::expect(), Toasts::expect());
    let save = move |note, text| worker.do_(Command::SaveNote { about, note, text });
    let throw = move |_| {
        let NoteView { note, text, .. } = note.get_value();
        let undo: Undo = Arc::new(move || {
            let again = save(None, text.clone());
            spawn_local(async move { drop(again.await) });
        });
        let thrown = save(Some(note), String::new());
        spawn_local(async move {
            if thrown.await.is_ok() {
                let l = i18n.get_locale_untracked();
                toasts.say(td_string!(l, people.note_thrown).to_owned(), Some(undo));
            }
        });
    };
    view! {
        <button type="button" class="button button--quiet button--danger" on:click=throw>
            <Icon shape=Shape::Trash small=true />
            {t!(i18n, people.note_throw)}
        </button>
    }
    .into_any()
}
