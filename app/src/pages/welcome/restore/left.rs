//! How many words are still to come.

use leptos::prelude::*;

use super::line::Lines;
use super::words::{WORDS, words_of};
use crate::components::intl::number;
use crate::i18n::{t, use_i18n};

/// Counts them as they are typed.
#[component]
pub fn Left(lines: Lines) -> impl IntoView {
    let i18n = use_i18n();
    let typed = Memo::new(move |_| {
        lines
            .iter()
            .map(|line| line.with(|line| words_of(line).len()))
            .sum::<usize>()
    });
    let left = move || {
        let left = WORDS.saturating_sub(typed.get());
        number(i18n.get_locale(), u32::try_from(left).unwrap_or_default())
    };
    view! {
        <p class="field__hint" data-testid="words-left">
            {move || match typed.get() {
                WORDS => t!(i18n, welcome.words_all).into_any(),
                typed if typed > WORDS => t!(i18n, welcome.word_too_many).into_any(),
                _ => t!(i18n, welcome.words_left, count = left).into_any(),
            }}
        </p>
    }
}
