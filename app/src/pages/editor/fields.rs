//! The chosen questions, and below them what was written under others.

use amanat_mentoring::template::{FieldKey, Template};
use leptos::prelude::*;

use super::field::Answer;
use super::saver::Saver;
use crate::components::flow::{For, Show};
use crate::i18n::{t, use_i18n};

/// All places to write. Another template only changes which of them stand above.
#[component]
pub fn Answers(#[prop(into)] template: Signal<Template>, saver: Saver, new: bool) -> impl IntoView {
    let i18n = use_i18n();
    let first = template.get_untracked().questions().first().copied();
    // Read at the change of template only: while somebody types, no field comes or goes.
    let kept = Memo::new(move |_| {
        template.track();
        saver.read(|content| {
            content
                .unshown_fields()
                .map(|field| field.key)
                .collect::<Vec<FieldKey>>()
        })
    });
    let answer = move |key: FieldKey| {
        view! { <Answer key saver focused=new && Some(key) == first /> }
    };
    view! {
        <For each=move || template.get().questions().iter().copied() key=|key| *key children=answer />
        <Show when=move || kept.with(|kept| !kept.is_empty())>
            <section class="editor__kept stack">
                <h2>{t!(i18n, editor.kept_title)}</h2>
                <p class="field__hint">{t!(i18n, editor.kept_text)}</p>
                <For each=move || kept.get() key=|key| *key children=answer />
            </section>
        </Show>
    }
}
