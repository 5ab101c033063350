//! One comment, and the field to answer it.

use amanat_mentoring::id::ItemId;
use amanat_messages::CommentView;
use leptos::prelude::*;

use super::About;
use super::form::comment_form;
use crate::components::flow::Show;
use crate::components::initials;
use crate::components::intl::{self, isolated};
use crate::components::script::lang_of;
use crate::i18n::{t, t_string, td_string, use_i18n};

/// Who, when, what; and how far it has come.
pub fn line(
    about: About,
    comment: CommentView,
    reply: bool,
    may_comment: Signal<bool>,
    replying: RwSignal<Option<ItemId>>,
) -> AnyView {
    let i18n = use_i18n();
    let CommentView {
        comment: id,
        author_name,
        mine,
        at,
        text,
        sent,
        held,
        ..
    } = comment;
    let lang = lang_of(&text);
    let name = author_name.clone();
    let who = move || match mine {
        true => t_string!(i18n, audience.you).to_owned(),
        false => name.clone(),
    };
    let waits = (mine && !sent && !held).then(|| {
        view! {
            <span class="status" data-state="unsent">
                {t!(i18n, item.not_sent)}
            </span>
        }
    });
    let name = StoredValue::new(author_name.clone());
    let label = move || {
        let l = i18n.get_locale();
        td_string!(
            l,
            people.reply_to,
            name = name.with_value(|name| isolated(l, name))
        )
    };
    let answer = move || {
        view! {
            <button
                type="button"
                class="button button--quiet"
                aria-label=label
                data-testid="reply"
                on:click=move |_| replying.set(Some(id))
            >
                {t!(i18n, people.reply)}
            </button>
        }
    };
    let open = Memo::new(move |_| replying.get() == Some(id));
    view! {
        <li
            class="comment"
            class:comment--reply=reply
            data-testid="comment"
            data-state=if held { "held" } else if sent { "sent" } else { "unsent" }
        >
            <span class="avatar" aria-hidden="true">
                {initials(&author_name)}
            </span>
            <div class="list__main stack">
                <p class="card__meta">
                    <strong dir="auto">{who}</strong>
                    <span>{move || intl::ago(i18n.get_locale(), at)}</span>
                    {waits}
                </p>
                <p class="writing kept-lines" dir="auto" lang=lang>
                    {text}
                </p>
                <Show when=move || may_comment.get() && !open.get()>{answer()}</Show>
                <Show when=move || open.get()>{comment_form(about, Some(id), Some(replying))}</Show>
            </div>
        </li>
    }
    .into_any()
}
