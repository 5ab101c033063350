//! When to talk to the server, and when to save what is only in a field.

use amanat_messages::{Command, Stage};
use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::VisibilityState;

use super::device;
use super::flush::Flush;
use super::worker::{Worker, use_stage};

const SYNC_EVERY_MS: u32 = 60_000;

/// Watches for the whole app.
pub fn provide_nudges() {
    let worker = Worker::expect();
    let flush = Flush::expect();
    let stage = use_stage();
    let sync = move || {
        if stage.get_untracked() == Some(Stage::Open) {
            // What comes of it is in the status.
            spawn_local(async move {
                let _ = worker.do_(Command::Sync).await;
            });
        }
    };

    // Opened: say what the browser promised, then catch up.
    Effect::new(move || {
        if stage.get() == Some(Stage::Open) {
            report_storage(worker);
            sync();
        }
    });
    for (name, online) in [("focus", false), ("online", true), ("offline", true)] {
        EventListener::new(&window(), name, move |_| {
            if online {
                report_storage(worker);
            }
            if name != "offline" {
                sync();
            }
        })
        .forget();
    }
    EventListener::new(&document(), "visibilitychange", move |_| match visible() {
        true => sync(),
        // The last moment that phones reliably give to a page.
        false => spawn_local(flush.all()),
    })
    .forget();
    Interval::new(SYNC_EVERY_MS, move || {
        if visible() {
            sync();
        }
    })
    .forget();
}

/// Tells the worker whether storage is safe from eviction and whether there is a network.
pub fn report_storage(worker: Worker) {
    spawn_local(async move {
        let persisted = device::is_persisted().await;
        // A report changes nothing that is stored; the next one makes up for a lost one.
        let _ = worker
            .do_(Command::Storage {
                persisted,
                online: device::is_online(),
                now: now(),
            })
            .await;
    });
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // exact for 285,000 years
fn now() -> u64 {
    js_sys::Date::now() as u64
}

fn visible() -> bool {
    document().visibility_state() == VisibilityState::Visible
}
