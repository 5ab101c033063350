//! Begin: the founding link, a name, a passphrase.

use amanat_messages::Command;
use leptos::prelude::*;

use super::begin::{Beginning, begin_form};
use crate::i18n::{t, td_string, use_i18n};
use crate::state::arrival::Arrival;
use crate::state::device;

/// The page.
#[component]
pub fn Found() -> impl IntoView {
    let i18n = use_i18n();
    let arrived = Arrival::expect().founding_link.get_untracked();
    let form = begin_form(Beginning {
        came_with_link: arrived.is_some(),
        link: RwSignal::new(arrived.unwrap_or_default()),
        link_label: |l| td_string!(l, welcome.link),
        link_testid: "founding-link",
        button: |l| td_string!(l, welcome.found_button),
        button_testid: "found",
        command: |typed| Command::Found {
            link: typed.link,
            name: typed.name,
            passphrase: typed.passphrase,
            first_part: typed.first_part,
            small_device: device::is_small(),
        },
        said: None,
    });
    view! {
        <div class="page page--narrow">
            <h1 class="page__title">{t!(i18n, welcome.found_title)}</h1>
            <p class="page__lead">{t!(i18n, welcome.found_lead)}</p>
            {form}
        </div>
    }
}
