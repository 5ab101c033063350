//! Invitations: new ones, and what became of those that were made.

use amanat_messages::{InvitationState, InvitationView};
use leptos::prelude::*;
use leptos_router::components::A;

use super::invitation::{invitation_key, invitation_line};
use super::invite::invite;
use super::{Seeing, read};
use crate::components::flow::{For, Show};
use crate::components::icons::{Icon, Shape};
use crate::i18n::{t, t_string, use_i18n};
use crate::routes::Page;

/// The page.
pub fn invitations(seen: Seeing) -> AnyView {
    let i18n = use_i18n();
    let some_open = Memo::new(move |_| {
        read(seen, |page| {
            page.invitations
                .iter()
                .any(|i| i.state == InvitationState::Open)
        })
    });
    view! {
        <div class="desk">
        <div class="stack">
        {invite()}
        <Show when=move || some_open.get()>
            <A href=Page::InvitationSheet.path() attr:class="button">
                <Icon shape=Shape::Print />
                {t!(i18n, programme.to_sheet)}
            </A>
        </Show>
        </div>
        <div class="stack stack--loose">
        {list(seen, |state| *state == InvitationState::Open, move || t_string!(i18n, programme.open))}
        {list(seen, |state| *state != InvitationState::Open, move || t_string!(i18n, programme.earlier))}
        </div>
        </div>
    }
    .into_any()
}

fn list(
    seen: Seeing,
    wanted: fn(&InvitationState) -> bool,
    title: impl Fn() -> &'static str + Copy + Send + Sync + 'static,
) -> AnyView {
    let all = Memo::new(move |_| {
        read(seen, |page| {
            let all = page.invitations.iter().filter(|i| wanted(&i.state));
            all.cloned().collect::<Vec<InvitationView>>()
        })
    });
    view! {
        <Show when=move || all.with(|all| !all.is_empty())>
            <section class="stack">
                <h2 class="card__kicker">{title}</h2>
                <ul class="list">
                    <For each=move || all.get() key=invitation_key let(one)>
                        <li>{invitation_line(one)}</li>
                    </For>
                </ul>
            </section>
        </Show>
    }
    .into_any()
}
