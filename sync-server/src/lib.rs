//! The sync endpoint: one binary, one data folder. It stores ciphertext it cannot read for accounts it
//! cannot name.
//!
//! - [`serve()`] answers calls on a listener until told to stop; [`Settings`] says how
//! - [`router`] is the same without a network, for tests
//! - [`store`] keeps what is sent, behind a trait with one contract suite
//! - [`accept`] checks what can be checked before the store is asked
//! - [`found`], [`stats`] and [`backup`] are the operator's commands
//!
//! ```no_run
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! use amanat_server::{Clock, Settings, found, serve};
//!
//! let data = std::path::Path::new("data");
//! let origin = "http://localhost:8480";
//! let link = found::found(data, origin, None, false, &Clock::system()).await?.link;
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:8480").await?;
//! serve(Settings::new(data), listener, std::future::pending()).await?;
//! # Ok(())
//! # }
//! ```

pub mod accept;
mod app;
mod app_files;
mod auth;
pub mod backup;
mod body;
mod clock;
#[cfg(test)]
#[path = "../tests/fixtures/mod.rs"]
mod fixtures;
pub mod found;
mod handlers;
mod log;
mod marks;
mod problem;
mod rate;
mod router;
mod serve;
mod settings;
pub mod stats;
pub mod store;

pub use app::{App, StartError};
pub use clock::Clock;
pub use rate::Rate;
pub use router::router;
pub use serve::{ServeError, serve};
pub use settings::{AppSource, Settings};
