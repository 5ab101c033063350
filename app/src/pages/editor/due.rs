//! When the next draft is due: after a short pause, and at the latest after two seconds.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

const IDLE: Duration = Duration::from_millis(500);
const AT_MOST: Duration = Duration::from_secs(2);
/// Between one draft's answer and the next draft, while somebody goes on typing.
const BREATH: Duration = Duration::from_millis(100);

type Timer = StoredValue<Option<TimeoutHandle>>;

/// The timers of one editor. They end with it.
#[derive(Clone, Copy)]
pub struct Due {
    /// The pause after the last key.
    idle: Timer,
    /// The most that may pass before the next draft.
    latest: Timer,
}

impl Due {
    pub fn new() -> Self {
        Self {
            idle: StoredValue::new(None),
            latest: StoredValue::new(None),
        }
    }

    /// A key was pressed: `ring` once no other follows, or enough time has passed since the first.
    pub fn after_a_pause(self, ring: impl Fn() + Clone + 'static) {
        stop(self.idle);
        start(self.idle, IDLE, ring.clone());
        if self.latest.get_value().is_none() {
            start(self.latest, AT_MOST, ring);
        }
    }

    /// A draft was kept while somebody went on typing.
    pub fn soon(self, ring: impl Fn() + 'static) {
        start(self.latest, BREATH, ring);
    }

    /// Nothing is due: a draft is on its way.
    pub fn stop(self) {
        stop(self.idle);
        stop(self.latest);
    }
}

fn start(timer: Timer, after: Duration, ring: impl Fn() + 'static) {
    let ring = move || {
        // Nothing of an editor that is gone may be touched.
        if timer.try_set_value(None).is_none() {
            ring();
        }
    };
    timer.set_value(set_timeout_with_handle(ring, after).ok());
}

fn stop(timer: Timer) {
    if let Some(handle) = timer.try_update_value(Option::take).flatten() {
        handle.clear();
    }
}
