//! Three words by their places, from the paper.

use amanat_messages::{CardAnswer, Problem};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::super::fields::attempt::Attempt;
use super::super::fields::text::TextField;
use super::kind::Kind;
use crate::components::intl::number;
use crate::i18n::{t, use_i18n};
use crate::problem::sentence;

/// The questions. The pages open by themselves once all are right.
#[component]
pub fn Check(ask: Vec<u8>, asking: RwSignal<bool>, kind: &'static Kind) -> impl IntoView {
    let i18n = use_i18n();
    let answers: Vec<_> = ask
        .into_iter()
        .map(|place| (place, RwSignal::new(String::new())))
        .collect();
    let attempt = Attempt::new();
    let other = attempt.problem_if(|problem| !matches!(problem, Problem::CardAnswerWrong { .. }));
    let fields = answers.iter().enumerate().map(|(at, (place, value))| {
        let (place, value) = (*place, *value);
        let problem = Memo::new(move |_| {
            attempt
                .problem()
                .get()
                .filter(|problem| *problem == Problem::CardAnswerWrong { place })
        });
        let shown = move || number(i18n.get_locale(), place);
        view! {
            <TextField
                label=move || t!(i18n, card.word, place = shown)
                value
                problem
                testid="card-answer"
                latin=true
                focus=at == 0
            />
        }
    });
    let fields = fields.collect_view();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let answers = answers.iter().map(|(place, word)| CardAnswer {
            place: *place,
            word: word.get_untracked(),
        });
        attempt.run((kind.confirm)(answers.collect()), drop);
    };
    view! {
        <h1 class="page__title">{t!(i18n, card.check_title)}</h1>
        <p class="page__lead">{t!(i18n, card.check_lead)}</p>
        <form class="stack stack--loose" on:submit=submit autocomplete="off">
            {fields}
            <div role="alert">
                {move || {
                    let l = i18n.get_locale();
                    other.get().map(|other| view! { <p class="notice notice--amber">{sentence(l, &other)}</p> })
                }}
            </div>
            <div class="stack">
                <button
                    type="submit"
                    class="button button--primary button--wide"
                    data-testid="confirm-card"
                    aria-disabled=move || attempt.busy().get().to_string()
                >
                    {move || match attempt.busy().get() {
                        true => t!(i18n, card.confirming).into_any(),
                        false => t!(i18n, card.confirm).into_any(),
                    }}
                </button>
                <button type="button" class="button button--quiet" on:click=move |_| asking.set(false)>
                    {t!(i18n, card.back)}
                </button>
            </div>
        </form>
    }
}
