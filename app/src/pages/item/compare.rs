//! Two versions that did not know of each other: both are here, and somebody decides.

use amanat_mentoring::begun::Begun;
use amanat_mentoring::id::ItemId;
use amanat_mentoring::item::{Content, Field};
use amanat_mentoring::template::FieldKey;
use amanat_messages::{Command, ConflictView};
use leptos::prelude::*;

use super::super::fields::attempt::Attempt;
use super::choice::Choice;
use crate::components::arriving::ProblemNotice;
use crate::components::toast::Toasts;
use crate::i18n::{t, td_string, use_i18n};
use crate::state::unsent::Unsent;

/// The title or an answer.
pub type Place = Option<FieldKey>;

/// Every text that has two versions, and what it shall say from now on.
#[component]
pub fn Compare(
    item: ItemId,
    conflict: ConflictView,
    /// The reading with both, which is where a decision starts from.
    content: Content,
) -> impl IntoView {
    let i18n = use_i18n();
    let unsent = Unsent::expect();
    // Where it succeeds, this is gone before the answer comes: what has no two versions shows no comparing.
    let (attempt, toasts) = (Attempt::new(), Toasts::expect());
    let refused = attempt.problem();
    let settled = StoredValue::new(content.clone());
    let decide = Callback::new(move |(place, text): (Place, String)| {
        settled.update_value(|content| put(content, place, text));
    });
    let fields: Vec<Place> = conflict.texts.iter().map(|(place, _)| *place).collect();
    let settle = move |_| {
        let mut content = settled.get_value();
        content.normalize();
        let fields = fields.clone();
        attempt.run(Command::Settle { item, content }, move |_| {
            for field in fields {
                unsent.forget(Begun::Decision { item, field });
            }
            let said = td_string!(i18n.get_locale_untracked(), item.compare_settled);
            toasts.say(said.to_string(), None);
        });
    };
    let choice = move |(place, versions): (Place, Vec<String>)| {
        let joined = read(&content, place);
        let field = Begun::Decision { item, field: place };
        let text = unsent.text(field, joined.clone());
        Effect::new(move || decide.run((place, text.get())));
        view! { <Choice place versions joined text saved=unsent.saved(field, text) /> }
    };
    view! {
        <section class="notice notice--amber no-print" data-testid="compare">
            <h2 class="notice__title">{t!(i18n, item.compare_title)}</h2>
            <p>{t!(i18n, item.compare_lead)}</p>
            {conflict.texts.into_iter().map(choice).collect_view()}
            {move || refused.get().map(|problem| view! { <ProblemNotice problem /> })}
            <button type="button" class="button button--primary" on:click=settle>
                {t!(i18n, item.compare_settle)}
            </button>
        </section>
    }
}

fn read(content: &Content, place: Place) -> String {
    match place {
        None => content.title.clone(),
        Some(key) => content.text(key).to_owned(),
    }
}

fn put(content: &mut Content, place: Place, text: String) {
    match place {
        None => content.title = text,
        Some(key) => {
            content.fields.retain(|field| field.key != key);
            content.fields.push(Field { key, text });
        }
    }
}
