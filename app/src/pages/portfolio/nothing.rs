//! A list with nothing in it.

use leptos::prelude::*;
use leptos_router::components::A;

use super::filter::Filter;
use crate::components::empty_state::EmptyState;
use crate::i18n::{t, t_string, use_i18n};
use crate::routes::Page;

/// Nothing to show: nothing found, nothing in this part, or nothing at all.
#[component]
pub fn Nothing() -> impl IntoView {
    let i18n = use_i18n();
    let filter = Filter::expect();
    let narrowed = move || filter.searching() || filter.tag().get().is_some();
    let title = Signal::derive(move || {
        let title = match (narrowed(), filter.part().get()) {
            (true, _) => t_string!(i18n, portfolio.found_none_title),
            (false, Some(_)) => t_string!(i18n, portfolio.empty_part_title),
            (false, None) => t_string!(i18n, portfolio.empty_title),
        };
        title.to_string()
    });
    let text = Signal::derive(move || {
        let text = match (narrowed(), filter.part().get()) {
            (true, _) => t_string!(i18n, portfolio.found_none_text),
            (false, Some(_)) => t_string!(i18n, portfolio.empty_part_text),
            (false, None) => t_string!(i18n, portfolio.empty_text),
        };
        text.to_string()
    });
    view! {
        <EmptyState title text>
            {move || if narrowed() {
                view! {
                    <button type="button" class="button" on:click=move |_| filter.clear()>
                        {t!(i18n, portfolio.show_all)}
                    </button>
                }.into_any()
            } else {
                view! {
                    <A href=Page::New.path() attr:class="button button--primary">{t!(i18n, common.write)}</A>
                }.into_any()
            }}
        </EmptyState>
    }
}
