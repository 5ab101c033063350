//! Who it is, and how sure that is.

use amanat_messages::{PersonPage, PersonView, ReaderStanding};
use leptos::prelude::*;
use leptos_router::components::A;

use super::compare::compare_dialog;
use crate::components::arriving::kept;
use crate::components::flow::Show;
use crate::components::icons::{Icon, Shape};
use crate::components::initials;
use crate::components::intl::isolated;
use crate::components::person::{role_name, standing_name, word_list};
use crate::i18n::{t, td_string, use_i18n};
use crate::routes::Page;
use crate::state::worker::Seen;

/// Name, role, key, and whether it has been compared.
pub fn head(seen: Seen<PersonPage>, name: Memo<String>) -> AnyView {
    let i18n = use_i18n();
    let person = kept(seen, |page| Some(page.person.clone()));
    let comparing = RwSignal::new(false);
    let about = move |person: PersonView| {
        let known = person.clone();
        let line = move || {
            let l = i18n.get_locale();
            format!(
                "{} · {}",
                role_name(l, known.role),
                standing_name(l, &known)
            )
        };
        let by = person.introduced_by.clone();
        let by = (!by.is_empty()).then(|| {
            let words = move || {
                let l = i18n.get_locale();
                td_string!(l, people.introduced_by, name = isolated(l, &by))
            };
            view! { <p class="small muted">{words}</p> }
        });
        view! {
            <div class="list__row">
                <span class="avatar" aria-hidden="true">
                    {initials(&person.name)}
                </span>
                <div class="list__main">
                    <h1 class="page__title" tabindex="-1">
                        <bdi>{person.name.clone()}</bdi>
                    </h1>
                    <p class="small muted" data-testid="standing">
                        {line}
                    </p>
                    {by}
                </div>
            </div>
            {sure(&person, name, comparing)}
        }
    };
    view! {
        {move || person.get().map(about)}
        <Show when=move || comparing.get()>
            {move || person.get().map(|person| compare_dialog(person, name, comparing))}
        </Show>
    }
    .into_any()
}

/// What the key rests on, and what to do about it.
fn sure(person: &PersonView, name: Memo<String>, comparing: RwSignal<bool>) -> AnyView {
    let i18n = use_i18n();
    if person.stopped {
        let text = move || td_string!(i18n.get_locale(), people.stopped_text, name = name.get());
        return view! {
            <section class="notice notice--danger" role="alert">
                <h2 class="notice__title">{t!(i18n, people.stopped_title)}</h2>
                <p>{text}</p>
                <A href=Page::People.path() attr:class="button">
                    {t!(i18n, people.scan_title)}
                </A>
            </section>
        }
        .into_any();
    }
    if person.standing == ReaderStanding::Introduced {
        let compare = view! {
            <div class="row">
                <button
                    type="button"
                    class="button"
                    aria-haspopup="dialog"
                    data-testid="compare"
                    on:click=move |_| comparing.set(true)
                >
                    <Icon shape=Shape::Check />
                    {t!(i18n, people.compare)}
                </button>
            </div>
        };
        let text = move || td_string!(i18n.get_locale(), people.not_compared, name = name.get());
        return view! {
            <section class="notice notice--amber">
                <p>{text}</p>
                {compare}
            </section>
        }
        .into_any();
    }
    view! {
        <details class="fold">
            <summary>
                <Icon shape=Shape::Forward small=true />
                {t!(i18n, people.words)}
            </summary>
            {word_list(&person.fingerprint)}
        </details>
    }
    .into_any()
}
