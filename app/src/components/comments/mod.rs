//! What was said about an item: threads of comments, and a field for one more.

mod form;
mod line;
mod thread;

use amanat_mentoring::begun::Begun;
use amanat_mentoring::id::{ItemId, PersonRef};
use amanat_messages::CommentView;
use leptos::prelude::*;

use self::form::comment_form;
use self::line::line;
use self::thread::threads;
use crate::components::flow::{For, Show};
use crate::i18n::{t, use_i18n};
use crate::state::unsent::Unsent;

/// What the comments are about.
#[derive(Clone, Copy)]
pub struct About {
    /// Whose item; none for one's own.
    pub owner: Option<PersonRef>,
    /// Which.
    pub item: ItemId,
}

impl About {
    /// The field for a comment, or for an answer to one.
    const fn field(self, reply_to: Option<ItemId>) -> Begun {
        Begun::Comment {
            owner: self.owner,
            item: self.item,
            reply_to,
        }
    }
}

/// The section. For one's own item nobody else reads there is nothing to say, so nothing is shown.
pub fn comments(
    about: About,
    said: Memo<Vec<CommentView>>,
    may_comment: Signal<bool>,
    held: ViewFn,
) -> AnyView {
    let i18n = use_i18n();
    let replying = RwSignal::new(None::<ItemId>);
    let unsent = Unsent::expect();
    // A half-written answer opens by itself.
    Effect::new(move || {
        let mut ids = said.get().into_iter().map(|comment| comment.comment);
        let begun = ids.find(|id| unsent.waits(about.field(Some(*id))));
        if replying.get_untracked().is_none() && begun.is_some() {
            replying.set(begun);
        }
    });
    let shown = Memo::new(move |_| may_comment.get() || said.with(|said| !said.is_empty()));
    view! {
        <Show when=move || shown.get()>
            <section class="stack no-print" aria-labelledby="comments" data-testid="comments">
                <h2 id="comments">{t!(i18n, people.comments)}</h2>
                {held.run()}
                <ul class="list">
                    <For
                        each=move || threads(&said.get())
                        key=|(_, said)| (said.comment, said.sent, said.held)
                        let((reply, comment))
                    >
                        {line(about, comment, reply, may_comment, replying)}
                    </For>
                </ul>
                <Show when=move || may_comment.get()>{comment_form(about, None, None)}</Show>
            </section>
        </Show>
    }
    .into_any()
}
