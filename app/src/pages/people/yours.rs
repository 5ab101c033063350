//! One's own eight words, for others to compare.

use amanat_messages::PeopleView;
use leptos::prelude::*;

use crate::components::arriving::kept;
use crate::components::icons::{Icon, Shape};
use crate::components::person::word_list;
use crate::components::qr::Qr;
use crate::i18n::{t, td_string, use_i18n};
use crate::state::worker::Seen;

/// The card.
pub fn yours(seen: Seen<PeopleView>) -> AnyView {
    let i18n = use_i18n();
    let words = kept(seen, |people| people.fingerprint.clone());
    let code = kept(seen, |people| people.code.clone());
    let qr = move || view! { <Qr text=code.get() label=|l| td_string!(l, people.qr_label) /> };
    view! {
        <section class="card stack" aria-labelledby="yours">
            <h2 id="yours">{t!(i18n, people.yours)}</h2>
            <div data-testid="fingerprint">{move || words.with(|words| word_list(words))}</div>
            <p class="field__hint">{t!(i18n, people.yours_hint)}</p>
            <details class="fold" data-testid="code">
                <summary>
                    <Icon shape=Shape::Forward small=true />
                    {t!(i18n, people.qr_show)}
                </summary>
                {qr}
            </details>
        </section>
    }
    .into_any()
}
