//! What the page remembers, one typed context per file. Everything private stays in the worker.

pub mod arrival;
pub mod asked;
pub mod camera;
pub mod device;
pub mod flush;
pub mod idle;
pub mod notices;
pub mod nudge;
pub mod preferences;
pub mod session;
pub mod unsent;
pub mod worker;
