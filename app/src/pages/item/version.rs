//! One older version, opened.

use amanat_mentoring::id::ItemId;
use amanat_messages::{Command, RevisionView};
use leptos::prelude::*;

use super::super::fields::attempt::Attempt;
use super::reading::Reading;
use crate::components::arriving::ProblemNotice;
use crate::components::dialog::Dialog;
use crate::components::intl;
use crate::components::script::lang_of;
use crate::components::toast::Toasts;
use crate::i18n::{t, t_string, td_string, use_i18n};

/// How it was, and a way back to it that removes nothing.
#[component]
pub fn Version(
    item: ItemId,
    revision: RevisionView,
    /// Whether it is the newest.
    now: bool,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    // Where it succeeds, what draws this is drawn anew before the answer comes.
    let (attempt, toasts) = (Attempt::new(), Toasts::expect());
    let refused = attempt.problem();
    let (id, at) = (revision.revision, revision.at);
    let content = revision.content.unwrap_or_default();
    let title = content.title.clone();
    let revert = move |_| {
        let command = Command::Revert { item, revision: id };
        attempt.run(command, move |_| {
            let said = td_string!(i18n.get_locale_untracked(), item.version_reverted);
            toasts.say(said.to_string(), None);
            let _ = on_close.try_run(());
        });
    };
    let heading = Signal::derive(move || {
        t_string!(
            i18n,
            item.version_title,
            when = intl::moment(i18n.get_locale(), at)
        )
        .to_string()
    });
    view! {
        <Dialog title=heading on_close>
            {move || refused.get().map(|problem| view! { <ProblemNotice problem /> })}
            {(!title.is_empty()).then(|| view! {
                <p class="card__title" dir="auto" lang=lang_of(&title)>{title.clone()}</p>
            })}
            <Reading content />
            {(!now).then(|| view! {
                <div class="dialog__actions">
                    <button type="button" class="button button--primary" on:click=revert>
                        {t!(i18n, item.version_revert)}
                    </button>
                </div>
            })}
        </Dialog>
    }
}
