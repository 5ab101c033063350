//! People: their roles and how sure their keys are, in words; the line that shows one.

use amanat_mentoring::fact::PersonRole;
use amanat_messages::{PersonView, ReaderStanding};
use leptos::prelude::*;

use super::icons::{Icon, Shape};
use super::initials;
use crate::i18n::{Locale, td_string, use_i18n};

/// What somebody is in the programme.
pub fn role_name(l: Locale, role: PersonRole) -> &'static str {
    match role {
        PersonRole::Mentee => td_string!(l, common.role_mentee),
        PersonRole::Mentor => td_string!(l, common.role_mentor),
        PersonRole::Coordinator => td_string!(l, common.role_coordinator),
        PersonRole::Chair => td_string!(l, common.role_chair),
        PersonRole::SafetyOfficer => td_string!(l, common.role_officer),
    }
}

/// How sure it is that a key is theirs, in two or three words.
pub fn standing_name(l: Locale, person: &PersonView) -> &'static str {
    match person.standing {
        _ if person.stopped => td_string!(l, common.standing_stopped),
        ReaderStanding::Me => td_string!(l, audience.you),
        ReaderStanding::Introduced => td_string!(l, common.standing_introduced),
        ReaderStanding::Verified => td_string!(l, common.standing_verified),
    }
}

/// One person: round picture, name, role and standing. What can be done stands at the end of the line.
pub fn person_line(person: &PersonView, name: AnyView, end: AnyView) -> AnyView {
    let i18n = use_i18n();
    let known = person.clone();
    let about = move || {
        let l = i18n.get_locale();
        format!(
            "{} · {}",
            role_name(l, known.role),
            standing_name(l, &known)
        )
    };
    let verified = person.standing == ReaderStanding::Verified && !person.stopped;
    view! {
        <div class="list__row person" data-standing=standing_key(person)>
            <span class="avatar" aria-hidden="true">
                {initials(&person.name)}
            </span>
            <div class="list__main">
                <p class="person__name">{name}</p>
                <p class="card__meta">
                    {verified.then(|| view! { <Icon shape=Shape::Check small=true /> })}
                    <span>{about}</span>
                </p>
            </div>
            {end}
        </div>
    }
    .into_any()
}

/// A name as it was typed, in its own direction.
pub fn plain_name(person: &PersonView) -> AnyView {
    let name = person.name.clone();
    view! { <strong dir="auto">{name}</strong> }.into_any()
}

/// Eight words that name a key. English in either language.
pub fn eight_words(words: &[String]) -> AnyView {
    let words = words.join(" ");
    view! {
        <bdi class="writing" lang="en" dir="ltr" translate="no">
            {words}
        </bdi>
    }
    .into_any()
}

/// The same one below the other, to be compared by reading aloud.
pub fn word_list(words: &[String]) -> AnyView {
    let words = words
        .iter()
        .map(|word| view! { <li>{format!("{word} ")}</li> });
    view! {
        <ol class="fingerprint writing" lang="en" dir="ltr" translate="no">
            {words.collect_view()}
        </ol>
    }
    .into_any()
}

/// For tests and style sheets.
const fn standing_key(person: &PersonView) -> &'static str {
    match person.standing {
        _ if person.stopped => "stopped",
        ReaderStanding::Me => "me",
        ReaderStanding::Introduced => "introduced",
        ReaderStanding::Verified => "verified",
    }
}
