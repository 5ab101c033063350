//! A new passphrase for this device.

use amanat_messages::{Command, Problem};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::components::A;

use super::super::fields::attempt::Attempt;
use super::super::fields::passphrase::PassphraseField;
use crate::components::flow::Show;
use crate::components::icons::{Icon, Shape};
use crate::i18n::{t, use_i18n};
use crate::problem::sentence;
use crate::routes::Page;

/// The page.
#[component]
pub fn ChangePassphrase() -> impl IntoView {
    let i18n = use_i18n();
    let current = RwSignal::new(String::new());
    let new = RwSignal::new(String::new());
    let done = RwSignal::new(false);
    let attempt = Attempt::new();
    let about_current = attempt.problem_if(|problem| *problem == Problem::WrongPassphrase);
    let about_new =
        attempt.problem_if(|problem| matches!(problem, Problem::PassphraseTooShort { .. }));
    let other = attempt.problem_if(|problem| {
        !matches!(
            problem,
            Problem::WrongPassphrase | Problem::PassphraseTooShort { .. }
        )
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        done.set(false);
        let command = Command::ChangePassphrase {
            current: current.get_untracked(),
            new: new.get_untracked(),
        };
        attempt.run(command, move |_| {
            current.try_set(String::new());
            new.try_set(String::new());
            done.try_set(true);
        });
    };
    view! {
        <div class="page page--narrow">
            <A href=Page::Settings.path() attr:class="button button--quiet back">
                <Icon shape=Shape::Back />
                {t!(i18n, settings.back)}
            </A>
            <h1 class="page__title">{t!(i18n, settings.passphrase_title)}</h1>
            <p class="page__lead">{t!(i18n, settings.passphrase_lead)}</p>
            <form class="stack stack--loose" on:submit=submit>
                <PassphraseField
                    label=move || t!(i18n, settings.passphrase_current)
                    value=current
                    problem=about_current
                />
                <PassphraseField
                    label=move || t!(i18n, settings.passphrase_new)
                    value=new
                    new=true
                    problem=about_new
                />
                <div role="status" data-testid="passphrase-done">
                    {move || {
                        let l = i18n.get_locale();
                        other.get().map(|other| view! { <p class="notice notice--amber">{sentence(l, &other)}</p> })
                    }}
                    <Show when=move || done.get()>
                        <p class="notice">{t!(i18n, settings.passphrase_done)}</p>
                    </Show>
                </div>
                <button
                    type="submit"
                    class="button button--primary button--wide"
                    data-testid="change-passphrase"
                    aria-disabled=move || attempt.busy().get().to_string()
                >
                    {move || match attempt.busy().get() {
                        true => t!(i18n, settings.passphrase_busy).into_any(),
                        false => t!(i18n, settings.passphrase_button).into_any(),
                    }}
                </button>
            </form>
        </div>
    }
}
