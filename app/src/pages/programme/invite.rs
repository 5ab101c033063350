//! New invitations: as what, for whom, how long they are good.

use amanat_mentoring::begun::Begun;
use amanat_mentoring::fact::PersonRole;
use amanat_messages::Command;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::super::fields::attempt::Attempt;
use super::super::fields::unique_id;
use super::terms::{how_long, which_role};
use crate::components::arriving::ProblemNotice;
use crate::components::grow::grow;
use crate::components::intl;
use crate::components::toast::Toasts;
use crate::i18n::{t, t_string, td_string, use_i18n};
use crate::state::unsent::Unsent;

/// At once, as the vault takes them.
const MOST: usize = 60;

/// The form. What it makes appears below it.
pub fn invite() -> AnyView {
    let i18n = use_i18n();
    let (attempt, toasts) = (Attempt::new(), Toasts::expect());
    let role = RwSignal::new(PersonRole::Mentee);
    let days = RwSignal::new(14_u16);
    let unsent = Unsent::expect();
    let text = unsent.text(Begun::Labels, String::new());
    let labels = Memo::new(move |_| text.with(|text| labels(text)));
    let count = Memo::new(move |_| labels.with(Vec::len));
    let (id, hint_id, error_id) = (unique_id(), unique_id(), unique_id());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let labels = labels.get_untracked();
        if labels.len() > MOST {
            return;
        }
        let made = labels.len();
        let command = Command::Invite {
            role: role.get_untracked(),
            labels,
            days: days.get_untracked(),
        };
        let words = text.get_untracked();
        attempt.run(command, move |_| {
            unsent.given(Begun::Labels, text, &words);
            let l = i18n.get_locale_untracked();
            let number = intl::count(l, made);
            toasts.say(
                td_string!(l, programme.made, number = number).to_string(),
                None,
            );
        });
    };
    let button = move || {
        let number = intl::count(i18n.get_locale(), count.get());
        let count = u32::try_from(count.get()).unwrap_or(u32::MAX);
        t_string!(i18n, programme.make, count = count, number = number).to_string()
    };
    let too_many = move || {
        let l = i18n.get_locale();
        let (most, got) = (intl::count(l, MOST), intl::count(l, count.get()));
        let said = td_string!(l, programme.too_many, most = most, got = got);
        (count.get() > MOST).then(|| said.to_string())
    };
    view! {
        <form class="card stack stack--loose" on:submit=submit autocomplete="off" data-testid="invite">
            {which_role(role)}
            <div class="field">
                <label class="field__label" for=id.clone()>{t!(i18n, programme.labels)}</label>
                <textarea
                    id=id
                    rows="3"
                    dir="auto"
                    placeholder=" "
                    autocomplete="off"
                    spellcheck="false"
                    data-testid="labels"
                    aria-describedby=format!("{error_id} {hint_id}")
                    prop:value=text
                    on:input:target=move |event| {
                        grow(&event.target());
                        text.set(event.target().value());
                    }
                ></textarea>
                <span class="field__hint" id=hint_id>{t!(i18n, programme.labels_hint)}</span>
                <span class="field__error" id=error_id role="alert">{too_many}</span>
            </div>
            {how_long(days)}
            {move || attempt.problem().get().map(|problem| view! { <ProblemNotice problem /> })}
            <button
                type="submit"
                class="button button--primary"
                data-testid="make-invitations"
                aria-disabled=move || attempt.busy().get().to_string()
            >
                {button}
            </button>
        </form>
    }
    .into_any()
}

/// One for each line; one without a label where nothing is written.
fn labels(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let labels: Vec<String> = lines.map(str::to_owned).collect();
    match labels.is_empty() {
        true => vec![String::new()],
        false => labels,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_an_invitation_and_nothing_is_one_too() {
        assert_eq!(labels(""), [""]);
        assert_eq!(labels(" \n\n"), [""]);
        assert_eq!(labels("Ayesha\r\n\n  بلال \n"), ["Ayesha", "بلال"]);
    }
}
