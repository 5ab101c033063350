//! Tags as chips, and a field that makes new ones.

mod tags;

use amanat_mentoring::item::{MAX_NAME, MAX_TAGS};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use self::tags::{Refused, with_tag};
use super::icons::{Icon, Shape};
use super::intl;
use super::script::lang_of;
use crate::components::flow::For;
use crate::i18n::{t, t_string, td_string, use_i18n};
use crate::shell::live::Live;

/// The tags of one item. `tags` is sorted and holds no tag twice; `on_change` gets it so too.
#[component]
pub fn TagInput(
    #[prop(into)] tags: Signal<Vec<String>>,
    on_change: Callback<Vec<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let live = Live::expect();
    let field = NodeRef::<html::Input>::new();
    let refused = RwSignal::new(None::<Refused>);

    let remove = move |tag: &str| {
        let mut rest = tags.get_untracked();
        rest.retain(|other| other != tag);
        refused.set(None);
        on_change.run(rest);
        live.say(td_string!(
            i18n.get_locale_untracked(),
            editor.tag_removed,
            tag = tag.to_owned()
        ));
    };
    let add = move || {
        let Some(field) = field.get_untracked() else {
            return;
        };
        match with_tag(&tags.get_untracked(), &field.value()) {
            Ok(Some((all, tag))) => {
                on_change.run(all);
                live.say(td_string!(
                    i18n.get_locale_untracked(),
                    editor.tag_added,
                    tag = tag
                ));
            }
            Ok(None) => {}
            Err(why) => return refused.set(Some(why)),
        }
        refused.set(None);
        field.set_value("");
    };
    // A field that is removed while it has the focus is left too, but there is nothing behind it any more.
    let left = move || {
        if refused.try_get_untracked().is_some() {
            add();
        }
    };
    let key = move |event: KeyboardEvent| match event.key().as_str() {
        // Enter also ends a word that an input method is still composing.
        "Enter" | "," | "،" if !event.is_composing() => {
            event.prevent_default();
            add();
        }
        "Backspace"
            if field
                .get_untracked()
                .is_some_and(|field| field.value().is_empty()) =>
        {
            if let Some(last) = tags.get_untracked().last() {
                remove(last);
            }
        }
        _ => {}
    };
    let chip = move |tag: String| {
        let named = tag.clone();
        let gone = tag.clone();
        view! {
            <li class="chip">
                <span dir="auto" lang=lang_of(&tag)>{tag.clone()}</span>
                <button
                    type="button"
                    class="tags__remove"
                    aria-label=move || t_string!(i18n, editor.tag_remove, tag = named.clone()).to_string()
                    on:click=move |_| {
                        remove(&gone);
                        focus(field);
                    }
                >
                    <Icon shape=Shape::Close small=true />
                </button>
            </li>
        }
    };
    let error = move || {
        let locale = i18n.get_locale();
        refused.get().map(|why| match why {
            Refused::Full => {
                t_string!(i18n, editor.tags_full, max = intl::count(locale, MAX_TAGS)).to_string()
            }
            Refused::Long => {
                t_string!(i18n, editor.tag_long, max = intl::count(locale, MAX_NAME)).to_string()
            }
        })
    };
    view! {
        <div class="field">
            <label class="field">
                <span class="field__label">{t!(i18n, editor.tags)}</span>
                <span class="field__hint">{t!(i18n, editor.tags_hint)}</span>
                <input
                    node_ref=field
                    type="text"
                    dir="auto"
                    autocomplete="off"
                    autocapitalize="none"
                    enterkeyhint="done"
                    placeholder=" "
                    aria-invalid=move || refused.get().is_some().then_some("true")
                    on:keydown=key
                    on:blur=move |_| left()
                />
            </label>
            <p class="field__error" role="alert">{error}</p>
            <ul class="tags">
                <For each=move || tags.get() key=Clone::clone children=chip />
            </ul>
        </div>
    }
}

fn focus(field: NodeRef<html::Input>) {
    if let Some(field) = field.get_untracked() {
        // A field that left the page with its editor needs no focus.
        let _ = field.focus();
    }
}
