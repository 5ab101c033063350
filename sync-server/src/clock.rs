//! The time of day.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// Tells Unix seconds. Tests bring their own, to let challenges and sessions grow old.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> u64 + Send + Sync>);

impl Clock {
    /// A clock of one's own.
    pub fn new(now: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The machine's.
    #[must_use]
    pub fn system() -> Self {
        Self::new(system_now)
    }

    /// Unix seconds.
    #[must_use]
    pub fn now(&self) -> u64 {
        (self.0)()
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the server's one look at the machine's clock"
)]
fn system_now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}
