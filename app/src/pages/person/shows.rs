//! What they show: the parts, and their items newest first.

use amanat_mentoring::fact::PersonRole;
use amanat_mentoring::id::PersonRef;
use amanat_mentoring::summary::ItemSummary;
use amanat_messages::{PersonPage, SharedPart, WINDOW};
use leptos::prelude::*;

use crate::components::arriving::kept;
use crate::components::flow::{For, Show};
use crate::components::icons::{Icon, Shape};
use crate::components::intl;
use crate::components::item_card::{ItemCard, card_key};
use crate::components::script::lang_of;
use crate::i18n::{t, td_string, use_i18n};
use crate::routes::Page;
use crate::state::worker::Seen;

/// The section.
pub fn shows(
    seen: Seen<PersonPage>,
    name: Memo<String>,
    who: PersonRef,
    limit: RwSignal<u32>,
) -> AnyView {
    let i18n = use_i18n();
    let parts = kept(seen, |page| page.parts.clone());
    let items = kept(seen, |page| page.items.clone());
    let total = kept(seen, |page| page.total);
    // Who is no mentee and shows nothing is not expected to.
    let expected = kept(seen, |page| {
        !page.parts.is_empty() || page.person.role == PersonRole::Mentee
    });
    let title = move || td_string!(i18n.get_locale(), people.shows, name = name.get());
    let nothing = move || {
        let words = move || td_string!(i18n.get_locale(), people.shows_none, name = name.get());
        view! { <p class="muted">{words}</p> }
    };
    let more = move || {
        view! {
            <button
                type="button"
                class="button"
                on:click=move |_| limit.update(|limit| *limit = limit.saturating_add(WINDOW))
            >
                {t!(i18n, portfolio.more)}
            </button>
        }
    };
    view! {
        <section class="stack" data-testid="shows" hidden=move || !expected.get()>
            <h2>{title}</h2>
            <Show when=move || parts.with(|parts| !parts.is_empty()) fallback=nothing>
                <ul class="list list--lines">{move || parts.get().into_iter().map(part).collect_view()}</ul>
                <ul class="list">
                    <For each=move || items.get() key=card_key let(item)>
                        {card(who, item)}
                    </For>
                </ul>
                <Show when=move || items.with(Vec::len) < usize::try_from(total.get()).unwrap_or(0)>
                    {more}
                </Show>
            </Show>
        </section>
    }
    .into_any()
}

fn card(who: PersonRef, item: ItemSummary) -> AnyView {
    let to = Page::Shared(who, item.item);
    view! {
        <li>
            <ItemCard item to parts=Signal::stored(Vec::new()) />
        </li>
    }
    .into_any()
}

fn part(part: SharedPart) -> AnyView {
    let i18n = use_i18n();
    let lang = lang_of(&part.name);
    let about = move || {
        let l = i18n.get_locale();
        let number = intl::number(l, part.items);
        let since = intl::day(l, part.since);
        let mut words = vec![
            td_string!(l, common.items, count = part.items, number = number),
            match part.comment {
                true => td_string!(l, people.part_comment).to_owned(),
                false => td_string!(l, people.part_read).to_owned(),
            },
            td_string!(l, people.part_since, day = since),
        ];
        if let Some(until) = part.until {
            words.push(td_string!(l, people.part_until, day = intl::day(l, until)));
        }
        words.join(" · ")
    };
    view! {
        <li class="list__row" data-testid="shared-part">
            <Icon shape=Shape::Eye />
            <div class="list__main">
                <strong dir="auto" lang=lang>
                    {part.name}
                </strong>
                <p class="small muted">{about}</p>
            </div>
        </li>
    }
    .into_any()
}
