//! What an invitation says, before anybody takes it up.

use amanat_mentoring::fact::PersonRole;
use amanat_messages::Problem;
use amanat_protocol::link::InvitationLink;
use leptos::prelude::*;

use crate::components::intl;
use crate::components::person::role_name;
use crate::i18n::{t, use_i18n};
use crate::problem::sentence;

/// Who invites, into what, as what; or what is wrong with it. Nothing while it is not yet a whole link.
pub fn invites(link: RwSignal<String>) -> impl IntoView {
    let read = Memo::new(move |_| link.with(|link| InvitationLink::parse(link).ok()));
    move || read.get().map(said)
}

fn said(link: InvitationLink) -> AnyView {
    let i18n = use_i18n();
    let role = PersonRole::ALL.get(usize::from(link.role)).copied();
    let until = link.expires.saturating_mul(1000);
    let refused = refused(&link).map(|problem| {
        view! {
            <p class="notice notice--amber" role="alert" data-testid="invitation-refused">
                {move || sentence(i18n.get_locale(), &problem)}
            </p>
        }
    });
    view! {
        <section class="card stack" data-testid="invites">
            <h2 class="card__kicker">{t!(i18n, welcome.invites)}</h2>
            <dl class="facts">
                <dt>{t!(i18n, welcome.invites_into)}</dt>
                <dd>
                    <strong dir="auto">{link.name}</strong>
                </dd>
                <dt>{t!(i18n, welcome.invites_as)}</dt>
                <dd>{move || role.map(|role| role_name(i18n.get_locale(), role))}</dd>
                <dt>{t!(i18n, welcome.invites_by)}</dt>
                <dd>{t!(i18n, welcome.invites_by_text)}</dd>
                <dt>{t!(i18n, welcome.invites_until)}</dt>
                <dd>{move || intl::moment(i18n.get_locale(), until)}</dd>
            </dl>
            <p class="field__hint">{t!(i18n, welcome.invites_true)}</p>
        </section>
        {refused}
    }
    .into_any()
}

/// What can be told without asking anybody.
#[allow(clippy::cast_precision_loss)] // seconds stay exact in a double for 285 million years
fn refused(link: &InvitationLink) -> Option<Problem> {
    let here = window().location().origin().unwrap_or_default();
    if !link.origin.is_empty() && link.origin != here {
        return Some(Problem::LinkElsewhere {
            origin: link.origin.clone(),
        });
    }
    let over = (link.expires as f64) * 1000.0 < js_sys::Date::now();
    over.then_some(Problem::InvitationExpired)
}
