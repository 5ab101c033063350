//! What a log entry says. This is a stored and sent form: see docs/FORMAT.md, and append only.

use serde::{Deserialize, Serialize};

use crate::item::Revision;

/// One thing an entry does. New ones are appended: the position is the stored form. An app that meets a
/// position it does not know keeps the bytes, shows the record as locked and never writes it back.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Operation {
    /// Adds a revision of an item.
    Revise(Revision),
}
