//! A native modal dialog: the browser keeps the focus in it, closes it on Esc and gives the focus back.

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::icons::{Icon, Shape};
use crate::i18n::{t_string, use_i18n};

/// Open for as long as it is mounted. `on_close` has to unmount it.
#[component]
pub fn Dialog(
    /// Its heading and its name.
    #[prop(into)]
    title: Signal<String>,
    /// Called once it has closed, by whatever means.
    on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let node = NodeRef::<html::Dialog>::new();
    node.on_load(|dialog| {
        // Fails only where it is open already.
        let _ = dialog.show_modal();
    });
    // Closing, not vanishing, is what returns the focus to where it came from.
    let close = move || {
        if let Some(dialog) = node.get_untracked() {
            dialog.close();
        }
    };
    on_cleanup(close);
    // The event comes late: after a link in the dialog, both it and whoever opened it are gone.
    let closed = move || {
        let _ = on_close.try_run(());
    };
    let outside = move |event: MouseEvent| {
        let on_backdrop = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlDialogElement>().ok());
        if on_backdrop.is_some() {
            close();
        }
    };
    view! {
        <dialog
            class="dialog"
            node_ref=node
            aria-label=title
            on:close=move |_| closed()
            on:click=outside
        >
            <div class="dialog__box">
                <div class="dialog__head">
                    <h2 class="dialog__title">{title}</h2>
                    <button
                        type="button"
                        class="button button--quiet button--icon"
                        aria-label=move || t_string!(i18n, common.close)
                        on:click=move |_| close()
                    >
                        <Icon shape=Shape::Close />
                    </button>
                </div>
                {children()}
            </div>
        </dialog>
    }
}
