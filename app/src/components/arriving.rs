//! What stands in the place of a view until it arrives, or when it cannot.

use amanat_messages::Problem;
use leptos::prelude::*;

use crate::i18n::{t, use_i18n};
use crate::problem::sentence;
use crate::state::worker::Seen;

#[derive(Clone, PartialEq)]
enum State {
    Waiting,
    Here,
    Failed(Problem),
}

/// Shows its children once there is a view, and keeps them while it changes.
#[component]
pub fn Arriving<T: Send + Sync + 'static>(seen: Seen<T>, children: ChildrenFn) -> impl IntoView {
    let i18n = use_i18n();
    let state = Memo::new(move |_| {
        seen.with(|seen| match seen {
            None => State::Waiting,
            Some(Ok(_)) => State::Here,
            Some(Err(problem)) => State::Failed(problem.clone()),
        })
    });
    move || match state.get() {
        // The style sheet keeps it unseen for a second: most views are faster than that.
        State::Waiting => view! { <p class="waiting">{t!(i18n, common.loading)}</p> }.into_any(),
        State::Here => children().into_any(),
        State::Failed(problem) => view! { <ProblemNotice problem /> }.into_any(),
    }
}

/// Reads something of a view. What was there stays while a problem passes: nothing vanishes under the reader.
pub fn kept<V, T>(seen: Seen<V>, pick: fn(&V) -> T) -> Memo<T>
where
    V: Send + Sync + 'static,
    T: Clone + Default + PartialEq + Send + Sync + 'static,
{
    Memo::new(move |before: Option<&T>| {
        seen.with(|seen| match seen {
            Some(Ok(view)) => pick(view),
            _ => before.cloned().unwrap_or_default(),
        })
    })
}

/// What went wrong and what to do about it.
#[component]
pub fn ProblemNotice(
    problem: Problem,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="notice notice--danger" role="alert">
            <p>{move || sentence(i18n.get_locale(), &problem)}</p>
            {children.map(|children| children())}
        </div>
    }
}
