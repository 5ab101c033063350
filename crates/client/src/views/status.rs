//! The shell's line.

use amanat_messages::{SaveState, StatusView};

use crate::client::Client;
use crate::ports::Platform;

impl<P: Platform> Client<P> {
    /// The shell's line.
    #[must_use]
    pub fn status(&self) -> StatusView {
        let stage = self.stage();
        let inner = self.inner.borrow();
        let session = inner.session.as_ref();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        StatusView {
            stage,
            name: session
                .and_then(|s| s.portfolio.profile())
                .map(|p| p.profile.name)
                .unwrap_or_default(),
            save: SaveState {
                unsent: session.map_or(0, |s| count(s.unsent_items().len())),
            },
            sync: inner.sync.clone(),
            clock_days: inner.clock_days,
            locked_records: session.map_or(0, |s| count(s.locked.len())),
        }
    }
}
