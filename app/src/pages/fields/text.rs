//! One line of text with its name, a hint and what is wrong with it.

use amanat_messages::Problem;
use leptos::html;
use leptos::prelude::*;

use super::unique_id;
use crate::i18n::use_i18n;
use crate::problem::sentence;

/// The field. Nothing typed is ever offered again by the browser.
#[component]
pub fn TextField(
    #[prop(into)] label: ViewFn,
    #[prop(optional, into)] hint: Option<ViewFn>,
    value: RwSignal<String>,
    /// Shown under it; the field then takes the focus.
    #[prop(into)]
    problem: Signal<Option<Problem>>,
    /// For tests.
    testid: &'static str,
    /// For what is Latin in either language.
    #[prop(optional)]
    latin: bool,
    /// Whether it takes the focus when it appears.
    #[prop(optional)]
    focus: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let (id, hint_id, error_id) = (unique_id(), unique_id(), unique_id());
    let described_by = format!("{error_id} {hint_id}");
    let node = NodeRef::<html::Input>::new();
    if focus {
        node.on_load(|input| drop(input.focus()));
    }
    Effect::new(move || {
        if problem.with(Option::is_some)
            && let Some(input) = node.get_untracked()
        {
            let _ = input.focus();
        }
    });
    let error = move || {
        let l = i18n.get_locale();
        problem.with(|problem| problem.as_ref().map(|problem| sentence(l, problem)))
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>
                {label.run()}
            </label>
            <input
                id=id
                node_ref=node
                type="text"
                autocomplete="off"
                autocapitalize=latin.then_some("none")
                spellcheck="false"
                lang=latin.then_some("en")
                dir=if latin { "ltr" } else { "auto" }
                maxlength="512"
                data-testid=testid
                aria-describedby=described_by
                aria-invalid=move || problem.with(Option::is_some).to_string()
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            />
            <p class="field__hint" id=hint_id>
                {hint.map(|hint| hint.run())}
            </p>
            <p class="field__error" id=error_id role="alert">
                {error}
            </p>
        </div>
    }
}
