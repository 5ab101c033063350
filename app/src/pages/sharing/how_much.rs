//! The last questions of the dialog: how much, and until when.

use leptos::prelude::*;

use super::super::fields::tick::Tick;
use super::super::fields::unique_id;
use super::choice::Choice;
use super::known::Part;
use crate::components::day;
use crate::components::flow::Show;
use crate::components::intl;
use crate::i18n::{t, t_string, use_i18n};

/// Reading only, from now on, without an end: unless something more is ticked.
#[component]
pub fn HowMuch(choice: Choice, part: Memo<Option<Part>>, past: Memo<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let (hint_id, error_id) = (unique_id(), unique_id());
    let items = Memo::new(move |_| part.get().map_or(0, |part| part.items));
    let already = move || {
        let (count, number) = (items.get(), intl::number(i18n.get_locale(), items.get()));
        t_string!(i18n, sharing.already, count = count, number = number).to_string()
    };
    view! {
        <div class="stack">
            <Tick
                chosen=choice.comment
                label=move || t!(i18n, sharing.comment)
                hint=move || t!(i18n, sharing.comment_hint)
                testid="may-comment"
            />
            <Show when=move || { items.get() > 0 }>
                <Tick
                    chosen=choice.already
                    label=move || already
                    hint=move || t!(i18n, sharing.already_hint)
                    testid="already-here"
                />
            </Show>
            <label class="field">
                <span class="field__label">{t!(i18n, sharing.until)}</span>
                <input
                    type="date"
                    autocomplete="off"
                    data-testid="until"
                    aria-describedby=format!("{error_id} {hint_id}")
                    aria-invalid=move || past.get().to_string()
                    on:change:target=move |event| choice.until.set(day::date(&event.target().value()))
                />
            </label>
            <p class="field__hint" id=hint_id>{t!(i18n, sharing.until_hint)}</p>
            <p class="field__error" id=error_id role="alert">
                {move || past.get().then(|| t_string!(i18n, sharing.until_past))}
            </p>
        </div>
    }
}
