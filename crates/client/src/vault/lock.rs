//! Locking: write down what speeds up the next start, then forget everything.

use amanat_messages::{Done, Problem, SyncState};

use crate::client::Client;
use crate::ports::Platform;

impl<P: Platform> Client<P> {
    pub(crate) async fn lock(&self) -> Result<Done, Problem> {
        // Words are on the disk already; the snapshot is a cache, so failing to write it loses nothing.
        let _ = self.write_snapshot().await;
        let mut inner = self.inner.borrow_mut();
        inner.session = None;
        inner.sync = SyncState::NotYet;
        Ok(Done::Ok)
    }
}
