//! Several lines of text with their name and what is wrong with them.

use amanat_messages::Problem;
use leptos::html;
use leptos::prelude::*;

use super::unique_id;
use crate::components::grow::grow;
use crate::components::save_state::{SaveState, Saved};
use crate::i18n::{Locale, use_i18n};
use crate::problem::sentence;

/// The field, as tall as its text.
#[component]
pub fn LinesField(
    label: fn(Locale) -> &'static str,
    value: RwSignal<String>,
    /// Shown under it; the field then takes the focus.
    problem: Signal<Option<Problem>>,
    /// For tests.
    testid: &'static str,
    /// Whether it takes the focus when it appears.
    #[prop(optional)]
    focus: bool,
    /// Where the words are, for what is kept while it is typed.
    #[prop(optional, into)]
    saved: Option<Signal<Saved>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (id, error_id) = (unique_id(), unique_id());
    let node = NodeRef::<html::Textarea>::new();
    node.on_load(move |field| {
        grow(&field);
        if focus {
            let _ = field.focus();
        }
    });
    Effect::new(move || {
        if problem.with(Option::is_some)
            && let Some(field) = node.get_untracked()
        {
            let _ = field.focus();
        }
    });
    // What was kept from before comes after the field.
    Effect::new(move || {
        value.track();
        request_animation_frame(move || {
            if let Some(Some(field)) = node.try_get_untracked() {
                grow(&field);
            }
        });
    });
    let error = move || {
        let l = i18n.get_locale();
        problem.with(|problem| problem.as_ref().map(|problem| sentence(l, problem)))
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>
                {move || label(i18n.get_locale())}
            </label>
            <textarea
                id=id
                node_ref=node
                class="writing"
                rows="3"
                dir="auto"
                autocomplete="off"
                placeholder=" "
                data-testid=testid
                aria-describedby=error_id.clone()
                aria-invalid=move || problem.with(Option::is_some).to_string()
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            ></textarea>
            <p class="field__error" id=error_id role="alert">
                {error}
            </p>
            {saved.map(|saved| view! { <SaveState saved number=0_u64 /> })}
        </div>
    }
}
