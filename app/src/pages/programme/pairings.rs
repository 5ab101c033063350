//! Who mentors whom.

use amanat_messages::{PairingView, PersonView};
use leptos::prelude::*;
use leptos_router::components::A;

use super::{Seeing, read};
use crate::components::flow::{For, Show};
use crate::components::initials;
use crate::components::intl;
use crate::i18n::{t, t_string, use_i18n};
use crate::routes::Page;

/// The list, newest first.
pub fn pairings(seen: Seeing) -> AnyView {
    let i18n = use_i18n();
    let all = Memo::new(move |_| read(seen, |page| page.pairings.clone()));
    let none = move || view! { <p class="muted">{t!(i18n, programme.no_pairings)}</p> };
    view! {
        <section class="stack">
            <h2 class="card__kicker">{t!(i18n, programme.pairings)}</h2>
            <Show when=move || all.with(|all| !all.is_empty()) fallback=none>
                <ul class="list">
                    <For
                        each=move || all.get()
                        key=|pairing| (pairing.pairing, pairing.sent, pairing.mentees.len())
                        let(pairing)
                    >
                        <li>{line(pairing)}</li>
                    </For>
                </ul>
            </Show>
        </section>
    }
    .into_any()
}

fn line(pairing: PairingView) -> AnyView {
    let i18n = use_i18n();
    let PairingView {
        group,
        mentor,
        mentees,
        at,
        sent,
        ..
    } = pairing;
    let kind = move || match group {
        true => t_string!(i18n, programme.group),
        false => t_string!(i18n, programme.one_to_one),
    };
    let since =
        move || t_string!(i18n, audience.since, day = intl::day(i18n.get_locale(), at)).to_string();
    let last = mentees.len();
    let names = mentees.iter().enumerate().map(|(at, mentee)| {
        let comma = (at + 1 < last).then_some("، ");
        // The comma of the language of the moment.
        let comma = move || {
            comma.map(|urdu| {
                if i18n.get_locale() == crate::i18n::Locale::ur {
                    urdu
                } else {
                    ", "
                }
            })
        };
        view! { {name(mentee)} {comma} }
    });
    let names = names.collect_view();
    view! {
        <article class="card" data-testid="pairing" data-state=if sent { "sent" } else { "waiting" }>
            <div class="list__row">
                <span class="avatar" aria-hidden="true">{initials(&mentor.name)}</span>
                <div class="list__main stack">
                    <p><strong>{name(&mentor)}</strong></p>
                    <p class="small">{t!(i18n, programme.mentors)} " " {names}</p>
                    <p class="card__meta">
                        <span class="chip">{kind}</span>
                        <span>{since}</span>
                        {(!sent).then(|| view! {
                            <span class="chip chip--amber">{t!(i18n, programme.on_its_way)}</span>
                        })}
                    </p>
                </div>
            </div>
        </article>
    }
    .into_any()
}

fn name(person: &PersonView) -> AnyView {
    let name = person.name.clone();
    view! {
        <A href=Page::Person(person.person).path()>
            <bdi>{name}</bdi>
        </A>
    }
    .into_any()
}
