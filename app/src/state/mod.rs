//! What the page remembers, one typed context per file. Everything private stays in the worker.

pub mod arrival;
pub mod flush;
pub mod preferences;
pub mod session;
pub mod worker;
