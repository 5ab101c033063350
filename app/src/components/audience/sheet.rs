//! Readers with the words of their keys, who cannot read, and what the server still sees.

use amanat_mentoring::id::PartId;
use amanat_messages::Audience;
use leptos::prelude::*;
use leptos_router::components::A;

use super::reader::reader_line;
use crate::components::dialog::Dialog;
use crate::components::flow::Show;
use crate::components::icons::{Icon, Shape};
use crate::i18n::{t, t_string, use_i18n};
use crate::routes::Page;
use crate::state::asked::{Asked, Asking};

/// The open dialog.
#[component]
pub fn AudienceSheet(
    #[prop(into)] audience: Signal<Audience>,
    #[prop(into)] part: Signal<Option<PartId>>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let asking = Asking::expect();
    let alone = Memo::new(move |_| audience.with(Audience::only_me));
    let cannot = move || {
        if alone.get() {
            t_string!(i18n, audience.cannot_text)
        } else {
            t_string!(i18n, audience.cannot_text_shared)
        }
    };
    let server = move || {
        if alone.get() {
            t_string!(i18n, audience.server_alone)
        } else {
            t_string!(i18n, audience.server_shared)
        }
    };
    let show = move |_| {
        asking.ask(Asked::Show {
            part: part.get_untracked(),
            person: None,
        });
    };
    view! {
        <Dialog title=Signal::derive(move || t_string!(i18n, audience.title).to_string()) on_close>
            <p class="page__lead">{t!(i18n, audience.computed)}</p>
            <ul class="list list--lines">
                {move || {
                    let part = part.get();
                    audience.get().readers.into_iter().map(|reader| reader_line(reader, part)).collect_view()
                }}
            </ul>
            <Show when=move || part.get().is_some()>
                <button
                    type="button"
                    class="button"
                    aria-haspopup="dialog"
                    data-testid="show-part"
                    on:click=show
                >
                    <Icon shape=Shape::Key />
                    {t!(i18n, audience.show)}
                </button>
            </Show>
            <section class="card">
                <h3 class="card__kicker">{t!(i18n, audience.cannot)}</h3>
                <p>{cannot}</p>
            </section>
            <div class="notice notice--amber">
                <p>{server}</p>
                <p>
                    <A href=Page::Server.path()>{t!(i18n, audience.more)}</A>
                </p>
            </div>
        </Dialog>
    }
}
