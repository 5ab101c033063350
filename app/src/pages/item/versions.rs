//! Every version there was, newest first.

use amanat_mentoring::id::ItemId;
use amanat_messages::{ItemView, RevisionView};
use leptos::prelude::*;

use super::part_of;
use super::version::Version;
use crate::components::flow::{For, Show};
use crate::components::icons::{Icon, Shape};
use crate::components::intl;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::worker::Seen;

/// Folded away until somebody looks for an older version.
#[component]
pub fn Versions(seen: Seen<ItemView>, item: ItemId) -> impl IntoView {
    let i18n = use_i18n();
    let revisions = part_of(seen, |view| view.revisions.clone());
    let newest_first = Memo::new(move |_| {
        let mut revisions = revisions.get().unwrap_or_default();
        revisions.reverse();
        revisions
    });
    let open = RwSignal::new(None::<RevisionView>);
    let summary = move || {
        let count = newest_first.with(Vec::len);
        let number = intl::count(i18n.get_locale(), count);
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        t_string!(i18n, item.versions, count = count, number = number).to_string()
    };
    let newest = move |revision: &RevisionView| {
        newest_first.with(|all| {
            all.first()
                .is_some_and(|first| first.revision == revision.revision)
        })
    };
    let row = move |revision: RevisionView| {
        let (at, now) = (revision.at, newest(&revision));
        let when = move || intl::moment(i18n.get_locale(), at);
        let label = move || t_string!(i18n, item.version_open, when = when()).to_string();
        let trashed = revision.content.is_none();
        view! {
            <li class="list__row">
                {if trashed {
                    view! { <span class="list__main">{when}</span> }.into_any()
                } else {
                    view! {
                        <button
                            type="button"
                            class="button button--link"
                            aria-label=label
                            aria-haspopup="dialog"
                            on:click=move |_| open.set(Some(revision.clone()))
                        >
                            {when}
                        </button>
                    }.into_any()
                }}
                {now.then(|| view! { <span class="chip">{t!(i18n, item.version_now)}</span> })}
                {trashed.then(|| view! { <span class="muted small">{t!(i18n, item.version_trash)}</span> })}
            </li>
        }
    };
    view! {
        <Show when=move || newest_first.with(|all| !all.is_empty())>
            <details class="fold no-print">
                <summary>
                    <Icon shape=Shape::Forward small=true />
                    {summary}
                </summary>
                <p class="page__lead small">{t!(i18n, item.versions_lead)}</p>
                <ul class="list list--lines">
                    <For
                        each=move || newest_first.get()
                        key=move |revision| (revision.revision, newest(revision))
                        children=row
                    />
                </ul>
            </details>
        </Show>
        {move || open.get().map(|revision| {
            let now = newest(&revision);
            view! { <Version item revision now on_close=move |()| open.set(None) /> }
        })}
    }
}
