//! What is shown to them, and the way to show more.

use amanat_mentoring::id::PersonRef;
use amanat_messages::PersonPage;
use leptos::prelude::*;

use super::super::sharing::line::{grant_key, grant_line};
use crate::components::arriving::kept;
use crate::components::flow::{For, Show};
use crate::components::icons::{Icon, Shape};
use crate::i18n::{t, td_string, use_i18n};
use crate::state::asked::{Asked, Asking};
use crate::state::worker::Seen;

/// The section.
pub fn shown(seen: Seen<PersonPage>, name: Memo<String>, who: PersonRef) -> AnyView {
    let i18n = use_i18n();
    let asking = Asking::expect();
    let shown = kept(seen, |page| page.shown.clone());
    let title = move || td_string!(i18n.get_locale(), people.you_show, name = name.get());
    let nothing = move || view! { <p class="muted">{t!(i18n, people.you_show_none)}</p> };
    let show = move |_| {
        asking.ask(Asked::Show {
            part: None,
            person: Some(who),
        });
    };
    view! {
        <section class="stack" data-testid="you-show">
            <h2>{title}</h2>
            <Show when=move || shown.with(|shown| !shown.is_empty()) fallback=nothing>
                <ul class="list">
                    <For each=move || shown.get() key=grant_key let(grant)>
                        <li>{grant_line(grant, false)}</li>
                    </For>
                </ul>
            </Show>
            <div class="row">
                <button
                    type="button"
                    class="button"
                    aria-haspopup="dialog"
                    data-testid="show-person"
                    on:click=show
                >
                    <Icon shape=Shape::Key />
                    {t!(i18n, sharing.title_person)}
                </button>
            </div>
        </section>
    }
    .into_any()
}
