//! The search field: `/` or Ctrl-K goes there, Esc clears it.

use leptos::ev::{KeyboardEvent, keydown};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::filter::Filter;
use crate::components::icons::{Icon, Shape};
use crate::i18n::{t_string, use_i18n};
use crate::task::{Latest, Scope, sleep};

const PAUSE_MS: u32 = 150;

/// The field. It is not controlled: what is typed is never put back, however late an answer comes.
#[component]
pub fn Search() -> impl IntoView {
    let i18n = use_i18n();
    let filter = Filter::expect();
    let field = NodeRef::<html::Input>::new();
    let scope = Scope::current();
    let latest = StoredValue::new_local(Latest::default());

    let typed = move |text: String| {
        let ticket = latest.with_value(Latest::next);
        scope.spawn(async move {
            sleep(PAUSE_MS).await;
            if ticket.is_newest() {
                filter.set_text(text);
            }
        });
    };
    let escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            event.prevent_default();
            let _ticket = latest.with_value(Latest::next);
            filter.set_text(String::new());
        }
    };
    // Cleared elsewhere too: the field follows, but only to empty.
    Effect::new(move || {
        if filter.text().with(String::is_empty)
            && let Some(field) = field.get()
        {
            field.set_value("");
        }
    });
    let shortcut = window_event_listener(keydown, move |event| {
        let go = event.key() == "/" && !event.ctrl_key() && !is_typing(&event)
            || event.key().eq_ignore_ascii_case("k") && (event.ctrl_key() || event.meta_key());
        if go && let Some(field) = field.get_untracked() {
            event.prevent_default();
            // Refused only while the field is hidden behind an item.
            let _ = field.focus();
            field.select();
        }
    });
    on_cleanup(move || shortcut.remove());
    let label = move || t_string!(i18n, portfolio.search);
    view! {
        <div class="search" role="search">
            <Icon shape=Shape::Search />
            <input
                class="input"
                type="search"
                node_ref=field
                prop:value=filter.text().get_untracked()
                placeholder=label
                aria-label=label
                aria-keyshortcuts="/ Control+K"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                dir="auto"
                enterkeyhint="search"
                on:input:target=move |event| typed(event.target().value())
                on:keydown=escape
            />
        </div>
    }
}

fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|target| {
        target
            .closest("input, textarea, select, dialog")
            .is_ok_and(|found| found.is_some())
    })
}
