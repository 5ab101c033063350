//! Concerns: to the safety officer, past everybody else; and for the officer, those that came.

mod list;
mod raise;

use amanat_messages::ConcernsView;
use leptos::prelude::*;
use leptos_router::components::A;

use self::list::list;
use self::raise::raise;
use crate::components::arriving::{Arriving, kept};
use crate::components::flow::Show;
use crate::components::icons::{Icon, Shape};
use crate::components::intl::isolated;
use crate::i18n::{t, t_string, use_i18n};
use crate::routes::Page;
use crate::state::worker::{Seen, use_concerns};

/// The page.
pub fn concerns() -> AnyView {
    let i18n = use_i18n();
    let seen = use_concerns();
    view! {
        <div class="page">
            <A href=Page::People.path() attr:class="button button--quiet back">
                <Icon shape=Shape::Back />
                {t!(i18n, people.back)}
            </A>
            <h1 class="page__title" tabindex="-1">{t!(i18n, concern.title)}</h1>
            <Arriving seen>{body(seen)}</Arriving>
        </div>
    }
    .into_any()
}

fn body(seen: Seen<ConcernsView>) -> AnyView {
    let i18n = use_i18n();
    let receives = kept(seen, |view| view.receives);
    let officer = kept(seen, |view| {
        view.officer.clone().map(|officer| officer.name)
    });
    let write = move || {
        let lead = move || {
            let name = isolated(i18n.get_locale(), &officer.get().unwrap_or_default());
            t_string!(i18n, concern.lead, name = name).to_string()
        };
        view! {
            <p class="page__lead">{lead}</p>
            {raise()}
        }
    };
    let nobody = move || {
        view! { <p class="notice notice--amber">{t!(i18n, concern.no_officer)}</p> }
    };
    view! {
        <Show
            when=move || receives.get()
            fallback=move || view! {
                <Show when=move || officer.with(Option::is_some) fallback=nobody>{write()}</Show>
            }
        >
            <p class="page__lead">{t!(i18n, concern.receive_lead)}</p>
        </Show>
        {list(seen)}
    }
    .into_any()
}
