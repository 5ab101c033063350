//! What would happen, in plain words, before it does.

use amanat_messages::{PersonView, ReaderStanding};
use leptos::prelude::*;

use super::choice::Choice;
use super::known::Part;
use crate::components::day;
use crate::components::empty_state::EmptyState;
use crate::components::intl;
use crate::i18n::{t, t_string, td_string, use_i18n};

/// What they will see, what not, and that it can be taken back.
#[component]
pub fn InPlainWords(part: Part, reader: PersonView, choice: Choice) -> impl IntoView {
    let i18n = use_i18n();
    let Part {
        name: part_name,
        items,
        ..
    } = part;
    let name = StoredValue::new(reader.name);
    let named = move || name.with_value(|name| intl::isolated(i18n.get_locale(), name));
    let title = move || t_string!(i18n, sharing.will_see, name = named()).to_string();
    let lines = move || {
        let l = i18n.get_locale();
        let mut lines =
            vec![td_string!(l, sharing.see_now, part = intl::isolated(l, &part_name)).to_string()];
        if choice.already.get() && items > 0 {
            let number = intl::number(l, items);
            lines.push(
                td_string!(l, sharing.see_already, count = items, number = number).to_string(),
            );
        }
        lines.push(match choice.comment.get() {
            true => td_string!(l, sharing.see_comment).to_string(),
            false => td_string!(l, sharing.see_read).to_string(),
        });
        if let Some(until) = choice.until.get() {
            let day = intl::day(l, day::end_of(until));
            lines.push(td_string!(l, sharing.see_until, day = day).to_string());
        }
        lines.push(td_string!(l, sharing.see_not).to_string());
        lines
            .into_iter()
            .map(|line| view! { <li>{line}</li> })
            .collect_view()
    };
    let introduced = reader.standing == ReaderStanding::Introduced;
    let warning = move || t_string!(i18n, sharing.introduced, name = named()).to_string();
    view! {
        <section class="card" data-testid="plain-words">
            <h3 class="card__kicker">{title}</h3>
            <ul class="bullets">{lines}</ul>
            <p class="muted small">{t!(i18n, sharing.promise)}</p>
        </section>
        {introduced.then(|| view! { <p class="notice notice--amber">{warning}</p> })}
    }
}

/// There is nobody yet.
#[component]
pub fn Nobody() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <EmptyState
            title=Signal::derive(move || t_string!(i18n, sharing.nobody_title).to_string())
            text=Signal::derive(move || t_string!(i18n, sharing.nobody_text).to_string())
        />
    }
}
