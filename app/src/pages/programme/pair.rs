//! A pairing by hand: one mentor, and those they will mentor.

use amanat_mentoring::fact::PersonRole;
use amanat_mentoring::id::PersonRef;
use amanat_messages::{Command, PersonView, Problem};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::super::fields::tick::Tick;
use super::people::{mentees, mentor};
use super::{Seeing, read};
use crate::components::arriving::ProblemNotice;
use crate::components::flow::Show;
use crate::components::intl;
use crate::components::toast::Toasts;
use crate::i18n::{t, t_string, td_string, use_i18n};
use crate::state::worker::Worker;
use crate::task::Scope;

/// Beyond this nobody is heard in a group.
const GROUP: usize = 10;

/// What has been chosen so far.
#[derive(Clone, Copy)]
pub struct Choice {
    pub mentor: RwSignal<Option<PersonRef>>,
    pub mentees: RwSignal<Vec<PersonRef>>,
    pub group: RwSignal<bool>,
}

/// The form.
pub fn pair(seen: Seeing) -> AnyView {
    let i18n = use_i18n();
    let (worker, toasts, scope) = (Worker::expect(), Toasts::expect(), Scope::current());
    let choice = Choice {
        mentor: RwSignal::new(None),
        mentees: RwSignal::new(Vec::new()),
        group: RwSignal::new(false),
    };
    let busy = RwSignal::new(false);
    let wrong = RwSignal::new(None::<Problem>);
    let missing = RwSignal::new(false);
    let count = Memo::new(move |_| choice.mentees.with(Vec::len));
    let crowd = Memo::new(move |_| choice.group.get() && count.get() > GROUP);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let mentees = choice.mentees.get_untracked();
        let (Some(mentor), false) = (choice.mentor.get_untracked(), mentees.is_empty()) else {
            return missing.set(true);
        };
        if busy.get_untracked() || crowd.get_untracked() {
            return;
        }
        missing.set(false);
        wrong.set(None);
        busy.set(true);
        let group = choice.group.get_untracked();
        let pairings = match group {
            true => vec![mentees],
            false => mentees.into_iter().map(|mentee| vec![mentee]).collect(),
        };
        scope.spawn(async move {
            for mentees in pairings {
                let paired = mentees.clone();
                let answer = worker.do_(Command::Pair {
                    mentor,
                    mentees,
                    group,
                });
                if let Err(problem) = answer.await {
                    wrong.set(Some(problem));
                    break;
                }
                // Those that are paired stay paired, whatever becomes of the others.
                choice
                    .mentees
                    .update(|left| left.retain(|one| !paired.contains(one)));
            }
            busy.set(false);
            if wrong.get_untracked().is_none() {
                let l = i18n.get_locale_untracked();
                toasts.say(td_string!(l, programme.paired).to_string(), None);
            }
        });
    };
    let too_many = move || {
        let most = intl::count(i18n.get_locale(), GROUP);
        let said = t_string!(i18n, programme.group_limit, most = most).to_string();
        crowd.get().then_some(said)
    };
    let anybody = Memo::new(move |_| {
        read(seen, |page| {
            page.people
                .iter()
                .any(|person| person.role == PersonRole::Mentor)
        })
    });
    let nobody = move || view! { <p class="empty">{t!(i18n, programme.pair_nobody)}</p> };
    view! {
        <p class="page__lead">{t!(i18n, programme.pair_lead)}</p>
        <Show when=move || anybody.get() fallback=nobody>
            <form class="stack stack--loose" on:submit=submit.clone() autocomplete="off" data-testid="pair">
                {mentor(seen, choice)}
                {mentees(seen, choice)}
                <Tick
                    chosen=choice.group
                    label=move || t!(i18n, programme.as_group)
                    hint=move || t!(i18n, programme.as_group_hint)
                    testid="as-group"
                />
                <div role="alert">
                    <p class="field__error">{too_many}</p>
                    {move || missing.get().then(|| view! {
                        <p class="field__error">{t!(i18n, programme.pair_missing)}</p>
                    })}
                </div>
                {move || wrong.get().map(|problem| view! { <ProblemNotice problem /> })}
                <button
                    type="submit"
                    class="button button--primary button--wide"
                    data-testid="introduce"
                    aria-disabled=move || busy.get().to_string()
                >
                    {t!(i18n, programme.introduce)}
                </button>
                <p class="field__hint">{t!(i18n, programme.introduce_hint)}</p>
            </form>
        </Show>
    }
    .into_any()
}

/// Those with a role whose keys can be sealed to.
pub fn with_role(seen: Seeing, role: PersonRole) -> Vec<PersonView> {
    read(seen, |page| {
        let people = page
            .people
            .iter()
            .filter(|person| person.role == role && !person.stopped);
        people.cloned().collect()
    })
}
