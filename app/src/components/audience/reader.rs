//! One who can read: who, how sure, since when, until when, and the way to take it back.

use amanat_mentoring::id::PartId;
use amanat_messages::{Reader, ReaderStanding};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::initials;
use crate::components::intl;
use crate::components::person::eight_words;
use crate::i18n::{Locale, t, t_string, td_string, use_i18n};
use crate::routes::Page;
use crate::state::asked::{Asked, Asking};

/// The line. `part`: one's own, from which the reader can be shut out.
pub fn reader_line(reader: Reader, part: Option<PartId>) -> AnyView {
    let i18n = use_i18n();
    let me = reader.standing == ReaderStanding::Me;
    let person = reader.person;
    let initials = initials(&reader.name);
    let words = eight_words(&reader.fingerprint);
    let name = reader.name.clone();
    let shown = match me {
        true => view! { <strong>{t!(i18n, audience.you)}</strong> }.into_any(),
        false => view! {
            <A href=Page::Person(person).path() attr:class="reader__name">
                <bdi>{name.clone()}</bdi>
            </A>
        }
        .into_any(),
    };
    let back = part
        .filter(|_| !me)
        .map(|part| take_back(part, reader.clone()));
    let facts = move || {
        let facts = facts(i18n.get_locale(), &reader).into_iter();
        facts
            .map(|fact| view! { <span>{fact}</span> })
            .collect_view()
    };
    view! {
        <li class="list__row reader">
            <span class="avatar" aria-hidden="true">{initials}</span>
            <div class="list__main">
                <p>{shown}</p>
                <p class="card__meta">{facts}</p>
                <p class="reader__words">
                    {t!(i18n, audience.fingerprint)} ": " {words}
                </p>
            </div>
            {back}
        </li>
    }
    .into_any()
}

fn take_back(part: PartId, reader: Reader) -> AnyView {
    let i18n = use_i18n();
    let asking = Asking::expect();
    let person = reader.person;
    let label = move || {
        let name = intl::isolated(i18n.get_locale(), &reader.name);
        t_string!(i18n, audience.take_back_from, name = name).to_string()
    };
    view! {
        <button
            type="button"
            class="button button--danger"
            aria-haspopup="dialog"
            aria-label=label
            on:click=move |_| asking.ask(Asked::TakeBack { part, person })
        >
            {t!(i18n, sharing.take_back)}
        </button>
    }
    .into_any()
}

fn facts(l: Locale, reader: &Reader) -> Vec<String> {
    let mut facts = vec![match reader.standing {
        ReaderStanding::Me => {
            let number = intl::number(l, reader.devices);
            td_string!(l, audience.devices, count = reader.devices, number = number).to_string()
        }
        ReaderStanding::Introduced => td_string!(l, audience.introduced).to_string(),
        ReaderStanding::Verified => td_string!(l, audience.verified).to_string(),
    }];
    let since = intl::day(l, reader.since);
    facts.push(td_string!(l, audience.since, day = since).to_string());
    if let Some(until) = reader.until {
        facts.push(td_string!(l, audience.until, day = intl::day(l, until)).to_string());
    }
    facts
}
