//! Compare with what another person's QR says.

use amanat_messages::{Command, Done, PeopleView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::super::fields::attempt::Attempt;
use super::super::fields::text::TextField;
use super::camera::camera;
use crate::components::intl::isolated;
use crate::components::toast::Toasts;
use crate::i18n::{t, td_string, use_i18n};
use crate::state::worker::Seen;

/// The card: a text that was scanned, and what came of it.
pub fn scan(seen: Seen<PeopleView>) -> AnyView {
    let i18n = use_i18n();
    let toasts = Toasts::expect();
    let code = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let problem = attempt.problem();
    let compare = move |text: String| {
        let people = seen.with_untracked(|seen| match seen {
            Some(Ok(people)) => people.people.clone(),
            _ => Vec::new(),
        });
        attempt.run(Command::Scan { code: text }, move |done| {
            let Done::Verified(person) = done else { return };
            code.try_set(String::new());
            let l = i18n.get_locale_untracked();
            let name = people.iter().find(|known| known.person == person);
            let name = isolated(l, name.map_or("", |known| &known.name));
            toasts.say(td_string!(l, people.compared, name = name), None);
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        compare(code.get_untracked());
    };
    view! {
        <section class="card stack" aria-labelledby="scan">
            <h2 id="scan">{t!(i18n, people.scan_title)}</h2>
            <p>{t!(i18n, people.scan_lead)}</p>
            {camera(Callback::new(compare))}
            <form class="stack" on:submit=submit autocomplete="off">
                <TextField
                    label=move || t!(i18n, people.scan_field)
                    hint=move || t!(i18n, people.scan_hint)
                    value=code
                    problem
                    testid="code-text"
                    latin=true
                />
                <div class="row">
                    <button
                        type="submit"
                        class="button"
                        data-testid="scan"
                        aria-disabled=move || attempt.busy().get().to_string()
                    >
                        {t!(i18n, people.scan_button)}
                    </button>
                </div>
            </form>
        </section>
    }
    .into_any()
}
