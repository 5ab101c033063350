//! What narrows the list: parts, tags; and the way to the trash.

use amanat_messages::{ListView, PartView};
use leptos::prelude::*;
use leptos_router::components::A;

use super::filter::Filter;
use super::part_dialog::{PartChange, PartDialog};
use crate::components::audience::AudienceChip;
use crate::components::flow::{For, Show};
use crate::components::icons::{Icon, Shape};
use crate::components::intl;
use crate::components::script::lang_of;
use crate::i18n::{t, t_string, use_i18n};
use crate::routes::Page;
use crate::state::asked::{Asked, Asking};
use crate::state::worker::Seen;

/// Reads something of the list that is there, or nothing of it.
pub fn read<T: Default>(seen: Seen<ListView>, pick: impl Fn(&ListView) -> T) -> T {
    seen.with(|seen| match seen {
        Some(Ok(list)) => pick(list),
        _ => T::default(),
    })
}

/// One chip per part, and one to make a new one.
#[component]
pub fn Parts(seen: Seen<ListView>) -> impl IntoView {
    let i18n = use_i18n();
    let filter = Filter::expect();
    let parts = Memo::new(move |_| read(seen, |list| list.parts.clone()));
    let change = RwSignal::new(None::<PartChange>);
    let asking = Asking::expect();
    let show = move |part| {
        asking.ask(Asked::Show {
            part: Some(part),
            person: None,
        });
    };
    let chosen = move || {
        let part = filter.part().get()?;
        parts.get().into_iter().find(|p| p.part == part)
    };
    let chip = move |part: PartView| {
        let id = part.part;
        view! {
            <button
                type="button"
                class="chip chip--filter"
                aria-pressed=move || (filter.part().get() == Some(id)).to_string()
                on:click=move |_| filter.set_part(Some(id))
            >
                <span dir="auto" lang=lang_of(&part.name)>{part.name.clone()}</span>
                <span class="chip__count">{move || intl::number(i18n.get_locale(), part.items)}</span>
            </button>
        }
    };
    view! {
        <div class="strip" role="group" aria-label=move || t_string!(i18n, portfolio.parts)>
            <button
                type="button"
                class="chip chip--filter"
                aria-pressed=move || filter.part().get().is_none().to_string()
                on:click=move |_| filter.set_part(None)
            >
                {t!(i18n, portfolio.all_parts)}
            </button>
            <For each=move || parts.get() key=|part| (part.part, part.name.clone(), part.items) children=chip />
            <button
                type="button"
                class="chip chip--filter"
                aria-haspopup="dialog"
                on:click=move |_| change.set(Some(PartChange::New))
            >
                <Icon shape=Shape::Plus small=true />
                {t!(i18n, portfolio.new_part)}
            </button>
        </div>
        {move || chosen().map(|part| { let label = part.name.clone(); view! {
            <div class="row part-line" role="group" aria-label=label>
                <AudienceChip audience=part.audience.clone() part=Some(part.part) />
                <span class="row part-line">
                    <button type="button" class="button button--quiet" aria-haspopup="dialog" on:click=move |_| show(part.part)>
                        <Icon shape=Shape::Key /> {t!(i18n, sharing.show_part)}
                    </button>
                    <button
                        type="button"
                        class="button button--quiet button--icon" aria-haspopup="dialog"
                        aria-label=move || t_string!(i18n, portfolio.rename_part)
                        on:click=move |_| change.set(Some(PartChange::Rename(part.part, part.name.clone())))
                    >
                        <Icon shape=Shape::Pen />
                    </button>
                </span>
            </div>
        }})}
        {move || change.get().map(|what| view! {
            <PartDialog change=what on_close=move |()| change.set(None) />
        })}
    }
}

/// Tags and the trash, where there are any.
#[component]
pub fn Narrow(seen: Seen<ListView>) -> impl IntoView {
    let i18n = use_i18n();
    let filter = Filter::expect();
    let tags = Memo::new(move |_| read(seen, |list| list.tags.clone()));
    let trashed = Memo::new(move |_| read(seen, |list| list.trashed));
    let option = move |(tag, count): (String, u32)| {
        let value = tag.clone();
        let shown = value.clone();
        view! {
            <option value=value.clone() selected=move || filter.tag().get().as_deref() == Some(&value)>
                {move || format!("{shown} ({})", intl::number(i18n.get_locale(), count))}
            </option>
        }
    };
    let trash_label = move || {
        t_string!(
            i18n,
            portfolio.trash_count,
            count = intl::number(i18n.get_locale(), trashed.get())
        )
        .to_string()
    };
    view! {
        <div class="toolbar">
            <Show when=move || tags.with(|tags| !tags.is_empty())>
                <select
                    class="select"
                    aria-label=move || t_string!(i18n, portfolio.tags)
                    on:change:target=move |event| {
                        filter.set_tag(Some(event.target().value()).filter(|tag| !tag.is_empty()));
                    }
                >
                    <option value="">{t!(i18n, portfolio.all_tags)}</option>
                    <For each=move || tags.get() key=Clone::clone children=option />
                </select>
            </Show>
            <Show when=move || { trashed.get() > 0 }>
                <A href=Page::Trash.path() attr:class="button button--quiet toolbar__end">
                    <Icon shape=Shape::Trash />
                    {trash_label}
                </A>
            </Show>
        </div>
    }
}
