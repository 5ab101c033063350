//! What each part of the second half looks like.

use leptos::prelude::*;

use super::Later;
use crate::components::audience::AudienceSheet;
use crate::components::qr::Qr;
use crate::pages::editor::details::Details;
use crate::pages::item::Item;
use crate::pages::knowledge::WhatTheServerKnows;
use crate::pages::portfolio::{Portfolio, Trash};
use crate::pages::settings::Settings;
use crate::pages::settings::passphrase::ChangePassphrase;
use crate::pages::sharing::Questions;
use crate::pages::today::Needs;
use crate::pages::welcome::restore::Restore;
use crate::pages::{concerns, mentees, people, person, programme, shared, sharing, who_sees};
use crate::routes::Page;
use crate::shell::banners::Banners;

/// The view of a part.
pub(super) fn view_of(what: Later) -> AnyView {
    match what {
        Later::Restore { replaces } => view! { <Restore replaces /> }.into_any(),
        Later::Questions => view! { <Questions /> }.into_any(),
        Later::Today => view! { <Needs /> }.into_any(),
        Later::Portfolio => view! { <Portfolio /> }.into_any(),
        Later::Item => view! { <Item /> }.into_any(),
        Later::Readers {
            audience,
            part,
            on_close,
        } => view! { <AudienceSheet audience part on_close /> }.into_any(),
        Later::Details {
            saver,
            parts,
            part,
            on_part,
        } => view! { <Details saver parts part on_part /> }.into_any(),
        Later::Banners { open } => view! { <Banners open /> }.into_any(),
        Later::Qr { text, label } => view! { <Qr text label /> }.into_any(),
        Later::Page(page) => page_of(page),
    }
}

fn page_of(page: Page) -> AnyView {
    match page {
        Page::Trash => view! { <Trash /> }.into_any(),
        Page::Settings => view! { <Settings /> }.into_any(),
        Page::Passphrase => view! { <ChangePassphrase /> }.into_any(),
        Page::Server => view! { <WhatTheServerKnows /> }.into_any(),
        Page::People => people::people(),
        Page::Person(who) => person::person(who),
        Page::Shared(owner, item) => shared::shared(owner, item),
        Page::Mentees => mentees::mentees(),
        Page::Shown => sharing::shown::shown(),
        Page::WhoSees => who_sees::who_sees(),
        Page::Concerns => concerns::concerns(),
        other => programme::programme(other),
    }
}
