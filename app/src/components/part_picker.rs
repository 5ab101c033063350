//! Where something new will live.

use amanat_mentoring::id::PartId;
use amanat_messages::PartView;
use leptos::prelude::*;

use crate::i18n::{t, use_i18n};

/// A choice of one part. `on_choose` hears of another.
#[component]
pub fn PartPicker(
    parts: Vec<PartView>,
    #[prop(into)] chosen: Signal<Option<PartId>>,
    #[prop(into)] on_choose: Callback<PartId>,
) -> impl IntoView {
    let i18n = use_i18n();
    let ids: Vec<PartId> = parts.iter().map(|part| part.part).collect();
    let option = move |(place, part): (usize, PartView)| {
        view! {
            <option value=place.to_string() selected=move || chosen.get() == Some(part.part)>
                {part.name.clone()}
            </option>
        }
    };
    let choose = move |value: String| {
        if let Some(part) = value.parse().ok().and_then(|place: usize| ids.get(place)) {
            on_choose.run(*part);
        }
    };
    view! {
        <label class="field">
            <span class="field__label">{t!(i18n, editor.part)}</span>
            <span class="field__hint">{t!(i18n, editor.part_hint)}</span>
            <select on:change:target=move |event| choose(event.target().value())>
                {parts.into_iter().enumerate().map(option).collect_view()}
            </select>
        </label>
    }
}
