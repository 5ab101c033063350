//! An item of somebody else, read.

mod held;

use amanat_mentoring::id::{ItemId, PersonRef};
use amanat_messages::{Command, Problem, SharedItemView};
use leptos::prelude::*;
use leptos_router::components::A;
use wasm_bindgen_futures::spawn_local;

use self::held::held;
use super::item::reading::Reading;
use super::person::gone;
use crate::components::arriving::{Arriving, kept};
use crate::components::audience::AudienceChip;
use crate::components::comments::{About, comments};
use crate::components::flow::Show;
use crate::components::icons::{Icon, Shape};
use crate::components::intl::{self, isolated};
use crate::components::script::lang_of;
use crate::i18n::{t, t_string, td_string, use_i18n};
use crate::routes::Page;
use crate::state::worker::{Seen, Worker, use_shared_item};

/// The page.
pub fn shared(owner: PersonRef, item: ItemId) -> AnyView {
    let i18n = use_i18n();
    let seen = use_shared_item(owner, item);
    let missing =
        Memo::new(move |_| seen.with(|seen| matches!(seen, Some(Err(Problem::NotFound)))));
    tell_once(seen, owner, item);
    let audience = kept(seen, |view| Some(view.audience.clone()));
    let chip = move || {
        audience
            .get()
            .map(|audience| view! { <AudienceChip audience=Signal::stored(audience) /> })
    };
    view! {
        <div class="page">
            <div class="page__head no-print">
                <A href=Page::Person(owner).path() attr:class="button button--quiet back">
                    <Icon shape=Shape::Back />
                    {t!(i18n, common.back)}
                </A>
                {chip}
            </div>
            <Show when=move || !missing.get() fallback=gone>
                <Arriving seen>{read(seen)} {said(seen, About { owner: Some(owner), item })}</Arriving>
            </Show>
        </div>
    }
    .into_any()
}

/// Once it is on the screen it has been opened.
fn tell_once(seen: Seen<SharedItemView>, owner: PersonRef, item: ItemId) {
    let worker = Worker::expect();
    let here = Memo::new(move |_| seen.with(|seen| matches!(seen, Some(Ok(_)))));
    Effect::new(move |told: Option<bool>| {
        let told = told.unwrap_or_default();
        if here.get() && !told {
            let opened = worker.do_(Command::Opened { owner, item });
            // Only a mark: told again the next time it is opened.
            spawn_local(async move { drop(opened.await) });
        }
        told || here.get()
    });
}

fn read(seen: Seen<SharedItemView>) -> AnyView {
    let i18n = use_i18n();
    let content = kept(seen, |view| view.content.clone());
    let name = kept(seen, |view| view.owner.name.clone());
    let part = kept(seen, |view| view.part_name.clone());
    let at = kept(seen, |view| view.summary.edited_at);
    let by = move || {
        let l = i18n.get_locale();
        td_string!(l, people.by, name = name.with(|name| isolated(l, name)))
    };
    let within = move || {
        let l = i18n.get_locale();
        td_string!(l, item.part, part = part.with(|part| isolated(l, part)))
    };
    let title = move || content.with(|content| content.title.clone());
    let shown = move || match title() {
        title if title.is_empty() => t_string!(i18n, common.untitled).to_owned(),
        title => title,
    };
    view! {
        <article class="stack stack--loose" data-testid="shared-item">
            <header class="stack">
                <h1 class="item__title" tabindex="-1" dir="auto" lang=move || lang_of(&title())>
                    {shown}
                </h1>
                <p class="card__meta">
                    <span>{by}</span>
                    <span>{within}</span>
                    <span>{move || intl::ago(i18n.get_locale(), at.get())}</span>
                </p>
            </header>
            {move || {
                let content = content.get();
                view! { <Reading content /> }
            }}
        </article>
    }
    .into_any()
}

fn said(seen: Seen<SharedItemView>, about: About) -> AnyView {
    let said = kept(seen, |view| view.comments.clone());
    let may_comment = kept(seen, |view| view.may_comment);
    comments(
        about,
        said,
        may_comment.into(),
        (move || held(seen, said)).into(),
    )
}
