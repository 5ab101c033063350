//! What was said about an item: threads of comments, and a field for one more.

mod form;
mod line;
mod thread;

use amanat_mentoring::id::{ItemId, PersonRef};
use amanat_messages::CommentView;
use leptos::prelude::*;

use self::form::comment_form;
use self::line::line;
use self::thread::threads;
use crate::components::flow::{For, Show};
use crate::i18n::{t, use_i18n};

/// What the comments are about.
#[derive(Clone, Copy)]
pub struct About {
    /// Whose item; none for one's own.
    pub owner: Option<PersonRef>,
    /// Which.
    pub item: ItemId,
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
