//! Portfolio: everything they wrote, and on a wide screen the chosen item beside it.

pub mod filter;
mod head;
mod list;
mod nothing;
mod part_dialog;
mod rows;
mod search;
mod trash;

use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;

use self::list::List;
pub use self::trash::Trash;
use crate::routes::Page;

/// The list, and in its place or beside it what the address names.
#[component]
pub fn Portfolio() -> impl IntoView {
    let path = use_location().pathname;
    let chosen = Memo::new(move |_| path.with(|path| path.starts_with("/item/")));
    let list_shown = Memo::new(move |_| path.with(|path| *path == Page::Portfolio.path()));
    let here = StoredValue::new(0.0);

    // On a phone the item takes the list's place. Coming back finds the list where it was left, which
    // neither the router nor the browser can know.
    let remember = move |_| {
        if list_shown.get_untracked() {
            here.set_value(window().scroll_y().unwrap_or_default());
        }
    };
    Effect::new(move |before: Option<bool>| {
        let now = list_shown.get();
        if before == Some(false) && now {
            let top = here.get_value();
            request_animation_frame(move || window().scroll_to_with_x_and_y(0.0, top));
        }
        now
    });
    view! {
        <div class="split" class:split--chosen=chosen>
            <div class="split__list" on:click:capture=remember>
                <List />
            </div>
            <div class="split__main">
                <Outlet />
            </div>
        </div>
    }
}
