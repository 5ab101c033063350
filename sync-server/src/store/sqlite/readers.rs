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
            let conn = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let Some(conn) = conn else {
                return Err(StoreError::Stopped);
            };
            let outcome = conn
                .unchecked_transaction()
                .map_err(StoreError::from)
                .and_then(|snapshot| read(&snapshot));
            idle.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(conn);
            drop(permit);
            outcome
        });
        reading.await.map_err(|_| StoreError::Stopped)?
    }
}
