//! A few reading connections, used off the executor.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use super::schema;
use crate::store::StoreError;

/// Readers beside each other. The machine aimed at has one core.
const READERS: usize = 2;

#[derive(Clone)]
pub(super) struct Readers {
    idle: Arc<Mutex<Vec<Connection>>>,
    free: Arc<Semaphore>,
}

impl Readers {
    pub(super) fn open(file: &Path) -> Result<Self, rusqlite::Error> {
        let open = |_| {
            let conn = schema::connect(file)?;
            conn.pragma_update(None, "query_only", true)?;
            Ok(conn)
        };
        let idle = (0..READERS)
            .map(open)
            .collect::<Result<Vec<_>, rusqlite::Error>>()?;
        Ok(Self {
            idle: Arc::new(Mutex::new(idle)),
            free: Arc::new(Semaphore::new(READERS)),
        })
    }

    /// Reads from one snapshot.
    pub(super) async fn run<T, F>(&self, read: F) -> Result<T, StoreError>
    where
        F: FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
        T: Send + 'static,
    {
        let stopped = |_| StoreError::Stopped;
        let permit = self.free.clone().acquire_owned().await.map_err(stopped)?;
        let idle = Arc::clone(&self.idle);
        let reading = tokio::task::spawn_blocking(move || {
            let lent = Lent::take(idle).ok_or(StoreError::Stopped)?;
            let snapshot = lent.conn()?.unchecked_transaction()?;
            let outcome = read(&snapshot);
            drop(snapshot);
            drop(lent);
            drop(permit);
            outcome
        });
        reading.await.map_err(|_| StoreError::Stopped)?
    }
}

/// A connection on loan. Returns also when a reading panics, or two bad readings would end all reading.
struct Lent {
    idle: Arc<Mutex<Vec<Connection>>>,
    conn: Option<Connection>,
}

impl Lent {
    fn take(idle: Arc<Mutex<Vec<Connection>>>) -> Option<Self> {
        let conn = idle.lock().unwrap_or_else(PoisonError::into_inner).pop()?;
        Some(Self {
            idle,
            conn: Some(conn),
        })
    }

    fn conn(&self) -> Result<&Connection, StoreError> {
        self.conn.as_ref().ok_or(StoreError::Stopped)
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.extend(self.conn.take());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_reading_that_panics_costs_no_connection() {
        let folder = tempfile::tempdir().unwrap();
        let readers = Readers::open(&folder.path().join("a.db")).unwrap();
        for _ in 0..2 * READERS {
            let failed = readers.run::<(), _>(|_| panic!("on purpose")).await;
            assert!(matches!(failed, Err(StoreError::Stopped)));
        }
        let one = |conn: &Connection| -> Result<i64, StoreError> {
            Ok(conn.query_row("SELECT 1", [], |row| row.get(0))?)
        };
        assert_eq!(readers.run(one).await.unwrap(), 1);
    }
}
