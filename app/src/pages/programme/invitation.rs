//! One invitation: for whom, as what, until when; its link, its QR, and how to make it worthless.

use amanat_mentoring::id::ItemId;
use amanat_messages::{Command, InvitationState, InvitationView};
use leptos::prelude::*;

use super::super::fields::attempt::Attempt;
use crate::components::arriving::ProblemNotice;
use crate::components::copy::copy_button;
use crate::components::icons::{Icon, Shape};
use crate::components::intl;
use crate::components::person::role_name;
use crate::components::qr::Qr;
use crate::components::toast::Toasts;
use crate::i18n::{Locale, t, t_string, td_string, use_i18n};

/// To tell lines apart, and one line from its older self.
pub fn invitation_key(invitation: &InvitationView) -> (ItemId, &'static str) {
    (invitation.invitation, state_key(&invitation.state))
}

/// The line.
pub fn invitation_line(invitation: InvitationView) -> AnyView {
    let i18n = use_i18n();
    let InvitationView {
        invitation: id,
        label,
        role,
        link,
        expires,
        state,
    } = invitation;
    let name = move || match label.is_empty() {
        true => t_string!(i18n, programme.unlabelled).to_string(),
        false => label.clone(),
    };
    let until = move || {
        t_string!(
            i18n,
            audience.until,
            day = intl::day(i18n.get_locale(), expires)
        )
        .to_string()
    };
    let key = state_key(&state);
    let open = state == InvitationState::Open;
    let void = state == InvitationState::Void;
    view! {
        <article class="card" data-testid="invitation" data-state=key>
            <h3 class="card__title"><bdi>{name}</bdi></h3>
            <p class="card__meta">
                <span class="chip" class:chip--shared=open class:chip--amber=void>
                    {move || state_name(i18n.get_locale(), &state)}
                </span>
                <span>{move || role_name(i18n.get_locale(), role)}</span>
                {open.then(|| view! { <span>{until}</span> })}
            </p>
            {void.then(|| view! { <p class="small">{t!(i18n, programme.void_text)}</p> })}
            {link.map(|link| actions(id, link))}
        </article>
    }
    .into_any()
}

fn actions(id: ItemId, link: String) -> AnyView {
    let i18n = use_i18n();
    let (attempt, toasts) = (Attempt::new(), Toasts::expect());
    let shown = RwSignal::new(false);
    let for_qr = link.clone();
    let withdraw = move |_| {
        attempt.run(Command::WithdrawInvitation { invitation: id }, move |_| {
            let l = i18n.get_locale_untracked();
            toasts.say(td_string!(l, programme.withdrawn).to_string(), None);
        });
    };
    let code = move || {
        let text = for_qr.clone();
        shown
            .get()
            .then(|| view! { <Qr text label=|l| td_string!(l, programme.qr) /> })
    };
    view! {
        <div class="row">
            {copy_button(link, |l| td_string!(l, programme.copy), |l| td_string!(l, programme.copied))}
            <button
                type="button"
                class="button"
                aria-expanded=move || shown.get().to_string()
                on:click=move |_| shown.update(|shown| *shown = !*shown)
            >
                {move || match shown.get() {
                    true => t_string!(i18n, card.hide_qr),
                    false => t_string!(i18n, card.show_qr),
                }}
            </button>
            <button type="button" class="button button--quiet button--danger" on:click=withdraw>
                <Icon shape=Shape::Close small=true />
                {t!(i18n, programme.withdraw)}
            </button>
        </div>
        {code}
        {move || attempt.problem().get().map(|problem| view! { <ProblemNotice problem /> })}
    }
    .into_any()
}

fn state_name(l: Locale, state: &InvitationState) -> String {
    match state {
        InvitationState::Open => td_string!(l, programme.state_open).to_owned(),
        InvitationState::Answered { name } => {
            td_string!(l, programme.state_answered, name = intl::isolated(l, name)).to_string()
        }
        InvitationState::Expired => td_string!(l, programme.state_expired).to_owned(),
        InvitationState::Withdrawn => td_string!(l, programme.state_withdrawn).to_owned(),
        InvitationState::Void => td_string!(l, programme.state_void).to_owned(),
    }
}

/// For tests and style sheets.
const fn state_key(state: &InvitationState) -> &'static str {
    match state {
        InvitationState::Open => "open",
        InvitationState::Answered { .. } => "answered",
        InvitationState::Expired => "expired",
        InvitationState::Withdrawn => "withdrawn",
        InvitationState::Void => "void",
    }
}
