//! The one writer: a thread that gathers waiting operations into one transaction.
//!
//! A durable commit costs an fsync however much it holds, so operations that arrive while one commit is
//! under way share the next. Each runs in a savepoint of its own, and none is answered before the commit.

use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::{Connection, Savepoint, Transaction, TransactionBehavior};
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

use super::room::Room;
use crate::store::StoreError;

/// At most this many operations share a commit…
const MAX_SHARED: usize = 64;
/// …and no operation waits longer than this for others to run.
const MAX_GATHERING: Duration = Duration::from_millis(5);
/// Operations that may wait. More, and callers wait to be let in.
const WAITING: usize = 256;

/// Tells one caller how the commit went.
type Settle = Box<dyn FnOnce(Result<(), StoreError>) + Send>;
type Operation = Box<dyn FnOnce(&mut Transaction<'_>) -> Settle + Send>;

pub(super) struct Writer {
    operations: Option<mpsc::Sender<Operation>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub(super) fn start(conn: Connection, room: Room) -> std::io::Result<Self> {
        let (operations, waiting) = mpsc::channel(WAITING);
        let thread = std::thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || write(conn, room, waiting))?;
        Ok(Self {
            operations: Some(operations),
            thread: Some(thread),
        })
    }

    /// Runs an operation and returns once it is durable. If it fails, nothing of it stays.
    pub(super) async fn run<T, E, F>(&self, operation: F) -> Result<T, E>
    where
        F: FnOnce(&Connection) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job: Operation = Box::new(move |tx| {
            let done = in_savepoint(tx, operation);
            Box::new(move |committed| {
                let outcome = match committed {
                    Ok(()) => done,
                    Err(error) => done.and_then(|_| Err(error.into())),
                };
                // The caller may have gone; the work is done all the same.
                let _ = answer.send(outcome);
            })
        });
        let stopped = || E::from(StoreError::Stopped);
        let operations = self.operations.as_ref().ok_or_else(stopped)?;
        operations.send(job).await.map_err(|_| stopped())?;
        // Dropped unanswered only when the transaction could not even begin.
        answered.await.map_err(|_| stopped())?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.operations.take());
        if let Some(thread) = self.thread.take() {
            // It cannot have panicked: that ends the process.
            let _ = thread.join();
        }
    }
}

fn in_savepoint<T, E, F>(tx: &mut Transaction<'_>, operation: F) -> Result<T, E>
where
    F: FnOnce(&Connection) -> Result<T, E>,
    E: From<StoreError>,
{
    let savepoint: Savepoint<'_> = tx.savepoint().map_err(StoreError::from)?;
    // Dropped on failure, and a dropped savepoint rolls back.
    let done = operation(&savepoint)?;
    savepoint.commit().map_err(StoreError::from)?;
    Ok(done)
}

/// Ends the process when the writer panics. Left alone, the endpoint would go on answering reads while it
/// refuses every write until somebody noticed; ended, it is started again, and nothing acknowledged is lost.
struct EndsWithTheWriter;

impl Drop for EndsWithTheWriter {
    fn drop(&mut self) {
        if std::thread::panicking() {
            std::process::abort();
        }
    }
}

fn write(mut conn: Connection, mut room: Room, mut waiting: mpsc::Receiver<Operation>) {
    let _guard = EndsWithTheWriter;
    while let Some(first) = waiting.blocking_recv() {
        let outcome = gather(&mut conn, &mut room, first, &mut waiting);
        if let Err(error) = outcome {
            tracing::error!(%error, "a transaction failed");
        }
    }
    // Leaves one tidy file behind; a kill at any point before is as good.
    if let Err(error) = conn.pragma_update(None, "wal_checkpoint", "truncate") {
        tracing::debug!(%error, "no last checkpoint");
    }
}

fn gather(
    conn: &mut Connection,
    room: &mut Room,
    first: Operation,
    waiting: &mut mpsc::Receiver<Operation>,
) -> Result<(), StoreError> {
    let mut tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let started = Instant::now();
    let mut settle = Vec::new();
    let mut next = Some(first);
    let mut failed = room.check().err();
    while let Some(operation) = next {
        settle.push(operation(&mut tx));
        // SQLite itself rolls the whole transaction back on some failures. A further operation would then
        // run outside it and commit on its own.
        if tx.is_autocommit() {
            failed = Some(StoreError::Full);
            break;
        }
        let more = settle.len() < MAX_SHARED && started.elapsed() < MAX_GATHERING;
        next = more.then(|| waiting.try_recv().ok()).flatten();
    }
    let committed = match failed {
        None => tx.commit().map_err(StoreError::from),
        Some(error) => Err(error),
    };
    for settle in settle {
        settle(committed.clone());
    }
    committed
}
