//! What an invitation says besides for whom it is: as what, and how long it is good.

use amanat_mentoring::fact::PersonRole;
use leptos::prelude::*;

use super::super::fields::unique_id;
use crate::components::intl;
use crate::components::person::role_name;
use crate::i18n::{t, t_string, use_i18n};

/// Days an invitation can be good.
const DAYS: [u16; 4] = [7, 14, 30, 90];
/// Coordinators are named by the programme's card, not invited.
const ROLES: [PersonRole; 4] = [
    PersonRole::Mentee,
    PersonRole::Mentor,
    PersonRole::Chair,
    PersonRole::SafetyOfficer,
];

/// One role.
pub fn which_role(role: RwSignal<PersonRole>) -> AnyView {
    let i18n = use_i18n();
    let group = unique_id();
    let option = move |one: PersonRole| {
        view! {
            <label class="choose__option">
                <input
                    type="radio"
                    name=group.clone()
                    prop:checked=move || role.get() == one
                    on:change=move |_| role.set(one)
                />
                <span>{move || role_name(i18n.get_locale(), one)}</span>
            </label>
        }
    };
    view! {
        <fieldset class="choose" data-testid="role">
            <legend class="field__label">{t!(i18n, programme.as_what)}</legend>
            {ROLES.map(option).collect_view()}
        </fieldset>
    }
    .into_any()
}

/// One of a few times.
pub fn how_long(days: RwSignal<u16>) -> AnyView {
    let i18n = use_i18n();
    let option = move |number: u16| {
        let words = move || {
            let shown = intl::number(i18n.get_locale(), number);
            t_string!(i18n, programme.days, number = shown).to_string()
        };
        view! {
            <option value=number.to_string() selected=move || days.get() == number>{words}</option>
        }
    };
    view! {
        <label class="field">
            <span class="field__label">{t!(i18n, programme.good_for)}</span>
            <select on:change:target=move |event| {
                if let Ok(number) = event.target().value().parse() {
                    days.set(number);
                }
            }>{DAYS.map(option).collect_view()}</select>
        </label>
    }
    .into_any()
}
