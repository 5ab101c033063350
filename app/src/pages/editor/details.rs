//! Tags, the day it happened, and for something new the part.

use amanat_mentoring::id::PartId;
use amanat_mentoring::item::Date;
use amanat_messages::PartView;
use leptos::prelude::*;

use super::saver::Saver;
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
        .read(|content| content.happened_on.map(iso))
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
                            let day = date(&event.target().value());
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

/// As a date field wants it: ISO 8601, `2026-11-23`.
fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

/// As a date field gives it; none for none, and for half a date.
fn date(text: &str) -> Option<Date> {
    let mut numbers = text.splitn(3, '-');
    let date = Date {
        year: numbers.next()?.parse().ok()?,
        month: numbers.next()?.parse().ok()?,
        day: numbers.next()?.parse().ok()?,
    };
    date.is_real().then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_survive_the_date_field() {
        let day = Date {
            year: 2026,
            month: 2,
            day: 3,
        };
        assert_eq!(date(&iso(day)), Some(day));
        for bad in ["", "2026", "2026-02", "2026-02-30", "2026-2-3-4", "x-y-z"] {
            assert_eq!(date(bad), None, "{bad}");
        }
    }
}
