//! Four of the card's words.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::super::super::fields::unique_id;
use super::words::{self, LINES, PER_LINE, Unknown};
use crate::components::flow::For;
use crate::components::intl::number;
use crate::i18n::{t, t_string, use_i18n};

/// What stands in every line.
pub type Lines = [RwSignal<String>; LINES];

/// One line, with what is wrong in it named at once.
#[component]
pub fn Line(lines: Lines, at: usize) -> impl IntoView {
    let i18n = use_i18n();
    let (id, error_id) = (unique_id(), unique_id());
    let text = lines[at];
    let typing = RwSignal::new(false);
    let unknown = Memo::new(move |_| text.with(|text| words::unknown_in(at, text, typing.get())));
    let node = NodeRef::<html::Input>::new();
    // Safari's own attribute, which the view macro does not know.
    node.on_load(|input| drop(input.set_attribute("autocorrect", "off")));
    let typed = move |value: String| match words::spread(at, &value) {
        Some(spread) => {
            for (line, words) in spread {
                lines[line].set(words);
            }
            typing.set(false);
        }
        None => {
            let full =
                value.ends_with(char::is_whitespace) && words::words_of(&value).len() == PER_LINE;
            text.set(value);
            typing.set(true);
            if full && unknown.with_untracked(Vec::is_empty) {
                focus_next(node);
            }
        }
    };
    let place = move |offset: usize| {
        let place = u32::try_from(at * PER_LINE + offset).unwrap_or_default();
        number(i18n.get_locale(), place)
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>
                {t!(i18n, welcome.words, from = move || place(1), to = move || place(PER_LINE))}
            </label>
            <input
                id=id
                node_ref=node
                class="input writing"
                type="text"
                lang="en"
                dir="ltr"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                enterkeyhint="next"
                data-testid=format!("card-line-{}", at + 1)
                aria-describedby=error_id.clone()
                aria-invalid=move || unknown.with(|unknown| (!unknown.is_empty()).to_string())
                prop:value=text
                on:input:target=move |event| typed(event.target().value())
                on:blur=move |_| typing.set(false)
            />
            <div id=error_id role="alert">
                <For each=move || unknown.get() key=|unknown| (unknown.place, unknown.word.clone()) let(word)>
                    <Wrong text unknown=word />
                </For>
            </div>
        </div>
    }
}

/// "Word 6, “hravest”, is on no card. Did you mean “harvest”?"
#[component]
fn Wrong(text: RwSignal<String>, unknown: Unknown) -> impl IntoView {
    let i18n = use_i18n();
    let Unknown { place, word, meant } = unknown;
    let at = (place - 1) % PER_LINE;
    let shown_place = move || number(i18n.get_locale(), u32::try_from(place).unwrap_or_default());
    let shown = move || view! { <bdi lang="en">{word.clone()}</bdi> };
    view! {
        <p class="field__error">
            {t!(i18n, welcome.word_unknown, place = shown_place, word = shown)}
        </p>
        {meant
            .map(|meant| {
                view! {
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| text.update(|text| *text = words::replace(text, at, meant))
                    >
                        {move || t_string!(i18n, welcome.word_did_you_mean, word = meant)}
                    </button>
                }
            })}
    }
}

/// The four are there: the next line is where the typing goes on.
fn focus_next(node: NodeRef<html::Input>) {
    let Some(form) = node.get_untracked().and_then(|input| input.form()) else {
        return;
    };
    let Ok(inputs) = form.query_selector_all("input.writing") else {
        return;
    };
    let mut found = false;
    for at in 0..inputs.length() {
        let Some(input) = inputs
            .item(at)
            .and_then(|input| input.dyn_into::<web_sys::HtmlElement>().ok())
        else {
            continue;
        };
        if found {
            let _ = input.focus();
            return;
        }
        found = node
            .get_untracked()
            .is_some_and(|this| this.is_same_node(Some(&input)));
    }
}
