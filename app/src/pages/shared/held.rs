//! Words held back: the owner's app was not heard of for a week, so a removal may be hidden; or comments are no
//! longer wanted.

use amanat_messages::{Command, CommentView, SharedItemView};
use leptos::prelude::*;

use super::super::fields::attempt::Attempt;
use crate::components::arriving::kept;
use crate::components::flow::Show;
use crate::components::intl::isolated;
use crate::i18n::{t, td_string, use_i18n};
use crate::problem::sentence;
use crate::state::worker::Seen;

/// Why, and the way to send them anyway where there is one.
pub fn held(seen: Seen<SharedItemView>, said: Memo<Vec<CommentView>>) -> AnyView {
    let i18n = use_i18n();
    let may_comment = kept(seen, |view| view.may_comment);
    let held = Memo::new(move |_| said.with(|said| said.iter().any(|c| c.held)));
    let unwanted = Memo::new(move |_| {
        !may_comment.get() && said.with(|said| said.iter().any(|c| c.mine && !c.sent))
    });
    let owner = kept(seen, |view| Some(view.owner.person));
    let name = kept(seen, |view| view.owner.name.clone());
    let attempt = Attempt::new();
    let send = move |_| {
        if let Some(owner) = owner.get_untracked() {
            attempt.run(Command::SendAnyway { owner }, drop);
        }
    };
    let why = move || {
        let l = i18n.get_locale();
        let name = name.with(|name| isolated(l, name));
        if held.get() {
            td_string!(l, people.held_text, name = name)
        } else {
            td_string!(l, people.unwanted_text, name = name)
        }
    };
    let refused = move || {
        let l = i18n.get_locale();
        let problem = attempt.problem().get();
        problem.map(|problem| view! { <p role="alert">{sentence(l, &problem)}</p> })
    };
    view! {
        <Show when=move || held.get() || unwanted.get()>
            <section class="notice notice--amber" data-testid="held">
                <h3 class="notice__title">{t!(i18n, people.held_title)}</h3>
                <p>{why}</p>
                {refused}
                <Show when=move || held.get()>
                    <div class="row">
                        <button
                            type="button"
                            class="button"
                            data-testid="send-anyway"
                            aria-disabled=move || attempt.busy().get().to_string()
                            on:click=send
                        >
                            {t!(i18n, people.held_send)}
                        </button>
                    </div>
                </Show>
            </section>
        </Show>
    }
    .into_any()
}
