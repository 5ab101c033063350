//! `amanat-server stats`: counts and bytes of a data folder.

use std::fmt;
use std::path::Path;

use crate::store::sqlite::{Bounds, FILE, OpenError, SqliteStore};
use crate::store::{Stats, Store, StoreError};

/// Why nothing could be counted.
#[derive(Debug, thiserror::Error)]
pub enum StatsError {
    /// There is no endpoint in the folder.
    #[error("there is no endpoint in this folder")]
    Nothing,
    /// The folder cannot be opened.
    #[error("cannot open the data folder: {0}")]
    Open(#[from] OpenError),
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Counts a data folder, also while it is served.
///
/// # Errors
/// [`StatsError`]
pub async fn stats(data: &Path) -> Result<Stats, StatsError> {
    if !data.join(FILE).is_file() {
        return Err(StatsError::Nothing);
    }
    let store = SqliteStore::open(
        data,
        Bounds {
            quota: 0,
            reserve: 0,
        },
    )?;
    Ok(store.stats().await?)
}

impl fmt::Display for Stats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "accounts             {:>12}", self.accounts)?;
        writeln!(f, "circles              {:>12}", self.circles)?;
        writeln!(f, "identity statements  {:>12}", self.identity_statements)?;
        writeln!(f, "control statements   {:>12}", self.statements)?;
        writeln!(f, "entries              {:>12}", self.entries)?;
        writeln!(f, "recovery blobs       {:>12}", self.recovery_blobs)?;
        writeln!(f, "open invitations     {:>12}", self.open_invitations)?;
        writeln!(f, "letters waiting      {:>12}", self.letters)?;
        writeln!(f, "deposits             {:>12}", self.deposits)?;
        writeln!(f, "bytes charged        {:>12}", self.charged_bytes)?;
        write!(f, "bytes of database    {:>12}", self.database_bytes)
    }
}
