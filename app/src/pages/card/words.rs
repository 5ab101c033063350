//! The 24 words, to be copied onto paper.

use amanat_messages::CardView;
use leptos::html;
use leptos::prelude::*;

use super::kind::Kind;
use crate::components::icons::{Icon, Shape};
use crate::components::intl::number;
use crate::i18n::{Locale, t, t_string, td_string, use_i18n};
use crate::later::{Later, ShowLater};

/// Words, print, QR, and on.
#[component]
pub fn Words(card: CardView, asking: RwSignal<bool>, kind: &'static Kind) -> impl IntoView {
    let i18n = use_i18n();
    let say = move |words: fn(Locale) -> &'static str| move || words(i18n.get_locale());
    let shown = RwSignal::new(false);
    // The card may come a moment after its page, when the focus has already been given away.
    let heading = NodeRef::<html::H1>::new();
    heading.on_load(|heading| drop(heading.focus()));
    let print = move |_| {
        // A browser without a printer says so itself.
        let _ = window().print();
    };
    view! {
        <h1 class="page__title no-print" tabindex="-1" node_ref=heading>
            {say(kind.title)}
        </h1>
        <p class="page__lead no-print">{say(kind.lead)}</p>
        <p class="no-print">
            <strong>{say(kind.why)}</strong>
            " "
            {say(kind.how)}
        </p>
        <section class="sheet" aria-label=move || t_string!(i18n, card.words)>
            <p class="sheet__title">{say(kind.printed_title)}</p>
            <Grid words=card.words />
            <figure class="sheet__qr" class:sheet__qr--shown=shown>
                <ShowLater what=Later::Qr {
                    text: card.qr,
                    label: |l| td_string!(l, card.qr),
                } />
                <figcaption class="field__hint no-print">{t!(i18n, card.qr_hint)}</figcaption>
            </figure>
            <p class="sheet__text">{say(kind.printed_text)}</p>
        </section>
        <div class="pair no-print">
            <button type="button" class="button" on:click=print>
                <Icon shape=Shape::Print />
                {t!(i18n, card.print)}
            </button>
            <button
                type="button"
                class="button"
                aria-expanded=move || shown.get().to_string()
                data-testid="show-qr"
                on:click=move |_| shown.update(|shown| *shown = !*shown)
            >
                {move || match shown.get() {
                    true => t!(i18n, card.hide_qr).into_any(),
                    false => t!(i18n, card.show_qr).into_any(),
                }}
            </button>
        </div>
        <button
            type="button"
            class="button button--primary button--wide no-print"
            data-testid="written"
            on:click=move |_| asking.set(true)
        >
            {t!(i18n, card.written)}
        </button>
        <p class="field__hint no-print">{t!(i18n, card.next)}</p>
    }
}

/// Two columns, numbered down.
#[component]
fn Grid(words: Vec<String>) -> impl IntoView {
    let i18n = use_i18n();
    let row = move |(at, word): (usize, String)| {
        let place = u32::try_from(at + 1).unwrap_or_default();
        view! {
            <li>
                <span class="words__place">{move || number(i18n.get_locale(), place)}</span>
                <span class="writing" lang="en" dir="ltr" translate="no" data-testid="card-word">
                    {word}
                </span>
            </li>
        }
    };
    view! {
        <ol class="words" role="list">
            {words.into_iter().enumerate().map(row).collect_view()}
        </ol>
    }
}
