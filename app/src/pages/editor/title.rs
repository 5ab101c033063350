//! The title.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use super::field::{ends_a_word, update};
use super::limits::Length;
use super::saver::Saver;
use crate::components::grow::grow;
use crate::components::script::lang_of;
use crate::i18n::{t_string, use_i18n};

/// One line, as many rows as it takes.
#[component]
pub fn Title(saver: Saver) -> impl IntoView {
    let i18n = use_i18n();
    let node = NodeRef::<html::Textarea>::new();
    let title = saver.read(|content| content.title.clone());
    let length = RwSignal::new(Length::of_title(&title));
    let lang = RwSignal::new(lang_of(&title));
    node.on_load(|field| grow(&field));
    let key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
        }
    };
    view! {
        <div class="editor__field">
            <textarea
                class="editor__title"
                node_ref=node
                rows="1"
                dir="auto"
                lang=lang
                autocomplete="off"
                spellcheck="true"
                enterkeyhint="next"
                prop:value=title
                placeholder=move || t_string!(i18n, editor.title_hint)
                aria-label=move || t_string!(i18n, editor.title)
                aria-invalid=move || length.get().is_over().then_some("true")
                on:keydown=key
                on:input:target=move |event| {
                    let title = event.target().value();
                    update(length, Length::of_title(&title));
                    update(lang, lang_of(&title));
                    grow(&event.target());
                    saver.change(ends_a_word(&event), |content| content.title = title);
                }
            ></textarea>
            <p class="field__error" role="status">
                {move || length.get().title_words(i18n.get_locale())}
            </p>
        </div>
    }
}
