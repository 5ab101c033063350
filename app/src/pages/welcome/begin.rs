//! What both beginnings ask for: a link, a name, a passphrase.

use amanat_messages::{Command, Problem};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::components::A;

use super::super::fields::attempt::Attempt;
use super::super::fields::passphrase::{PassphraseField, is_about_passphrase};
use super::super::fields::text::TextField;
use super::trouble::Trouble;
use crate::i18n::{Locale, t, td_string, use_i18n};
use crate::routes::Page;

/// What was typed.
pub struct Typed {
    pub link: String,
    pub name: String,
    pub passphrase: String,
    /// In the person's language.
    pub first_part: String,
}

/// What differs between the beginnings.
pub struct Beginning {
    /// The link that came with the address, or what is typed.
    pub link: RwSignal<String>,
    /// Whether it came with the address.
    pub came_with_link: bool,
    pub link_label: fn(Locale) -> &'static str,
    pub link_testid: &'static str,
    pub button: fn(Locale) -> &'static str,
    pub button_testid: &'static str,
    pub command: fn(Typed) -> Command,
    /// What the link says, to be read before anything is typed.
    pub said: Option<AnyView>,
}

/// The form. The card's page comes by itself.
pub fn begin_form(beginning: Beginning) -> AnyView {
    let i18n = use_i18n();
    let Beginning {
        link,
        came_with_link,
        link_label,
        link_testid,
        button,
        button_testid,
        command,
        said,
    } = beginning;
    let asks_at_once = came_with_link && said.is_none();
    // Under the field where one reads it as it is pasted.
    let (above, below) = match came_with_link {
        true => (said, None),
        false => (None, said),
    };
    let name = RwSignal::new(String::new());
    let passphrase = RwSignal::new(String::new());
    let attempt = Attempt::new();
    let about_link = attempt.problem_if(is_about_link);
    let about_name = attempt.problem_if(is_about_name);
    let about_passphrase = attempt.problem_if(is_about_passphrase);
    let other = attempt.problem_if(|problem| {
        !is_about_link(problem) && !is_about_name(problem) && !is_about_passphrase(problem)
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = Typed {
            link: link.get_untracked(),
            name: name.get_untracked(),
            passphrase: passphrase.get_untracked(),
            first_part: td_string!(i18n.get_locale_untracked(), welcome.first_part).to_owned(),
        };
        attempt.run(command(typed), drop);
    };
    view! {
        <form class="stack stack--loose" on:submit=submit autocomplete="off">
            {above}
            <TextField
                label=move || move || link_label(i18n.get_locale())
                hint=move || match came_with_link {
                    true => t!(i18n, welcome.link_read).into_any(),
                    false => t!(i18n, welcome.link_field_hint).into_any(),
                }
                value=link
                problem=about_link
                testid=link_testid
                latin=true
                focus=!came_with_link
            />
            {below}
            <TextField
                label=move || t!(i18n, welcome.name)
                hint=move || t!(i18n, welcome.name_hint)
                value=name
                problem=about_name
                testid="name"
                focus=asks_at_once
            />
            <PassphraseField
                label=move || t!(i18n, unlock.new_passphrase)
                value=passphrase
                new=true
                problem=about_passphrase
            />
            <Trouble problem=other />
            <p class="field__hint">{t!(i18n, welcome.next_card)}</p>
            <div class="stack">
                <button
                    type="submit"
                    class="button button--primary button--wide"
                    data-testid=button_testid
                    aria-disabled=move || attempt.busy().get().to_string()
                >
                    {move || match attempt.busy().get() {
                        true => td_string!(i18n.get_locale(), welcome.found_busy),
                        false => button(i18n.get_locale()),
                    }}
                </button>
                <A href=Page::Welcome.path() attr:class="button button--quiet">
                    {t!(i18n, welcome.back)}
                </A>
            </div>
        </form>
    }
    .into_any()
}

const fn is_about_link(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::LinkUnreadable
            | Problem::LinkElsewhere { .. }
            | Problem::LinkUsed
            | Problem::LinkExpired
            | Problem::LinkUnknown
            | Problem::InvitationUnreadable
            | Problem::InvitationExpired
    )
}

const fn is_about_name(problem: &Problem) -> bool {
    matches!(problem, Problem::NameInvalid { .. })
}
