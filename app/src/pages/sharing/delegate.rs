//! Show a part to somebody: to whom, how much, until when; and in plain words what that means.

use amanat_mentoring::id::{PartId, PersonRef};
use amanat_messages::{Command, PersonView, ShownView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::super::fields::attempt::Attempt;
use super::choice::Choice;
use super::choose::{WhichPart, Whom};
use super::how_much::HowMuch;
use super::known::{Part, parts, person, read};
use super::plain::{InPlainWords, Nobody};
use crate::components::arriving::{Arriving, ProblemNotice};
use crate::components::day;
use crate::components::dialog::Dialog;
use crate::components::flow::Show;
use crate::components::intl::isolated;
use crate::components::toast::Toasts;
use crate::i18n::{t, t_string, td_string, use_i18n};
use crate::state::worker::{Seen, use_shown};

/// The dialog.
#[component]
pub fn Delegate(
    part: Option<PartId>,
    person: Option<PersonRef>,
    on_close: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let seen = use_shown();
    let choice = Choice::new(part, person);
    let title = Signal::derive(move || {
        if person.is_some() {
            t_string!(i18n, sharing.title_person).to_string()
        } else {
            t_string!(i18n, sharing.title_part).to_string()
        }
    });
    view! {
        <Dialog title on_close>
            <Arriving seen>
                <Show
                    when=move || person.is_some() || read(seen, |shown| !shown.people.is_empty())
                    fallback=|| view! { <Nobody /> }
                >
                    <Form seen choice asks_part=part.is_none() asks_person=person.is_none() on_close />
                </Show>
            </Arriving>
        </Dialog>
    }
}

#[component]
fn Form(
    seen: Seen<ShownView>,
    choice: Choice,
    asks_part: bool,
    asks_person: bool,
    on_close: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (attempt, toasts) = (Attempt::new(), Toasts::expect());
    let missing = RwSignal::new(false);
    let part = Memo::new(move |_| {
        let id = choice.part.get()?;
        read(seen, |shown| {
            parts(shown).into_iter().find(|part| part.id == id)
        })
    });
    let reader = Memo::new(move |_| {
        let id = choice.person.get()?;
        read(seen, |shown| person(shown, id))
    });
    let past = Memo::new(move |_| {
        let until = choice.until.get();
        until.is_some_and(|until| !day::is_ahead(day::end_of(until)))
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let (Some(part), Some(reader)) = (part.get_untracked(), reader.get_untracked()) else {
            return missing.set(true);
        };
        if past.get_untracked() {
            return;
        }
        missing.set(false);
        let command = Command::Delegate {
            part: part.id,
            person: reader.person,
            comment: choice.comment.get_untracked(),
            already_here: choice.already.get_untracked(),
            until: choice.until.get_untracked().map(day::end_of),
        };
        attempt.run(command, move |_| {
            let l = i18n.get_locale_untracked();
            let (name, part) = (isolated(l, &reader.name), isolated(l, &part.name));
            let said = td_string!(l, sharing.given, name = name, part = part);
            toasts.say(said.to_string(), None);
            let _ = on_close.try_run(());
        });
    };
    let give = move || match reader.get() {
        Some(reader) => {
            let name = isolated(i18n.get_locale(), &reader.name);
            t_string!(i18n, sharing.give, name = name).to_string()
        }
        None => t_string!(i18n, sharing.give_key).to_string(),
    };
    view! {
        <form class="stack stack--loose" on:submit=submit autocomplete="off" data-testid="delegate">
            <WhichPart seen choice part asked=asks_part />
            <Whom seen choice reader asked=asks_person />
            <HowMuch choice part past />
            {move || plain(part.get(), reader.get(), choice)}
            <div role="alert">
                {move || missing.get().then(|| view! {
                    <p class="field__error">{t!(i18n, sharing.missing)}</p>
                })}
            </div>
            {move || attempt.problem().get().map(|problem| view! { <ProblemNotice problem /> })}
            <div class="dialog__actions">
                <button
                    type="submit"
                    class="button button--primary"
                    data-testid="give-key"
                    aria-disabled=move || attempt.busy().get().to_string()
                >
                    {give}
                </button>
                <button type="button" class="button" on:click=move |_| on_close.run(())>
                    {t!(i18n, sharing.not_now)}
                </button>
            </div>
        </form>
    }
}

/// Said as soon as it is known what would be shown to whom.
fn plain(part: Option<Part>, reader: Option<PersonView>, choice: Choice) -> Option<AnyView> {
    let (part, reader) = part.zip(reader)?;
    Some(view! { <InPlainWords part reader choice /> }.into_any())
}
