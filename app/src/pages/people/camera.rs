//! Scans a QR with the camera, where the browser can.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::components::flow::Show;
use crate::i18n::{t, t_string, use_i18n};
use crate::state::camera::{can_read, look};

/// A button that opens the camera; nothing where the browser cannot read codes.
pub fn camera(found: Callback<String>) -> AnyView {
    let i18n = use_i18n();
    if !can_read() {
        return ().into_any();
    }
    let on = RwSignal::new(false);
    let refused = RwSignal::new(false);
    let start = move |_| {
        refused.set(false);
        on.set(true);
    };
    let open = move || {
        view! {
            <button type="button" class="button" data-testid="camera" on:click=start>
                {t!(i18n, people.scan_camera)}
            </button>
        }
    };
    view! {
        <div class="stack">
            <Show when=move || on.get() fallback=open>
                {viewer(on, refused, found)}
            </Show>
            <div role="alert">
                <Show when=move || refused.get()>
                    <p class="notice notice--amber">{t!(i18n, people.scan_refused)}</p>
                </Show>
            </div>
        </div>
    }
    .into_any()
}

fn viewer(on: RwSignal<bool>, refused: RwSignal<bool>, found: Callback<String>) -> AnyView {
    let i18n = use_i18n();
    let wanted = Arc::new(AtomicBool::new(true));
    let ends = Arc::clone(&wanted);
    on_cleanup(move || ends.store(false, Ordering::Relaxed));
    let node = NodeRef::<html::Video>::new();
    node.on_load(move |video| {
        let wanted = Arc::clone(&wanted);
        // Not bound to the page: it has to live until it has switched the camera off.
        spawn_local(async move {
            match look(&video.into(), &wanted).await {
                _ if !wanted.load(Ordering::Relaxed) => {}
                Some(text) => {
                    on.try_set(false);
                    let _ = found.try_run(text);
                }
                None => {
                    on.try_set(false);
                    refused.try_set(true);
                }
            }
        });
    });
    view! {
        <video
            class="camera"
            node_ref=node
            muted
            playsinline
            aria-label=move || t_string!(i18n, people.scan_looking)
        ></video>
        <p class="field__hint">{t!(i18n, people.scan_looking)}</p>
        <div class="row">
            <button type="button" class="button" on:click=move |_| on.set(false)>
                {t!(i18n, people.scan_stop)}
            </button>
        </div>
    }
    .into_any()
}
