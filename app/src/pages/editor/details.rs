//! Tags, the day it happened, and for something new the part.

use amanat_mentoring::id::PartId;
use amanat_messages::PartView;
use leptos::prelude::*;

use super::saver::Saver;
use crate::components::day;
use crate::components::flow::Show;
use crate::components::part_picker::PartPicker;
use crate::components::tag_input::TagInput;
use crate::i18n::{t, t_string, use_i18n};

/// Everything round the text.
#[component]
pub fn Details(
    saver: Saver,
    /// Empty once it lives somewhere.
    parts: Vec<PartView>,
    #[prop(into)] part: Signal<Option<PartId>>,
    #[prop(into)] on_part: Callback<PartId>,
) -> impl IntoView {
    let i18n = use_i18n();
    let tags = RwSignal::new(saver.read(|content| content.tags.clone()));
    let retag = Callback::new(move |new: Vec<String>| {
        tags.set(new.clone());
        saver.change(true, |content| content.tags = new);
    });
    let day = saver
        .read(|content| content.happened_on.map(day::iso))
        .unwrap_or_default();
    // The first draft decides: from then on the part's key has sealed it.
    let free = Memo::new(move |_| saver.number().get() == 0);
    let several = parts.len() > 1;
    view! {
        <section class="editor__more" aria-label=move || t_string!(i18n, editor.details)>
            <TagInput tags on_change=retag />
            <div class="stack">
                <label class="field">
                    <span class="field__label">{t!(i18n, editor.day)}</span>
                    <input
                        type="date"
                        autocomplete="off"
                        prop:value=day
                        on:change:target=move |event| {
                            let day = day::date(&event.target().value());
                            saver.change(true, |content| content.happened_on = day);
                        }
                    />
                </label>
                <Show when=move || several && free.get()>
                    <PartPicker parts=parts.clone() chosen=part on_choose=on_part />
                </Show>
            </div>
        </section>
    }
}
