//! Those this person mentors: what waits with whom.

use amanat_messages::MenteeLine;
use leptos::prelude::*;

use super::people::known::person_link;
use crate::components::arriving::{Arriving, kept};
use crate::components::empty_state::EmptyState;
use crate::components::flow::Show;
use crate::components::icons::{Icon, Shape};
use crate::components::person::person_line;
use crate::components::{initials, intl};
use crate::i18n::{Locale, t, t_string, td_string, use_i18n};
use crate::state::worker::use_mentees;

/// The page.
pub fn mentees() -> AnyView {
    let i18n = use_i18n();
    let seen = use_mentees();
    let mentees = kept(seen, |view| view.mentees.clone());
    let mentors = kept(seen, |view| view.mentors.clone());
    let nobody = move || {
        view! {
            <EmptyState
                title=Signal::derive(move || t_string!(i18n, people.mentees_empty_title).to_string())
                text=Signal::derive(move || t_string!(i18n, people.mentees_empty_text).to_string())
            />
        }
    };
    let mentor_lines = move || {
        let forward = || view! { <Icon shape=Shape::Forward small=true /> }.into_any();
        let lines = mentors.get().into_iter().map(move |person| {
            view! { <li class="opens">{person_line(&person, person_link(&person), forward())}</li> }
        });
        lines.collect_view()
    };
    view! {
        <div class="page">
            <h1 class="page__title">{t!(i18n, shell.mentees)}</h1>
            <Arriving seen>
                <Show when=move || mentees.with(|mentees| !mentees.is_empty()) fallback=nobody>
                    <ul class="list list--lines" data-testid="mentees">
                        {move || mentees.get().into_iter().map(line).collect_view()}
                    </ul>
                </Show>
                <Show when=move || mentors.with(|mentors| !mentors.is_empty())>
                    <section class="stack">
                        <h2 class="card__kicker">{t!(i18n, people.mentors)}</h2>
                        <ul class="list list--lines">{mentor_lines}</ul>
                    </section>
                </Show>
            </Arriving>
        </div>
    }
    .into_any()
}

fn line(mentee: MenteeLine) -> AnyView {
    let i18n = use_i18n();
    let unread = mentee.unread;
    let new = (unread > 0).then(|| {
        let words = move || {
            let l = i18n.get_locale();
            td_string!(
                l,
                people.unread,
                count = unread,
                number = intl::number(l, unread)
            )
        };
        view! { <span class="chip chip--amber">{words}</span> }
    });
    let link = person_link(&mentee.person);
    let name = mentee.person.name.clone();
    let words = move || about(i18n.get_locale(), &mentee);
    view! {
        <li class="opens list__row" data-testid="mentee" data-unread=unread.to_string()>
            <span class="avatar" aria-hidden="true">
                {initials(&name)}
            </span>
            <div class="list__main">
                <p>{link}</p>
                <p class="small muted">{words}</p>
            </div>
            {new}
            <Icon shape=Shape::Forward small=true />
        </li>
    }
    .into_any()
}

/// How much they show, since when nothing new, and whether alone.
fn about(l: Locale, mentee: &MenteeLine) -> String {
    let mut words = Vec::new();
    if mentee.items == 0 {
        words.push(td_string!(l, people.nothing_shown).to_owned());
    } else {
        let number = intl::number(l, mentee.items);
        words.push(td_string!(
            l,
            common.items,
            count = mentee.items,
            number = number
        ));
    }
    if let Some(newest) = mentee.newest {
        words.push(td_string!(l, people.newest, when = intl::ago(l, newest)));
    }
    if mentee.group {
        words.push(td_string!(l, people.in_group).to_owned());
    }
    words.join(" · ")
}
