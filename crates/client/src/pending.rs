//! Words that are in no entry yet.

use amanat_mentoring::item::{Millis, Revision};
use amanat_mentoring::portfolio::Place;
use serde::{Deserialize, Serialize};

/// What waits for one item. Each save of a draft replaces the draft; everything else is a fixed revision,
/// so that moving to the trash never swallows words written before it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PendingV1 {
    /// Where the item lives.
    pub place: Place,
    /// Fixed revisions, oldest first.
    pub fixed: Vec<Revision>,
    /// The working text.
    pub draft: Option<Revision>,
}

/// What waits for one item, with when it may be sent.
pub(crate) struct Waiting {
    pub stored: PendingV1,
    /// Editing has ended: it may become an entry.
    pub closed: bool,
    /// The last save. Left open for long enough, a draft is sent anyway.
    pub touched: Millis,
}

/// A draft whose editor was left open this long is sent as it is.
pub(crate) const OPEN_FOR: Millis = 5 * 60 * 1000;

impl Waiting {
    pub(crate) fn new(place: Place, now: Millis) -> Self {
        let stored = PendingV1 {
            place,
            fixed: Vec::new(),
            draft: None,
        };
        Self {
            stored,
            closed: true,
            touched: now,
        }
    }

    pub(crate) fn ready(&self, now: Millis) -> bool {
        self.closed || now.saturating_sub(self.touched) > OPEN_FOR || now < self.touched
    }
}
