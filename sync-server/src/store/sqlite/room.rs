//! Free space on the data folder's disk.

use std::path::PathBuf;
use std::time::Duration;

use tokio::time::Instant;

use crate::store::StoreError;

/// How long one look at the disk is believed.
const FRESH: Duration = Duration::from_secs(1);

/// Refuses writes while less than a reserve is free, so that the operator keeps room to act: SQLite needs
/// some even to delete.
pub(super) struct Room {
    folder: PathBuf,
    reserve: u64,
    looked: Option<Instant>,
}

impl Room {
    pub(super) const fn new(folder: PathBuf, reserve: u64) -> Self {
        Self {
            folder,
            reserve,
            looked: None,
        }
    }

    pub(super) fn check(&mut self) -> Result<(), StoreError> {
        if self.looked.is_some_and(|at| at.elapsed() < FRESH) {
            return Ok(());
        }
        // A file system that does not say how much is free is not taken to be full.
        if let Ok(fs) = rustix::fs::statvfs(&self.folder)
            && fs.f_bavail.saturating_mul(fs.f_frsize) < self.reserve
        {
            self.looked = None;
            return Err(StoreError::Full);
        }
        self.looked = Some(Instant::now());
        Ok(())
    }
}
