//! One question and the place for its answer.

use amanat_mentoring::item::{Content, Field};
use amanat_mentoring::template::FieldKey;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::InputEvent;

use super::limits::Length;
use super::saver::Saver;
use crate::components::grow::grow;
use crate::components::questions::question;
use crate::components::script::lang_of;
use crate::i18n::use_i18n;

/// The field is not controlled: it gets its text once, and what is typed is read, never put back.
#[component]
pub fn Answer(key: FieldKey, saver: Saver, #[prop(optional)] focused: bool) -> impl IntoView {
    let i18n = use_i18n();
    let node = NodeRef::<html::Textarea>::new();
    let text = saver.read(|content| content.text(key).to_owned());
    let length = RwSignal::new(Length::of_text(&text));
    let lang = RwSignal::new(lang_of(&text));
    node.on_load(move |field| {
        grow(&field);
        if focused {
            // Nothing to do where the browser does not want to.
            let _ = field.focus();
        }
    });
    let typed = move |event: &web_sys::Event, text: String| {
        update(length, Length::of_text(&text));
        update(lang, lang_of(&text));
        saver.change(ends_a_word(event), |content| set_text(content, key, text));
        if let Some(field) = node.get_untracked() {
            grow(&field);
        }
    };
    view! {
        <div class="editor__field">
            <label class="editor__field">
                <span class="editor__question">{move || question(i18n.get_locale(), key)}</span>
                <textarea
                    class="editor__text"
                    node_ref=node
                    rows="2"
                    dir="auto"
                    lang=lang
                    autocomplete="off"
                    spellcheck="true"
                    placeholder=" "
                    prop:value=text
                    aria-invalid=move || length.get().is_over().then_some("true")
                    on:input:target=move |event| {
                        let text = event.target().value();
                        typed(&event, text);
                    }
                ></textarea>
            </label>
            <p
                class=move || if length.get().is_over() { "field__error" } else { "field__hint" }
                role="status"
            >
                {move || length.get().text_words(i18n.get_locale())}
            </p>
        </div>
    }
}

fn set_text(content: &mut Content, key: FieldKey, text: String) {
    match content.fields.iter_mut().find(|field| field.key == key) {
        Some(field) => field.text = text,
        None => content.fields.push(Field { key, text }),
    }
}

/// Signals nobody only when something changed: this runs at every key.
pub fn update<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}

/// A space or a line break. Words that end otherwise are saved after the pause that follows them.
pub fn ends_a_word(event: &web_sys::Event) -> bool {
    let Some(event) = event.dyn_ref::<InputEvent>() else {
        return false;
    };
    match event.data() {
        Some(text) => text.ends_with(char::is_whitespace),
        None => matches!(
            event.input_type().as_str(),
            "insertLineBreak" | "insertParagraph" | "insertFromPaste"
        ),
    }
}
