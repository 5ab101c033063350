//! One part shown to one person: how much, since when, how far it has come, and the way back.

use amanat_mentoring::id::ItemId;
use amanat_mentoring::item::Millis;
use amanat_messages::{GrantState, GrantView};
use leptos::prelude::*;
use leptos_router::components::A;

use super::known::holds;
use crate::components::icons::{Icon, Shape};
use crate::components::intl;
use crate::components::script::lang_of;
use crate::i18n::{Locale, t, t_string, td_string, use_i18n};
use crate::routes::Page;
use crate::state::asked::{Asked, Asking};

/// What a line shows changes only together with one of these.
pub type GrantKey = (ItemId, u8, u32, Option<Millis>, Option<Millis>);

/// To tell lines apart, and one line from its older self.
pub fn grant_key(grant: &GrantView) -> GrantKey {
    (
        grant.grant,
        grant.state as u8,
        grant.items,
        grant.until,
        grant.ended,
    )
}

/// The line. Without the name where the page is about that person anyway.
pub fn grant_line(grant: GrantView, named: bool) -> AnyView {
    let i18n = use_i18n();
    let asking = Asking::expect();
    let (part, person, state) = (grant.part, grant.person.person, grant.state);
    let take_back = move |_| asking.ask(Asked::TakeBack { part, person });
    let (part_name, name) = (grant.part_name.clone(), grant.person.name.clone());
    let label = move || {
        let l = i18n.get_locale();
        let (part, name) = (intl::isolated(l, &part_name), intl::isolated(l, &name));
        t_string!(i18n, sharing.take_back_named, part = part, name = name).to_string()
    };
    let button = holds(state).then(|| {
        view! {
            <button
                type="button"
                class="button button--danger"
                aria-haspopup="dialog"
                aria-label=label
                on:click=take_back
            >
                {t!(i18n, sharing.take_back)}
            </button>
        }
    });
    let lang = lang_of(&grant.part_name);
    let title = grant.part_name.clone();
    let whom = named.then(|| {
        let name = grant.person.name.clone();
        view! {
            <A href=Page::Person(person).path() attr:class="grant__whom">
                <bdi>{name}</bdi>
            </A>
        }
    });
    let waits = matches!(state, GrantState::Waiting | GrantState::TakingBack);
    let shape = if holds(state) {
        Shape::Eye
    } else {
        Shape::Lock
    };
    view! {
        <article class="card grant" data-testid="grant" data-state=state_key(state)>
            <div class="list__row">
                <div class="list__main stack">
                    <h3 class="card__title" lang=lang><bdi>{title}</bdi></h3>
                    {whom}
                    <p class="card__meta">
                        <span class="chip" class:chip--shared=state == GrantState::Given class:chip--amber=waits>
                            <Icon shape small=true />
                            {move || state_name(i18n.get_locale(), state)}
                        </span>
                        {move || facts(i18n.get_locale(), &grant).into_iter().map(|fact| view! { <span>{fact}</span> }).collect_view()}
                    </p>
                </div>
                {button}
            </div>
            {waits.then(|| view! { <p class="muted small">{t!(i18n, sharing.waiting_text)}</p> })}
        </article>
    }
    .into_any()
}

fn state_name(l: Locale, state: GrantState) -> &'static str {
    match state {
        GrantState::Waiting => td_string!(l, sharing.state_waiting),
        GrantState::Given => td_string!(l, sharing.state_given),
        GrantState::TakingBack => td_string!(l, sharing.state_taking_back),
        GrantState::Ended => td_string!(l, sharing.state_ended),
    }
}

fn facts(l: Locale, grant: &GrantView) -> Vec<String> {
    let day = |at| intl::day(l, at);
    let mut facts = vec![match grant.comment {
        true => td_string!(l, sharing.reads_and_comments).to_string(),
        false => td_string!(l, sharing.reads_only).to_string(),
    }];
    facts.push(match (grant.ended, grant.until) {
        (Some(ended), _) => {
            td_string!(l, sharing.from_to, from = day(grant.since), to = day(ended)).to_string()
        }
        (None, Some(until)) => td_string!(
            l,
            sharing.from_until,
            from = day(grant.since),
            to = day(until)
        )
        .to_string(),
        (None, None) => td_string!(l, audience.since, day = day(grant.since)).to_string(),
    });
    let number = intl::number(l, grant.items);
    facts.push(match grant.already_here {
        true => td_string!(l, sharing.items_all, count = grant.items, number = number).to_string(),
        false => {
            td_string!(l, sharing.items_since, count = grant.items, number = number).to_string()
        }
    });
    facts
}

/// For tests and style sheets.
const fn state_key(state: GrantState) -> &'static str {
    match state {
        GrantState::Waiting => "waiting",
        GrantState::Given => "given",
        GrantState::TakingBack => "taking-back",
        GrantState::Ended => "ended",
    }
}
