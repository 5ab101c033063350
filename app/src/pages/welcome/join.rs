//! Begin with an invitation: what it says, a name, a passphrase.

use amanat_messages::Command;
use leptos::prelude::*;

use super::begin::{Beginning, begin_form};
use super::invites::invites;
use crate::i18n::{t, td_string, use_i18n};
use crate::state::arrival::Arrival;
use crate::state::device;

/// The page.
#[component]
pub fn Join() -> impl IntoView {
    let i18n = use_i18n();
    let arrived = Arrival::expect().invitation.get_untracked();
    let came_with_link = arrived.is_some();
    let link = RwSignal::new(arrived.unwrap_or_default());
    let form = begin_form(Beginning {
        came_with_link,
        link,
        link_label: |l| td_string!(l, welcome.invitation),
        link_testid: "invitation",
        button: |l| td_string!(l, welcome.join_button),
        button_testid: "join",
        command: |typed| Command::Join {
            link: typed.link,
            name: typed.name,
            passphrase: typed.passphrase,
            first_part: typed.first_part,
            small_device: device::is_small(),
        },
        said: Some(invites(link).into_any()),
    });
    view! {
        <div class="page page--narrow">
            <h1 class="page__title">{t!(i18n, welcome.join_title)}</h1>
            <p class="page__lead">{t!(i18n, welcome.join_lead)}</p>
            {form}
        </div>
    }
}
