//! The field for a comment or an answer.

use amanat_mentoring::id::ItemId;
use amanat_messages::Command;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::About;
use crate::i18n::{Locale, t, td_string, use_i18n};
use crate::pages::fields::attempt::Attempt;
use crate::pages::fields::lines::LinesField;
use crate::shell::live::Live;
use crate::state::unsent::Unsent;

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
    let field = about.field(reply_to);
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
            text: words.clone(),
        };
        attempt.run(command, move |_| {
            live.say(td_string!(i18n.get_locale_untracked(), people.comment_kept));
            unsent.given(field, text, &words);
            if let Some(open) = open {
                open.try_set(None);
            }
        });
    };
    let cancel = open.map(|open| {
        let leave = move |_| {
            unsent.forget(field);
            open.set(None);
        };
        view! {
            <button type="button" class="button button--quiet" on:click=leave>
                {t!(i18n, common.cancel)}
            </button>
        }
    });
    let label: fn(Locale) -> &'static str = match reply_to {
        None => |l| td_string!(l, people.comment),
        Some(_) => |l| td_string!(l, people.reply_text),
    };
    view! {
        <form class="stack" on:submit=submit>
            <LinesField
                label=label
                value=text
                problem=attempt.problem()
                testid="comment-text"
                saved=unsent.saved(field, text)
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
                    {move || match reply_to {
                        None => td_string!(i18n.get_locale(), people.comment_send),
                        Some(_) => td_string!(i18n.get_locale(), people.reply),
                    }}
                </button>
                {cancel}
            </div>
        </form>
    }
    .into_any()
}
