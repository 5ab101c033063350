//! Locks after five minutes without a touch.

use std::cell::Cell;
use std::rc::Rc;

use amanat_messages::Stage;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Interval;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::flush::Flush;
use super::session::lock;
use super::worker::{Phase, Worker, use_stage};

const LOOK_EVERY_MS: u32 = 5_000;
const IDLE_MS: f64 = 5.0 * 60_000.0;
/// Copying 24 words onto paper takes a while, and there is nothing to read in an empty vault.
const IDLE_WITH_CARD_MS: f64 = 20.0 * 60_000.0;

/// Watches for the whole app.
pub fn lock_when_idle() {
    let worker = Worker::expect();
    let flush = Flush::expect();
    let stage = use_stage();
    let touched = Rc::new(Cell::new(js_sys::Date::now()));

    let look = {
        let touched = Rc::clone(&touched);
        move || {
            let patience = match stage.get_untracked() {
                Some(Stage::Open) => IDLE_MS,
                Some(Stage::CardWaiting) => IDLE_WITH_CARD_MS,
                Some(Stage::Empty | Stage::Locked) | None => return false,
            };
            let idle = js_sys::Date::now() - touched.get();
            if idle < patience || worker.phase().get_untracked() != Phase::Ready {
                return false;
            }
            spawn_local(lock(worker, flush));
            true
        }
    };

    for name in [
        "pointerdown",
        "pointermove",
        "keydown",
        "touchstart",
        "wheel",
    ] {
        let touched = Rc::clone(&touched);
        let look = look.clone();
        // Passive and capturing: sees everything, holds up nothing.
        let options = EventListenerOptions::run_in_capture_phase();
        EventListener::new_with_options(&window(), name, options, move |_| {
            // Timers sleep with the phone: the first touch after an hour must not count as being there.
            if !look() {
                touched.set(js_sys::Date::now());
            }
        })
        .forget();
    }
    let on_return = look.clone();
    EventListener::new(&document(), "visibilitychange", move |_| {
        on_return();
    })
    .forget();
    Interval::new(LOOK_EVERY_MS, move || {
        look();
    })
    .forget();
}
