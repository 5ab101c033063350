//! Which questions: a quiet button, and the choice behind it.

use amanat_mentoring::template::Template;
use leptos::prelude::*;

use super::dialog::Dialog;
use super::icons::{Icon, Shape};
use super::questions::{template_hint, template_name};
use crate::components::flow::Show;
use crate::i18n::{t, t_string, use_i18n};

/// Shows the chosen template; `on_choose` hears of another.
#[component]
pub fn TemplatePicker(
    #[prop(into)] chosen: Signal<Template>,
    #[prop(into)] on_choose: Callback<Template>,
) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let choice = move |template: Template| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="template"
                    checked=move || chosen.get() == template
                    on:change=move |_| on_choose.run(template)
                />
                <span class="choice__name">{move || template_name(i18n.get_locale(), template)}</span>
                <span class="choice__hint">{move || template_hint(i18n.get_locale(), template)}</span>
            </label>
        }
    };
    view! {
        <button
            type="button"
            class="editor__template"
            aria-haspopup="dialog"
            on:click=move |_| open.set(true)
        >
            <span class="sr-only">{t!(i18n, editor.template)} ": "</span>
            {move || template_name(i18n.get_locale(), chosen.get())}
            <Icon shape=Shape::Forward small=true />
        </button>
        <Show when=move || open.get()>
            <Dialog
                title=Signal::derive(move || t_string!(i18n, editor.template_title).to_string())
                on_close=Callback::new(move |()| open.set(false))
            >
                <p class="page__lead">{t!(i18n, editor.template_lead)}</p>
                <fieldset class="stack">
                    <legend class="sr-only">{t!(i18n, editor.template_title)}</legend>
                    {Template::ALL.into_iter().map(choice).collect_view()}
                </fieldset>
            </Dialog>
        </Show>
    }
}
