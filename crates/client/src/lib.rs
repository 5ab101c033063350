//! The engine: what a person asks for becomes sealed bytes, and sealed bytes become what they see.
//!
//! Sans-I/O: storage, network, clock and randomness come in through [`Platform`], so the same engine runs in
//! the browser's worker, in the `amanat` command and in tests. It is single-threaded; its futures are not
//! `Send`.
//!
//! - [`Client`]: commands in, views out
//! - [`ports`]: what a platform must give, with an in-memory [`MemoryStore`]
//!
//! One use case, one file: `vault/` founds, restores and unlocks; `writing/` keeps words; `sync/` sends and
//! fetches; `views/` reads.

mod came;
mod client;
mod commands;
#[cfg(any(test, feature = "testing"))]
pub mod contract;
pub mod inspect;
mod keyring;
mod locker;
mod marks;
mod memory;
mod names;
mod pending;
mod people;
pub mod ports;
mod problem;
mod rooms;
mod seen;
mod session;
mod sharing;
mod sync;
mod taking;
#[cfg(any(test, feature = "testing"))]
mod testing;
#[cfg(any(test, feature = "testing"))]
pub use testing::{Forged, ForgedStatement, Garbage, Position};
mod vault;
mod views;
mod writing;

pub use client::Client;
pub use commands::is_first;
pub use memory::MemoryStore;
pub use ports::{
    Answer, Batch, Durability, Method, Platform, Request, Store, StoreError, Transport,
    TransportError,
};
