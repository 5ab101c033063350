//! What can be checked of a request before asking the store: signatures, hashes, lengths, shapes.

mod entry;
mod statement;

pub use entry::{Candidate, NewEntry};
pub use statement::{NewStatement, RefusedStatement};
