//! The list with everything that narrows it.

use leptos::prelude::*;
use leptos_router::components::A;

use super::filter::Filter;
use super::head::{Narrow, Parts};
use super::rows::Rows;
use super::search::Search;
use crate::components::arriving::Arriving;
use crate::components::icons::{Icon, Shape};
use crate::i18n::{t, t_string, use_i18n};
use crate::routes::Page;
use crate::state::worker::use_list;

/// The column with the list.
#[component]
pub fn List() -> impl IntoView {
    let i18n = use_i18n();
    let filter = Filter::expect();
    let seen = use_list(move || filter.query());
    view! {
        <div class="page">
            <div class="page__head">
                <h1 class="page__title" tabindex="-1">
                    {t!(i18n, portfolio.title)}
                </h1>
                <A
                    href=Page::New.path()
                    attr:class="button button--primary button--icon"
                    attr:aria-label=move || t_string!(i18n, common.write)
                >
                    <Icon shape=Shape::Pen />
                </A>
            </div>
            <Search />
            <Arriving seen>
                <Parts seen />
                <Narrow seen />
                <Rows seen />
            </Arriving>
        </div>
    }
}
