//! What a platform must give the engine.

use amanat_mentoring::item::Millis;

/// Storage, network, clock and randomness of one device.
pub trait Platform {
    /// Where bytes are kept.
    type Store: Store;
    /// How the endpoint is reached.
    type Transport: Transport;

    /// The store.
    fn store(&self) -> &Self::Store;
    /// The network.
    fn transport(&self) -> &Self::Transport;
    /// UTC milliseconds. May be wrong by years: nothing the fold decides depends on it.
    fn now(&self) -> Millis;
    /// Fills the buffer from the operating system's generator.
    fn fill(&self, buffer: &mut [u8]);
}

/// How safe a batch must be before it is acknowledged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Durability {
    /// On the disk: keys, unsent words, marks.
    Strict,
    /// With the operating system: what can be fetched or computed again.
    Relaxed,
}

/// Writes that happen together or not at all. A key is put or deleted at most once.
#[derive(Clone, Default, Debug)]
pub struct Batch {
    /// Keys with their new values.
    pub puts: Vec<(String, Vec<u8>)>,
    /// Keys to remove. Removing what is not there is no error.
    pub deletes: Vec<String>,
}

impl Batch {
    /// Adds a write.
    pub fn put(&mut self, key: impl Into<String>, value: Vec<u8>) {
        self.puts.push((key.into(), value));
    }

    /// Adds a removal.
    pub fn delete(&mut self, key: impl Into<String>) {
        self.deletes.push(key.into());
    }

    /// Whether it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.puts.is_empty() && self.deletes.is_empty()
    }
}

/// A sorted map from ASCII keys to bytes.
#[allow(
    async_fn_in_trait,
    reason = "single-threaded by design; see the crate's documentation"
)]
pub trait Store {
    /// The value of a key.
    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError>;
    /// At most `limit` pairs whose key begins with `prefix` and is greater than `after`, in key order.
    async fn scan(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, Vec<u8>)>, StoreError>;
    /// Applies a batch atomically. Once it returns, the batch survives as its durability says.
    async fn apply(&self, batch: Batch, durability: Durability) -> Result<(), StoreError>;
}

/// Why the store did not do it. Nothing of the batch happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum StoreError {
    /// The browser does not let us store anything.
    #[error("storage is refused")]
    Refused,
    /// The device is full.
    #[error("storage is full")]
    Full,
    /// Anything else.
    #[error("storage failed")]
    Failed,
}

/// An HTTP method the engine uses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// GET
    Get,
    /// POST
    Post,
}

/// A request to the endpoint. No `Debug`: it may carry a bearer.
pub struct Request {
    /// The method.
    pub method: Method,
    /// Path from `/v1/…`.
    pub path: String,
    /// For `Authorization: Bearer …`.
    pub bearer: Option<String>,
    /// The body; empty for GET.
    pub body: Vec<u8>,
}

/// What came back.
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// `Retry-After`, in seconds.
    pub retry_after: Option<u32>,
    /// The body, at most [`amanat_protocol::limits::MAX_ANSWER`] bytes.
    pub body: Vec<u8>,
}

/// The way to the endpoint.
#[allow(
    async_fn_in_trait,
    reason = "single-threaded by design; see the crate's documentation"
)]
pub trait Transport {
    /// Sends a request and waits for the whole answer, as long as bytes keep coming.
    async fn call(&self, request: Request) -> Result<Answer, TransportError>;
}

/// Why there was no answer. The request may or may not have arrived.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TransportError {
    /// No connection.
    #[error("endpoint not reached")]
    Unreachable,
    /// Nothing came for too long.
    #[error("endpoint is too slow")]
    Slow,
    /// The answer is longer than any answer may be.
    #[error("answer is too long")]
    TooLong,
}
