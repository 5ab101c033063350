//! The text: each question small, each answer in its own letters.

use amanat_mentoring::item::{Content, Field};
use amanat_mentoring::template::FieldKey;
use leptos::prelude::*;

use crate::components::intl;
use crate::components::markdown::Markdown;
use crate::components::questions::question;
use crate::components::script::lang_of;
use crate::i18n::{t, t_string, use_i18n};

/// Answers in the template's order, then what was written under other questions, tags and the day.
#[component]
pub fn Reading(content: Content) -> impl IntoView {
    let i18n = use_i18n();
    let answers = in_order(&content);
    let empty = answers.is_empty();
    let answer = move |field: Field| {
        let key = field.key;
        // A single free text needs no heading over it.
        let heading = (key != FieldKey::Free).then(|| {
            view! { <h2 class="item__question">{move || question(i18n.get_locale(), key)}</h2> }
        });
        view! {
            <section class="item__answer">
                {heading}
                <Markdown text=field.text />
            </section>
        }
    };
    let day = content.happened_on.map(|day| {
        view! {
            <p class="muted small">
                {move || t_string!(i18n, item.happened_on, day = intl::long_day(i18n.get_locale(), day)).to_string()}
            </p>
        }
    });
    let tags = (!content.tags.is_empty()).then(|| {
        let tags = content.tags.into_iter().map(|tag| {
            view! { <li class="chip" dir="auto" lang=lang_of(&tag)>{tag.clone()}</li> }
        });
        view! { <ul class="tags" aria-label=move || t_string!(i18n, editor.tags)>{tags.collect_view()}</ul> }
    });
    view! {
        {empty.then(|| view! { <p class="muted">{t!(i18n, item.empty)}</p> })}
        {answers.into_iter().map(answer).collect_view()}
        {day}
        {tags}
    }
}

fn in_order(content: &Content) -> Vec<Field> {
    let asked = content.template.questions().iter().map(|key| Field {
        key: *key,
        text: content.text(*key).to_owned(),
    });
    asked
        .filter(|field| !field.text.trim().is_empty())
        .chain(content.unshown_fields().cloned())
        .collect()
}

#[cfg(test)]
mod tests {
    use amanat_mentoring::template::Template;

    use super::*;

    #[test]
    fn nothing_written_is_left_out() {
        let field = |key, text: &str| Field {
            key,
            text: text.into(),
        };
        let content = Content {
            template: Template::WhatSoWhatNowWhat,
            fields: vec![
                field(FieldKey::Free, "free"),
                field(FieldKey::What, "what"),
                field(FieldKey::NowWhat, "now"),
            ],
            ..Content::default()
        };
        let keys: Vec<FieldKey> = in_order(&content).iter().map(|field| field.key).collect();
        assert_eq!(keys, [FieldKey::What, FieldKey::NowWhat, FieldKey::Free]);
    }
}
