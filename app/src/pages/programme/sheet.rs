//! The open invitations on paper: to be cut apart and handed over.

use amanat_messages::{InvitationState, InvitationView};
use leptos::prelude::*;

use super::{Seeing, read};
use crate::components::flow::{For, Show};
use crate::components::icons::{Icon, Shape};
use crate::components::intl;
use crate::components::person::role_name;
use crate::components::qr::Qr;
use crate::i18n::{t, t_string, td_string, use_i18n};

/// The page, as it will be printed.
pub fn sheet(seen: Seeing) -> AnyView {
    let i18n = use_i18n();
    let open = Memo::new(move |_| {
        read(seen, |page| {
            let open = page
                .invitations
                .iter()
                .filter(|i| i.state == InvitationState::Open);
            open.cloned().collect::<Vec<InvitationView>>()
        })
    });
    let programme = Memo::new(move |_| {
        read(seen, |page| {
            (
                page.programme.name.clone(),
                page.programme.fingerprint.join(" "),
            )
        })
    });
    let print = move |_| {
        // Refused only where printing is switched off.
        let _ = window().print();
    };
    let none = move || view! { <p class="empty">{t!(i18n, programme.sheet_empty)}</p> };
    view! {
        <p class="page__lead no-print">{t!(i18n, programme.sheet_lead)}</p>
        <Show when=move || open.with(|open| !open.is_empty()) fallback=none>
            <div class="row no-print">
                <button type="button" class="button button--primary" data-testid="print" on:click=print>
                    <Icon shape=Shape::Print />
                    {t!(i18n, item.print)}
                </button>
            </div>
            <ul class="tickets" data-testid="tickets">
                <For each=move || open.get() key=|one| one.invitation let(one)>
                    {ticket(one, programme)}
                </For>
            </ul>
        </Show>
    }
    .into_any()
}

fn ticket(invitation: InvitationView, programme: Memo<(String, String)>) -> AnyView {
    let i18n = use_i18n();
    let InvitationView {
        label,
        role,
        link,
        expires,
        ..
    } = invitation;
    let until = move || {
        let l = i18n.get_locale();
        t_string!(i18n, audience.until, day = intl::day(l, expires)).to_string()
    };
    view! {
        <li class="ticket">
            <div class="ticket__text">
                <p class="ticket__programme writing"><bdi>{move || programme.get().0}</bdi></p>
                <p class="ticket__label"><bdi>{label}</bdi></p>
                <p class="small">
                    {move || role_name(i18n.get_locale(), role)} " · " {until}
                </p>
                <p class="ticket__how">{t!(i18n, programme.ticket_how)}</p>
                <p class="ticket__words">
                    {t!(i18n, programme.ticket_words)} " "
                    <bdi lang="en" dir="ltr" translate="no">{move || programme.get().1}</bdi>
                </p>
            </div>
            {link.map(|text| view! { <Qr text label=|l| td_string!(l, programme.qr) /> })}
        </li>
    }
    .into_any()
}
