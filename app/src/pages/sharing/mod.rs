//! Who is shown what: the dialogs that change it, and the page that lists it.

mod choice;
mod choose;
mod delegate;
mod how_much;
mod known;
pub mod line;
mod plain;
pub mod shown;
mod take_back;

use leptos::prelude::*;

use self::delegate::Delegate;
use self::take_back::TakeBack;
use crate::state::asked::{Asked, Asking};

/// The question that is open, if one is. Mounted once, beside the pages.
#[component]
pub fn Questions() -> impl IntoView {
    let asking = Asking::expect();
    // A question never outlives the open vault.
    on_cleanup(move || asking.done());
    let on_close = Callback::new(move |()| asking.done());
    move || {
        asking.asked().get().map(|asked| match asked {
            Asked::Show { part, person } => view! { <Delegate part person on_close /> }.into_any(),
            Asked::TakeBack { part, person } => {
                view! { <TakeBack part person on_close /> }.into_any()
            }
        })
    }
}
