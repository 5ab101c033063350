//! What people write and how it folds: items, revisions, templates, merge, tags, search.
//!
//! Pure: no clock, no randomness, no storage, no network, no cryptography. Everything here is a value or
//! a function of values, so the same code runs in the app, the worker, the command line and the tests.
//!
//! - [`item`]: the values people write and the [`item::Revision`] that carries one
//! - [`begun`]: where words stand that were typed and not given yet
//! - [`check`]: what of a value is put right by itself, and what is refused
//! - [`operation`]: what a log entry may say; the versioned form that is stored and sent
//! - [`merge`]: joining two texts without losing a word
//! - [`reading`]: joining whole values, and saying where both were kept
//! - [`history`]: the revisions of one item, its heads, its newest reading
//! - [`portfolio`]: the fold of all operations, and the lists made from it
//! - [`summary`]: the line an item has in a list
//! - [`search`]: finding text in English and Urdu

pub mod begun;
pub mod check;
mod diff;
pub mod fact;
mod graph;
pub mod history;
pub mod id;
pub mod item;
mod lists;
pub mod merge;
pub mod operation;
pub mod portfolio;
pub mod reading;
pub mod search;
pub mod summary;
pub mod template;
