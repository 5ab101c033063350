//! The field for a comment or an answer.

use amanat_mentoring::id::ItemId;
use amanat_messages::Command;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::About;
use crate::i18n::{t, td_string, use_i18n};
use crate::pages::fields::attempt::Attempt;
use crate::pages::fields::lines::LinesField;
use crate::shell::live::Live;
use crate::state::unsent::{Field, Unsent};

/// The form. An answer's form closes when it was given.
pub fn comment_form(
    about: About,
    reply_to: Option<ItemId>,
    open: Option<RwSignal<Option<ItemId>>>,
) -> AnyView {
    let i18n = use_i18n();
    let live = Live::expect();
    let attempt = Attempt::new();
    let unsent = Unsent::expect();
    let field = Field::Comment(about.owner, about.item, reply_to);
    let text = unsent.text(field, String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let words = text.get_untracked();
        if words.trim().is_empty() {
            return;
        }
        let command = Command::Comment {
            owner: about.owner,
            item: about.item,
            reply_to,
            text: words,
        };
        attempt.run(command, move |_| {
            live.say(td_string!(i18n.get_locale_untracked(), people.comment_kept));
            unsent.done(field);
            text.try_set(String::new());
            if let Some(open) = open {
                open.try_set(None);
            }
        });
    };
    let cancel = open.map(|open| {
        view! {
            <button type="button" class="button button--quiet" on:click=move |_| open.set(None)>
                {t!(i18n, common.cancel)}
            </button>
        }
    });
    view! {
        <form class="stack" on:submit=submit>
            <LinesField
                label=|l| td_string!(l, people.comment)
                value=text
                problem=attempt.problem()
                testid="comment-text"
                focus=open.is_some()
            />
            {reply_to.is_none().then(|| view! {
                <p class="field__hint">{t!(i18n, people.comment_who)}</p>
            })}
            <div class="row">
                <button
                    type="submit"
                    class="button"
                    data-testid="send-comment"
                    aria-disabled=move || attempt.busy().get().to_string()
                >
                    {t!(i18n, people.comment_send)}
                </button>
                {cancel}
            </div>
        </form>
    }
    .into_any()
}
