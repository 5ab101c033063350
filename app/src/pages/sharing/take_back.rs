//! Take a part back: what that does, and what it cannot do.

use amanat_mentoring::id::{PartId, PersonRef};
use amanat_messages::{Command, GrantView};
use leptos::prelude::*;

use super::super::fields::attempt::Attempt;
use super::known::{self, read};
use crate::components::arriving::{Arriving, ProblemNotice};
use crate::components::dialog::Dialog;
use crate::components::intl;
use crate::components::toast::Toasts;
use crate::i18n::{t, t_string, td_string, use_i18n};
use crate::state::worker::use_shown;

/// The dialog.
#[component]
pub fn TakeBack(part: PartId, person: PersonRef, on_close: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let seen = use_shown();
    let grant = Memo::new(move |before: Option<&Option<GrantView>>| {
        let now = read(seen, |shown| known::grant(shown, part, person).cloned());
        // It is gone from the view as soon as it is taken back, and the dialog a moment later.
        now.or_else(|| before.cloned().flatten())
    });
    let title = Signal::derive(move || match grant.get() {
        Some(grant) => {
            let l = i18n.get_locale();
            let part = intl::isolated(l, &grant.part_name);
            let name = intl::isolated(l, &grant.person.name);
            t_string!(i18n, sharing.back_title, part = part, name = name).to_string()
        }
        None => t_string!(i18n, sharing.take_back).to_string(),
    });
    view! {
        <Dialog title on_close>
            <Arriving seen>
                {move || match grant.get() {
                    Some(grant) => asked(grant, on_close),
                    None => view! { <p>{t!(i18n, sharing.back_nothing)}</p> }.into_any(),
                }}
            </Arriving>
        </Dialog>
    }
}

fn asked(grant: GrantView, on_close: Callback<()>) -> AnyView {
    let i18n = use_i18n();
    let (attempt, toasts) = (Attempt::new(), Toasts::expect());
    let (items, name) = (grant.items, grant.person.name);
    let no_key = move || {
        let name = intl::isolated(i18n.get_locale(), &name);
        t_string!(i18n, sharing.back_key, name = name).to_string()
    };
    let could = move || {
        let number = intl::number(i18n.get_locale(), items);
        t_string!(i18n, sharing.back_could, count = items, number = number).to_string()
    };
    let take = move |_| {
        let part = grant.part_name.clone();
        attempt.run(Command::TakeBack { grant: grant.grant }, move |_| {
            let l = i18n.get_locale_untracked();
            toasts.say(
                td_string!(l, sharing.back_done, part = intl::isolated(l, &part)).to_string(),
                None,
            );
            let _ = on_close.try_run(());
        });
    };
    view! {
        <section class="card">
            <h3 class="card__kicker">{t!(i18n, sharing.back_does)}</h3>
            <ul class="bullets">
                <li>{no_key}</li>
                <li>{t!(i18n, sharing.back_forgets)}</li>
                <li>{t!(i18n, sharing.back_told)}</li>
            </ul>
        </section>
        <section class="notice notice--amber">
            <h3 class="notice__title">{t!(i18n, sharing.back_not)}</h3>
            <p>{t!(i18n, sharing.back_read)}</p>
            <p>{could}</p>
        </section>
        {move || attempt.problem().get().map(|problem| view! { <ProblemNotice problem /> })}
        <div class="dialog__actions">
            <button
                type="button"
                class="button button--primary button--danger-fill"
                data-testid="take-back"
                aria-disabled=move || attempt.busy().get().to_string()
                on:click=take
            >
                {t!(i18n, sharing.take_back)}
            </button>
            <button type="button" class="button" on:click=move |_| on_close.run(())>
                {t!(i18n, sharing.back_keep)}
            </button>
        </div>
    }
    .into_any()
}
