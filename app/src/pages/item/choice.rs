//! One text with more than one version: look, choose, or write it together.

use leptos::html;
use leptos::prelude::*;

use super::compare::Place;
use crate::components::grow::grow;
use crate::components::intl;
use crate::components::questions::question;
use crate::components::script::lang_of;
use crate::i18n::{t, t_string, use_i18n};

/// The versions side by side, and below them what it shall say. It starts with both.
#[component]
pub fn Choice(
    place: Place,
    versions: Vec<String>,
    joined: String,
    on_decide: Callback<(Place, String)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let node = NodeRef::<html::Textarea>::new();
    node.on_load(|field| grow(&field));
    let name = move || match place {
        None => t_string!(i18n, editor.title),
        Some(key) => question(i18n.get_locale(), key),
    };
    let take = move |text: String| {
        if let Some(field) = node.get_untracked() {
            field.set_value(&text);
            grow(&field);
        }
        on_decide.run((place, text));
    };
    let lang = lang_of(&joined);
    let both = joined.clone();
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
            <button type="button" class="button" on:click=move |_| take(both.clone())>
                {t!(i18n, item.compare_join)}
            </button>
            <label class="field">
                <span class="field__label">{t!(i18n, item.compare_own)}</span>
                <textarea
                    node_ref=node
                    class="writing"
                    lang=lang
                    rows="3"
                    dir="auto"
                    autocomplete="off"
                    spellcheck="true"
                    prop:value=joined
                    on:input:target=move |event| {
                        grow(&event.target());
                        on_decide.run((place, event.target().value()));
                    }
                ></textarea>
            </label>
        </section>
    }
}
