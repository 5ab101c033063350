//! What is new between people: one card each, with where it leads and a way to put it away.

use amanat_messages::{Command, Notice, NoticeKind, PersonView, TodayView};
use leptos::prelude::*;
use leptos_router::components::A;
use wasm_bindgen_futures::spawn_local;

use crate::components::arriving::kept;
use crate::components::icons::{Icon, Shape};
use crate::components::intl::{self, isolated};
use crate::components::person::role_name;
use crate::i18n::{Locale, t, t_string, td_string, use_i18n};
use crate::routes::Page;
use crate::state::worker::{Seen, Worker};

/// The section, if there is anything in it.
pub fn notices(seen: Seen<TodayView>) -> AnyView {
    let i18n = use_i18n();
    let notices = kept(seen, |today| today.notices.clone());
    view! {
        <Show when=move || notices.with(|notices| !notices.is_empty())>
            <section class="stack" aria-labelledby="for-you" data-testid="notices">
                <h2 class="card__kicker" id="for-you">
                    {t!(i18n, today.for_you)}
                </h2>
                <ul class="list">
                    <For each=move || notices.get() key=|notice| notice.id let(notice)>
                        {one(notice)}
                    </For>
                </ul>
            </section>
        </Show>
    }
    .into_any()
}

fn one(notice: Notice) -> AnyView {
    let i18n = use_i18n();
    let worker = Worker::expect();
    let Notice { id, at, kind } = notice;
    let away = move |_| {
        let answer = worker.do_(Command::Dismiss { notice: id });
        // It stays if it cannot be put away.
        spawn_local(async move { drop(answer.await) });
    };
    let send = match &kind {
        NoticeKind::Held { person } => Some(person.person),
        _ => None,
    };
    let send = send.map(|owner| {
        let send = move |_| {
            let answer = worker.do_(Command::SendAnyway { owner });
            spawn_local(async move { drop(answer.await) });
        };
        view! {
            <button type="button" class="button" data-testid="send-anyway" on:click=send>
                {t!(i18n, people.held_send)}
            </button>
        }
    });
    let (name, to, pressing) = (name_of(&kind), leads_to(&kind), is_pressing(&kind));
    let look = to.map(|to| {
        view! {
            <A href=to.path() attr:class="button button--quiet">
                {t!(i18n, today.look)}
                <Icon shape=Shape::Forward small=true />
            </A>
        }
    });
    view! {
        <li class="notice" class:notice--amber=pressing data-testid="notice" data-kind=name>
            <div class="row notice__row">
                <p class="list__main">{move || words(i18n.get_locale(), &kind)}</p>
                <button
                    type="button"
                    class="button button--quiet button--icon"
                    aria-label=move || t_string!(i18n, today.dismiss)
                    data-testid="dismiss"
                    on:click=away
                >
                    <Icon shape=Shape::Close />
                </button>
            </div>
            <div class="row row--apart">
                <span class="small muted">{move || intl::ago(i18n.get_locale(), at)}</span>
                <span class="row">{send} {look}</span>
            </div>
        </li>
    }
    .into_any()
}

fn words(l: Locale, kind: &NoticeKind) -> String {
    let name = |person: &PersonView| isolated(l, &person.name);
    let role = |person: &PersonView| role_name(l, person.role);
    match kind {
        NoticeKind::Introduced { person } => {
            td_string!(
                l,
                today.introduced,
                name = name(person),
                role = role(person)
            )
        }
        NoticeKind::Shown { person, part_name } => {
            let part = isolated(l, part_name);
            td_string!(l, today.shown, name = name(person), part = part)
        }
        NoticeKind::TakenBack { person, part_name } => {
            let part = isolated(l, part_name);
            td_string!(l, today.taken_back, name = name(person), part = part)
        }
        NoticeKind::Commented { title, name, .. } => {
            let title = match title.is_empty() {
                true => td_string!(l, common.untitled).to_owned(),
                false => isolated(l, title),
            };
            td_string!(l, today.commented, name = isolated(l, name), title = title)
        }
        NoticeKind::Joined { person } => {
            td_string!(l, today.joined, name = name(person), role = role(person))
        }
        NoticeKind::InvitationVoid { label } => {
            td_string!(l, today.void, label = isolated(l, label))
        }
        NoticeKind::Concern => td_string!(l, today.concern).to_owned(),
        NoticeKind::Stopped { person } => td_string!(l, today.stopped, name = name(person)),
        NoticeKind::Held { person } => td_string!(l, today.held, name = name(person)),
        NoticeKind::ProgrammeCard => td_string!(l, today.programme_card).to_owned(),
    }
}

fn leads_to(kind: &NoticeKind) -> Option<Page> {
    Some(match kind {
        NoticeKind::Introduced { person }
        | NoticeKind::Shown { person, .. }
        | NoticeKind::Joined { person }
        | NoticeKind::Stopped { person }
        | NoticeKind::Held { person } => Page::Person(person.person),
        NoticeKind::Commented { owner, item, .. } => match owner {
            Some(owner) => Page::Shared(*owner, *item),
            None => Page::Item(*item),
        },
        NoticeKind::InvitationVoid { .. } => Page::Invitations,
        NoticeKind::Concern => Page::Concerns,
        NoticeKind::ProgrammeCard => Page::ProgrammeCard,
        NoticeKind::TakenBack { .. } => return None,
    })
}

/// Something waits for this person.
const fn is_pressing(kind: &NoticeKind) -> bool {
    matches!(
        kind,
        NoticeKind::InvitationVoid { .. }
            | NoticeKind::Concern
            | NoticeKind::Stopped { .. }
            | NoticeKind::Held { .. }
            | NoticeKind::ProgrammeCard
    )
}

/// For tests.
const fn name_of(kind: &NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Introduced { .. } => "introduced",
        NoticeKind::Shown { .. } => "shown",
        NoticeKind::TakenBack { .. } => "taken-back",
        NoticeKind::Commented { .. } => "commented",
        NoticeKind::Joined { .. } => "joined",
        NoticeKind::InvitationVoid { .. } => "invitation-void",
        NoticeKind::Concern => "concern",
        NoticeKind::Stopped { .. } => "stopped",
        NoticeKind::Held { .. } => "held",
        NoticeKind::ProgrammeCard => "programme-card",
    }
}
