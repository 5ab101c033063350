//! One text with more than one version: look, choose, or write it together.

use leptos::prelude::*;

use super::super::fields::lines::LinesField;
use super::compare::Place;
use crate::components::intl;
use crate::components::questions::question;
use crate::components::save_state::Saved;
use crate::components::script::lang_of;
use crate::i18n::{t, t_string, td_string, use_i18n};

/// The versions side by side, and below them what it shall say.
#[component]
pub fn Choice(
    place: Place,
    versions: Vec<String>,
    joined: String,
    /// What it shall say.
    text: RwSignal<String>,
    saved: Signal<Saved>,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = move || match place {
        None => t_string!(i18n, editor.title),
        Some(key) => question(i18n.get_locale(), key),
    };
    let take = move |words: String| text.set(words);
    let version = move |(index, text): (usize, String)| {
        let number = move || intl::count(i18n.get_locale(), index + 1);
        let kept = text.clone();
        view! {
            <div class="card version">
                <h4 class="card__kicker">
                    {move || t_string!(i18n, item.compare_of, number = number()).to_string()}
                </h4>
                <p class="writing" dir="auto" lang=lang_of(&text)>{text.clone()}</p>
                <button type="button" class="button" on:click=move |_| take(kept.clone())>
                    {t!(i18n, item.compare_choose)}
                </button>
            </div>
        }
    };
    view! {
        <section class="stack">
            <h3 class="item__question">{name}</h3>
            <div class="versions">{versions.into_iter().enumerate().map(version).collect_view()}</div>
            <button type="button" class="button" on:click=move |_| take(joined.clone())>
                {t!(i18n, item.compare_join)}
            </button>
            <LinesField
                label=|l| td_string!(l, item.compare_own)
                value=text
                problem=Signal::stored(None)
                testid="decision"
                saved
            />
        </section>
    }
}
