//! Where words stand that somebody typed and has not given yet.

use serde::{Deserialize, Serialize};

use crate::id::{ItemId, PersonRef};
use crate::template::FieldKey;

/// A field. Stored on the device, so positions are only ever appended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Begun {
    /// That a concern shall bear no name; any text says so. Before its words: it must not be kept later than they.
    Unnamed,
    /// A concern.
    Concern,
    /// A comment.
    Comment {
        /// Whose item; none for one's own.
        owner: Option<PersonRef>,
        /// Which item.
        item: ItemId,
        /// In answer to which comment.
        reply_to: Option<ItemId>,
    },
    /// A note.
    Note {
        /// About whom.
        about: PersonRef,
        /// Which; none for a new one.
        note: Option<ItemId>,
    },
    /// What an item with two versions shall say.
    Decision {
        /// Which item.
        item: ItemId,
        /// Which of its texts; none for the title.
        field: Option<FieldKey>,
    },
    /// For whom invitations shall be made.
    Labels,
}
