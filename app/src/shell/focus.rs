//! A new page is announced: its heading takes the focus, its name becomes the title.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::scene::Scene;
use crate::i18n::{Locale, td_string, use_i18n};
use crate::routes::{Page, other_from_path};

/// Follows scene, path and language.
pub fn follow_page(scene: Memo<Scene>) {
    let i18n = use_i18n();
    let path = use_location().pathname;
    Effect::new(move || {
        let l = i18n.get_locale();
        // Only ever the page's kind: titles end up in histories and task switchers.
        let page = scene.with(|scene| path.with(|path| name(l, scene, path)));
        document().set_title(&td_string!(l, shell.title, page = page));
    });
    Effect::new(move |earlier: Option<(Scene, String)>| {
        let now = (scene.get(), path.get());
        // The very first page keeps the browser's own beginning, the link that skips to the page.
        let moved = |earlier: (Scene, String)| earlier.0 != Scene::Waiting && earlier != now;
        if earlier.is_some_and(moved) {
            // After the page is in place, and only if it has not put the focus where it wants it.
            request_animation_frame(|| {
                if !page_has_focus() {
                    focus_heading();
                }
            });
        }
        now
    });
}

fn name(l: Locale, scene: &Scene, path: &str) -> &'static str {
    match scene {
        Scene::Waiting => td_string!(l, shell.starting),
        Scene::Welcome | Scene::Found | Scene::Join => td_string!(l, welcome.title),
        Scene::Restore { .. } => td_string!(l, welcome.restore_title),
        Scene::Unlock => td_string!(l, unlock.title),
        Scene::Card => td_string!(l, card.title),
        Scene::Elsewhere => td_string!(l, shell.elsewhere_title),
        Scene::TakenOver => td_string!(l, shell.taken_title),
        Scene::OtherBuild => td_string!(l, shell.other_build_title),
        Scene::Stopped(_) => td_string!(l, shell.stopped_title),
        Scene::Open if path.starts_with("/write/") => td_string!(l, shell.title_write),
        Scene::Open if path.starts_with("/item/") => td_string!(l, shell.title_item),
        Scene::Open if path == Page::Trash.path() => td_string!(l, shell.title_trash),
        Scene::Open if path == Page::Portfolio.path() => td_string!(l, shell.portfolio),
        Scene::Open if path == Page::Server.path() => td_string!(l, settings.server_title),
        Scene::Open if path == Page::Passphrase.path() => td_string!(l, settings.passphrase_title),
        Scene::Open if path == Page::Settings.path() => td_string!(l, shell.settings),
        Scene::Open => {
            other_from_path(path).map_or(td_string!(l, shell.today), |page| several(l, page))
        }
    }
}

/// Never whose page or item it is: see above.
fn several(l: Locale, page: Page) -> &'static str {
    match page {
        Page::People => td_string!(l, shell.people),
        Page::Person(_) => td_string!(l, shell.title_person),
        Page::Shared(..) => td_string!(l, shell.title_item),
        Page::Mentees => td_string!(l, shell.mentees),
        Page::Shown => td_string!(l, shell.title_shown),
        Page::WhoSees => td_string!(l, shell.title_who_sees),
        Page::Concerns => td_string!(l, shell.title_concerns),
        _ => td_string!(l, shell.programme),
    }
}

/// Puts the focus at the beginning of the page.
pub fn focus_main() {
    if let Some(main) = find("main") {
        let _ = main.focus();
    }
}

fn focus_heading() {
    match find("main h1") {
        Some(heading) => {
            let _ = heading.set_attribute("tabindex", "-1");
            let _ = heading.focus();
        }
        None => focus_main(),
    }
}

fn page_has_focus() -> bool {
    let (Some(main), Some(active)) = (find("main"), document().active_element()) else {
        return false;
    };
    main.contains(Some(&active)) && !main.is_same_node(Some(&active))
}

fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}
