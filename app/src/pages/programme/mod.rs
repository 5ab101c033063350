//! The coordinator's pages: who is in the programme, who is invited, who is paired. No content is visible here.

mod appoint;
mod card;
mod found;
mod invitation;
mod invitations;
mod invite;
mod overview;
mod pair;
mod pairings;
mod people;
mod roster;
mod sheet;
mod terms;

use amanat_messages::ProgrammePage;
use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::arriving::Arriving;
use crate::components::icons::{Icon, Shape};
use crate::i18n::{Locale, td_string, use_i18n};
use crate::routes::Page;
use crate::state::worker::{Seen, use_programme};

type Seeing = Seen<Option<ProgrammePage>>;

/// One of them. Only a coordinator sees more than the first.
pub fn programme(page: Page) -> AnyView {
    let i18n = use_i18n();
    let seen = use_programme();
    // Known or not: what is typed into a page stays while the programme changes.
    let there = Memo::new(move |_| seen.with(|seen| matches!(seen, Some(Ok(Some(_))))));
    let body = move || match (there.get(), page) {
        (false, _) => found::found(),
        (true, Page::ProgrammeCard) => card::card(),
        (true, Page::Roster) => roster::roster(seen),
        (true, Page::Invitations) => invitations::invitations(seen),
        (true, Page::InvitationSheet) => sheet::sheet(seen),
        (true, Page::Pair) => pair::pair(seen),
        (true, Page::Appoint) => appoint::appoint(seen),
        (true, _) => overview::overview(seen),
    };
    let up = match page {
        Page::Programme => None,
        Page::InvitationSheet => Some(Page::Invitations),
        _ => Some(Page::Programme),
    };
    let back = up.map(|up| {
        view! {
            <A href=up.path() attr:class="button button--quiet back no-print">
                <Icon shape=Shape::Back />
                {move || title(i18n.get_locale(), up)}
            </A>
        }
    });
    // The card's page has a heading of its own.
    let heading = (page != Page::ProgrammeCard).then(|| {
        view! {
            <h1 class="page__title no-print" tabindex="-1">
                {move || title(i18n.get_locale(), page)}
            </h1>
        }
    });
    // Lists of many: an office has room for them.
    let many = matches!(
        page,
        Page::Programme | Page::Invitations | Page::InvitationSheet
    );
    let broad = move || many && there.get();
    view! {
        <div class="page" class:page--broad=broad>
            {back} {heading}
            <Arriving seen>{body}</Arriving>
        </div>
    }
    .into_any()
}

fn title(l: Locale, page: Page) -> &'static str {
    match page {
        Page::Roster => td_string!(l, programme.roster),
        Page::Invitations => td_string!(l, programme.invitations),
        Page::InvitationSheet => td_string!(l, programme.sheet),
        Page::Pair => td_string!(l, programme.pair),
        Page::Appoint => td_string!(l, programme.appoint),
        _ => td_string!(l, shell.programme),
    }
}

/// Reads something of the programme that is there, or nothing of it.
fn read<T: Default>(seen: Seeing, pick: impl Fn(&ProgrammePage) -> T) -> T {
    seen.with(|seen| match seen {
        Some(Ok(Some(page))) => pick(page),
        _ => T::default(),
    })
}
