//! Readers with the words of their keys, who cannot read, and what the server still sees.

use amanat_messages::{Audience, Reader, ReaderStanding};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::dialog::Dialog;
use crate::components::initials;
use crate::components::intl;
use crate::i18n::{t, t_string, use_i18n};
use crate::routes::Page;

/// The open dialog.
#[component]
pub fn AudienceSheet(
    #[prop(into)] audience: Signal<Audience>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
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
    view! {
        <Dialog title=Signal::derive(move || t_string!(i18n, audience.title).to_string()) on_close>
            <p class="page__lead">{t!(i18n, audience.computed)}</p>
            <ul class="list list--lines">
                {move || audience.get().readers.into_iter().map(|reader| view! { <Person reader /> }).collect_view()}
            </ul>
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

#[component]
fn Person(reader: Reader) -> impl IntoView {
    let i18n = use_i18n();
    let me = reader.standing == ReaderStanding::Me;
    let name = reader.name.clone();
    let shown = move || {
        if me {
            t_string!(i18n, audience.you).to_string()
        } else {
            name.clone()
        }
    };
    let standing = move || match reader.standing {
        ReaderStanding::Me => {
            let number = intl::number(i18n.get_locale(), reader.devices);
            t_string!(
                i18n,
                audience.devices,
                count = reader.devices,
                number = number
            )
            .to_string()
        }
        ReaderStanding::Introduced => t_string!(i18n, audience.introduced).to_string(),
        ReaderStanding::Verified => t_string!(i18n, audience.verified).to_string(),
    };
    let since = move || {
        let day = intl::day(i18n.get_locale(), reader.since);
        t_string!(i18n, audience.since, day = day).to_string()
    };
    view! {
        <li class="list__row">
            <span class="avatar" aria-hidden="true">
                {initials(&reader.name)}
            </span>
            <div class="list__main">
                <p>
                    <strong dir="auto">{shown}</strong>
                </p>
                <p class="card__meta">
                    <span>{standing}</span>
                    <span>{since}</span>
                </p>
                <p class="reader__words">
                    {t!(i18n, audience.fingerprint)} ": "
                    <bdi lang="en" class="writing">
                        {reader.fingerprint.join(" ")}
                    </bdi>
                </p>
            </div>
        </li>
    }
}
