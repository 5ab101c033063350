//! What people write and how it folds: items, revisions, templates, merge, tags, search.
//!
//! Pure: no clock, no randomness, no storage, no network, no cryptography. Everything here is a value or
//! a function of values, so the same code runs in the app, the worker, the command line and the tests.
//!
//! - [`item`]: the values people write and the [`item::Revision`] that carries one
//! - [`operation`]: what a log entry may say; the versioned form that is stored and sent
//! - [`history`]: the revisions of one item, its heads, its newest reading
//! - [`merge`]: joining two readings without losing a word
//! - [`portfolio`]: the fold of all operations, and the lists made from it
//! - [`search`]: finding text in English and Urdu

pub mod history;
pub mod id;
pub mod item;
pub mod merge;
pub mod operation;
pub mod portfolio;
pub mod search;
pub mod template;
