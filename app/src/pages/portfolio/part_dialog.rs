//! A new part, or a new name for one.

use amanat_mentoring::check::clean_line;
use amanat_mentoring::id::PartId;
use amanat_mentoring::item::MAX_NAME;
use amanat_messages::{Command, Done, Problem};
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

use super::filter::Filter;
use crate::components::dialog::Dialog;
use crate::components::intl;
use crate::i18n::{t, t_string, use_i18n};
use crate::problem::sentence;
use crate::state::worker::Worker;
use crate::task::Scope;

/// What is asked of the dialog.
#[derive(Clone)]
pub enum PartChange {
    /// Make one.
    New,
    /// Give this one, now called so, another name.
    Rename(PartId, String),
}

#[derive(Clone)]
enum Wrong {
    Missing,
    Long,
    Refused(Problem),
}

/// The dialog. It closes itself once the part is there.
#[component]
pub fn PartDialog(change: PartChange, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let worker = Worker::expect();
    let filter = Filter::expect();
    let scope = Scope::current();
    let field = NodeRef::<html::Input>::new();
    let wrong = RwSignal::new(None::<Wrong>);
    let renamed = match &change {
        PartChange::New => None,
        PartChange::Rename(part, name) => Some((*part, name.clone())),
    };
    let new = renamed.is_none();
    let present = renamed
        .as_ref()
        .map(|(_, name)| name.clone())
        .unwrap_or_default();
    let called = present.clone();
    let title = Signal::derive(move || {
        if new {
            t_string!(i18n, portfolio.new_part_title).to_string()
        } else {
            let name = intl::isolated(i18n.get_locale(), &called);
            t_string!(i18n, portfolio.rename_part_title, name = name).to_string()
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let name = clean_line(
            &field
                .get_untracked()
                .map(|field| field.value())
                .unwrap_or_default(),
        );
        if name.is_empty() {
            return wrong.set(Some(Wrong::Missing));
        }
        if name.chars().count() > MAX_NAME {
            return wrong.set(Some(Wrong::Long));
        }
        let answer = worker.do_(match &renamed {
            None => Command::CreatePart { name },
            Some((part, _)) => Command::RenamePart { part: *part, name },
        });
        scope.spawn(async move {
            match answer.await {
                Ok(done) => {
                    if let Done::Part(part) = done {
                        filter.set_part(Some(part));
                    }
                    on_close.run(());
                }
                Err(problem) => wrong.set(Some(Wrong::Refused(problem))),
            }
        });
    };
    let error = move || {
        let locale = i18n.get_locale();
        wrong.get().map(|wrong| match wrong {
            Wrong::Missing => t_string!(i18n, portfolio.name_missing).to_string(),
            Wrong::Long => t_string!(
                i18n,
                portfolio.name_too_long,
                max = intl::count(locale, MAX_NAME)
            )
            .to_string(),
            Wrong::Refused(problem) => sentence(locale, &problem),
        })
    };
    view! {
        <Dialog title on_close>
            {new.then(|| view! { <p class="page__lead">{t!(i18n, portfolio.new_part_hint)}</p> })}
            <form class="stack stack--loose" on:submit=submit>
                <div class="field">
                    <label class="field">
                        <span class="field__label">{t!(i18n, portfolio.part_name)}</span>
                        <input
                            type="text"
                            node_ref=field
                            value=present
                            autofocus
                            required
                            dir="auto"
                            autocomplete="off"
                            placeholder=move || new.then(|| t_string!(i18n, portfolio.part_name_example))
                            aria-invalid=move || wrong.get().is_some().then_some("true")
                        />
                    </label>
                    <p class="field__error" role="alert">{error}</p>
                </div>
                <div class="dialog__actions">
                    <button type="submit" class="button button--primary">
                        {move || if new { t_string!(i18n, common.create) } else { t_string!(i18n, common.save) }}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
