//! One person: what they show, notes about them, what is shown to them.

mod compare;
mod head;
mod note;
mod note_form;
mod notes;
mod shown;
mod shows;

use amanat_mentoring::id::PersonRef;
use amanat_messages::{Problem, WINDOW};
use leptos::prelude::*;
use leptos_router::components::A;

use self::head::head;
use self::notes::notes;
use self::shown::shown;
use self::shows::shows;
use crate::components::arriving::{Arriving, kept};
use crate::components::empty_state::EmptyState;
use crate::components::flow::Show;
use crate::components::icons::{Icon, Shape};
use crate::components::intl::isolated;
use crate::i18n::{t, t_string, use_i18n};
use crate::routes::Page;
use crate::state::worker::use_person;

/// The page.
pub fn person(who: PersonRef) -> AnyView {
    let i18n = use_i18n();
    let limit = RwSignal::new(WINDOW);
    let seen = use_person(who, move || limit.get());
    let missing = Memo::new(move |_| {
        seen.with(|seen| matches!(seen, Some(Err(Problem::NotFound | Problem::PersonUnknown))))
    });
    let name = kept(seen, |page| page.person.name.clone());
    // As it stands in a sentence.
    let name = Memo::new(move |_| name.with(|name| isolated(i18n.get_locale(), name)));
    view! {
        <div class="page">
            <A href=Page::People.path() attr:class="button button--quiet back">
                <Icon shape=Shape::Back />
                {t!(i18n, people.back)}
            </A>
            <Show when=move || !missing.get() fallback=gone>
                <Arriving seen>
                    {head(seen, name)} {shows(seen, name, who, limit)} {shown(seen, name, who)}
                    {notes(seen, name, who)}
                </Arriving>
            </Show>
        </div>
    }
    .into_any()
}

/// Nobody, or nothing, that is known here.
pub fn gone() -> AnyView {
    let i18n = use_i18n();
    view! {
        <h1 class="sr-only" tabindex="-1">
            {t!(i18n, people.gone_title)}
        </h1>
        <EmptyState
            title=Signal::derive(move || t_string!(i18n, people.gone_title).to_string())
            text=Signal::derive(move || t_string!(i18n, people.gone_text).to_string())
        />
    }
    .into_any()
}
