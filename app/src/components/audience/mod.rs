//! Who can see this: the chip on everything that was written, and what it opens.

mod reader;
mod sheet;

use amanat_mentoring::id::PartId;
use amanat_messages::{Audience, Reader, ReaderStanding};
use leptos::prelude::*;

pub use self::sheet::AudienceSheet;
use super::icons::{Icon, Shape};
use super::intl;
use crate::components::flow::Show;
use crate::i18n::{t_string, use_i18n};
use crate::later::{Later, ShowLater};

/// A lock and "Only me", or an eye and names. Opens who exactly, and who not.
#[component]
pub fn AudienceChip(
    #[prop(into)] audience: Signal<Audience>,
    /// One's own part it lives in: from here it can be shown and taken back. None for what others wrote.
    #[prop(optional, into)]
    part: Signal<Option<PartId>>,
    /// Told when somebody looks.
    #[prop(optional, into)]
    on_open: Option<Callback<()>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let look = move |_| {
        open.set(true);
        if let Some(on_open) = on_open {
            on_open.run(());
        }
    };
    let shared = Memo::new(move |_| audience.with(|audience| !audience.only_me()));
    let who = Memo::new(move |_| {
        let locale = i18n.get_locale();
        audience.with(|audience| {
            let mut others = others(audience);
            match (others.next(), others.count()) {
                (None, _) => t_string!(i18n, audience.only_me).to_string(),
                (Some(one), 0) => {
                    t_string!(i18n, audience.me_and, name = one.name.clone()).to_string()
                }
                (Some(_), more) => {
                    let count = intl::count(locale, more + 1);
                    t_string!(i18n, audience.me_and_others, count = count).to_string()
                }
            }
        })
    });
    view! {
        <button
            type="button"
            class="chip"
            class:chip--shared=shared
            aria-haspopup="dialog"
            aria-label=move || t_string!(i18n, audience.open, who = who.get()).to_string()
            on:click=look
        >
            {move || {
                let shape = if shared.get() { Shape::Eye } else { Shape::Lock };
                view! { <Icon shape small=true /> }
            }}
            <span>{who}</span>
        </button>
        <Show when=move || open.get()>
            <ShowLater what=Later::Readers {
                audience,
                part,
                on_close: Callback::new(move |()| open.set(false)),
            } />
        </Show>
    }
}

fn others(audience: &Audience) -> impl Iterator<Item = &Reader> {
    audience
        .readers
        .iter()
        .filter(|reader| reader.standing != ReaderStanding::Me)
}
