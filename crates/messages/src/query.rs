//! What the page may watch.

use amanat_mentoring::id::{ItemId, PartId, PersonRef};
use serde::{Deserialize, Serialize};

/// Items per window of a list.
pub const WINDOW: u32 = 50;

/// A view to watch. Asking costs nothing; the worker sends the view again when it changes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Query {
    /// Stage, name, save and sync state: the shell's line.
    Status,
    /// The recovery card, while it waits to be confirmed.
    Card,
    /// What needs the person today.
    Today,
    /// The parts of the portfolio, with who reads each.
    Parts,
    /// Items of the portfolio, newest first.
    List {
        /// Only this part.
        part: Option<PartId>,
        /// Only with this tag.
        tag: Option<String>,
        /// Only where every word of this begins a word of the item, in either language.
        text: Option<String>,
        /// The trash instead.
        trash: bool,
        /// How many to show; grows by [`WINDOW`] as the person scrolls.
        limit: u32,
    },
    /// One item with its revisions and audience.
    Item {
        /// Which.
        item: ItemId,
    },
    /// Everybody known, and the programme.
    People,
    /// One person: what they show, notes about them, what is shown to them.
    Person {
        /// Who.
        person: PersonRef,
        /// How many items to show; grows by [`WINDOW`].
        limit: u32,
    },
    /// Those this person mentors.
    Mentees,
    /// One item of somebody else.
    SharedItem {
        /// Whose.
        owner: PersonRef,
        /// Which.
        item: ItemId,
    },
    /// What I showed to whom.
    Shown,
    /// The coordinator's page.
    Programme,
    /// The programme's card, while it waits to be confirmed.
    ProgrammeCard,
    /// Concerns sent, and received.
    Concerns,
    /// Words typed and not given yet, by field.
    Begun,
    /// What the server knows, counted on this device.
    Knowledge,
}
