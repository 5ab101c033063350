//! Language, light and dark, the script of Urdu. Each choice is seen at once.

use leptos::prelude::*;

use super::super::fields::unique_id;
use crate::i18n::{Locale, t, use_i18n};
use crate::state::preferences::{Preferences, Theme, UrduScript};

/// The card.
#[component]
pub fn Look() -> impl IntoView {
    let i18n = use_i18n();
    let preferences = Preferences::expect();
    let (language, theme, urdu) = (
        preferences.language(),
        preferences.theme(),
        preferences.urdu(),
    );
    view! {
        <section class="card stack stack--loose">
            <h2>{t!(i18n, settings.look)}</h2>
            <Choice
                label=move || t!(i18n, settings.language)
                testid="language"
                options=vec![
                    option(Locale::en, move || t!(i18n, settings.english)),
                    option(Locale::ur, move || t!(i18n, settings.urdu)),
                ]
                chosen=language
                choose=move |language| preferences.set_language(language)
            />
            <Choice
                label=move || t!(i18n, settings.theme)
                testid="theme"
                options=vec![
                    option(Theme::System, move || t!(i18n, settings.theme_system)),
                    option(Theme::Light, move || t!(i18n, settings.theme_light)),
                    option(Theme::Dark, move || t!(i18n, settings.theme_dark)),
                ]
                chosen=theme
                choose=move |theme| preferences.set_theme(theme)
            />
            <div class="stack">
                <Choice
                    label=move || t!(i18n, settings.script)
                    testid="script"
                    options=vec![
                        option(UrduScript::Naskh, move || t!(i18n, settings.script_naskh)),
                        option(UrduScript::Nastaliq, move || t!(i18n, settings.script_nastaliq)),
                    ]
                    chosen=urdu
                    choose=move |script| preferences.set_urdu(script)
                />
                <p class="field__hint">{t!(i18n, settings.script_hint)}</p>
            </div>
        </section>
    }
}

fn option<T, V: IntoView + 'static>(
    value: T,
    label: impl Fn() -> V + Send + Sync + 'static,
) -> (T, ViewFn) {
    (value, ViewFn::from(label))
}

/// One of a few.
#[component]
fn Choice<T>(
    #[prop(into)] label: ViewFn,
    testid: &'static str,
    options: Vec<(T, ViewFn)>,
    chosen: Signal<T>,
    choose: impl Fn(T) + Copy + 'static,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let group = unique_id();
    let option = move |(value, label): (T, ViewFn)| {
        view! {
            <label class="choose__option">
                <input
                    type="radio"
                    name=group.clone()
                    prop:checked=move || chosen.get() == value
                    on:change=move |_| choose(value)
                />
                <span>{label.run()}</span>
            </label>
        }
    };
    view! {
        <fieldset class="choose" data-testid=testid>
            <legend class="field__label">{label.run()}</legend>
            {options.into_iter().map(option).collect_view()}
        </fieldset>
    }
}
