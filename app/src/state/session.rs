//! The ends of a session: lock, take over, apply an update. Each saves what is still only in a field.

use amanat_messages::Command;
use futures::future::{Either, select};
use leptos::prelude::*;

use super::flush::Flush;
use super::worker::Worker;
use crate::task::sleep;

/// How long a lock waits for the last words to become durable. A worker that takes longer has died, and
/// keys must not stay in memory for its sake.
const PATIENCE_MS: u32 = 5_000;

/// Saves, forgets the keys and starts the page afresh, so that nothing private stays in its memory.
pub async fn lock(worker: Worker, flush: Flush) {
    let last_words = Box::pin(async move {
        flush.all().await;
        worker.hide();
        // Whatever it answers, the worker ends now.
        let _ = worker.do_(Command::Lock).await;
    });
    if let Either::Right(_) = select(last_words, Box::pin(sleep(PATIENCE_MS))).await {
        worker.hide();
    }
    worker.end();
    reload();
}

/// Saves, then lets the waiting release in; it reloads the page once it has taken over.
pub async fn apply_update(flush: Flush) {
    flush.all().await;
    if let Ok(event) = web_sys::CustomEvent::new("amanat:apply-update") {
        let _ = window().dispatch_event(&event);
    }
}

/// Starts the page afresh.
pub fn reload() {
    // Refused only while the page is being left, which is as good.
    let _ = window().location().reload();
}
