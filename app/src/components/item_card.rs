//! The line an item has in lists: title, how it begins, who can see it, when.

use amanat_mentoring::id::ItemId;
use amanat_mentoring::item::Millis;
use amanat_mentoring::summary::ItemSummary;
use amanat_messages::PartView;
use leptos::prelude::*;
use leptos_router::components::A;

use super::audience::AudienceChip;
use super::intl;
use super::script::lang_of;
use crate::i18n::{t, t_string, use_i18n};
use crate::routes::Page;

/// What a row shows changes only together with one of these.
pub type CardKey = (ItemId, Millis, bool, bool, Option<Millis>);

/// To tell rows of a list apart, and one row from its older self.
pub fn card_key(item: &ItemSummary) -> CardKey {
    (
        item.item,
        item.edited_at,
        item.conflict,
        item.draft,
        item.trashed_at,
    )
}

/// One item. The whole card opens it; the chip in it opens who can see it.
#[component]
pub fn ItemCard(
    item: ItemSummary,
    /// Where it opens.
    to: Page,
    /// All parts, for who can read what is in this one.
    #[prop(into)]
    parts: Signal<Vec<PartView>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (title, text) = title_and_text(&item);
    let lang = title.as_deref().and_then(lang_of);
    let part = item.part;
    // Of its own chapter: what was written before somebody was let in stays closed to them.
    let line = item.clone();
    let audience = Memo::new(move |_| {
        parts.with(|parts| {
            let part = parts.iter().find(|p| Some(p.part) == line.part)?;
            part.audience_of(&line).cloned()
        })
    });
    let chip = move || {
        audience.get().map(|now| {
            let audience = Signal::derive(move || audience.get().unwrap_or_else(|| now.clone()));
            view! { <AudienceChip audience part /> }
        })
    };
    let at = item.trashed_at.unwrap_or(item.edited_at);
    let shown = title.clone();
    view! {
        <article class="card">
            <h3 class="card__title" dir="auto" lang=lang>
                <A href=to.path() attr:class="card__link">
                    {move || shown.clone().unwrap_or_else(|| t_string!(i18n, common.untitled).to_string())}
                </A>
            </h3>
            {text.map(|text| {
                let lang = lang_of(&text);
                view! { <p class="card__text" dir="auto" lang=lang>{text}</p> }
            })}
            <p class="card__meta">
                {chip}
                {item.conflict.then(|| view! {
                    <span class="chip chip--amber">{t!(i18n, common.both_kept)}</span>
                })}
                <span>
                    {item.draft.then(|| view! { <span class="draft">{t!(i18n, common.draft)}</span> " · " })}
                    {move || intl::ago(i18n.get_locale(), at)}
                </span>
            </p>
        </article>
    }
}

/// An item without a title goes by its first words.
fn title_and_text(item: &ItemSummary) -> (Option<String>, Option<String>) {
    let excerpt = Some(item.excerpt.clone()).filter(|text| !text.is_empty());
    if !item.title.is_empty() {
        return (Some(item.title.clone()), excerpt);
    }
    let Some(excerpt) = excerpt else {
        return (None, None);
    };
    let mut words = excerpt.split(' ');
    let start: Vec<&str> = words.by_ref().take(8).collect();
    if words.next().is_none() {
        return (Some(excerpt), None);
    }
    (Some(format!("{}…", start.join(" "))), Some(excerpt))
}

#[cfg(test)]
mod tests {
    use amanat_mentoring::template::Template;

    use super::*;

    fn item(title: &str, excerpt: &str) -> ItemSummary {
        ItemSummary {
            item: ItemId([0; 16]),
            part: None,
            chapter: None,
            title: title.into(),
            excerpt: excerpt.into(),
            template: Template::Free,
            tags: Vec::new(),
            created_at: 0,
            edited_at: 0,
            happened_on: None,
            conflict: false,
            trashed_at: None,
            draft: false,
        }
    }

    #[test]
    fn untitled_items_go_by_their_first_words() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(title_and_text(&item("A", "b")), (some("A"), some("b")));
        assert_eq!(title_and_text(&item("", "b c")), (some("b c"), None));
        let long = "1 2 3 4 5 6 7 8 9";
        assert_eq!(
            title_and_text(&item("", long)),
            (some("1 2 3 4 5 6 7 8…"), some(long))
        );
        assert_eq!(title_and_text(&item("", "")), (None, None));
    }
}
