//! What Today tells of other people.

use amanat_mentoring::id::{ItemId, PersonRef};
use amanat_mentoring::item::Millis;
use serde::{Deserialize, Serialize};

use crate::people::PersonView;

/// Something to know on Today.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Notice {
    /// Names it in [`crate::Command::Dismiss`].
    pub id: [u8; 16],
    /// When; the greatest moment for what holds until somebody acts.
    pub at: Millis,
    /// What.
    pub kind: NoticeKind,
}

/// What there is to know.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum NoticeKind {
    /// The coordinator introduced somebody.
    Introduced {
        /// Who.
        person: PersonView,
    },
    /// Somebody shows a part.
    Shown {
        /// Who.
        person: PersonView,
        /// Name of the part.
        part_name: String,
    },
    /// Somebody took a part back: its text is gone from this device.
    TakenBack {
        /// Who.
        person: PersonView,
        /// Name of the part.
        part_name: String,
    },
    /// Somebody commented.
    Commented {
        /// Whose item; none for one's own.
        owner: Option<PersonRef>,
        /// Which.
        item: ItemId,
        /// Its title.
        title: String,
        /// Who commented.
        name: String,
    },
    /// Somebody joined with an invitation.
    Joined {
        /// Who.
        person: PersonView,
    },
    /// Two people answered one invitation; neither was admitted.
    InvitationVoid {
        /// For whom it was.
        label: String,
    },
    /// A concern arrived.
    Concern,
    /// Somebody's key has two histories: do not trust it before their code was scanned.
    Stopped {
        /// Who.
        person: PersonView,
    },
    /// Comments are held back: the owner's app was not heard of for a week.
    Held {
        /// Whose part.
        person: PersonView,
    },
    /// They wrote having seen what the server has not sent to this device.
    Withheld {
        /// Who.
        person: PersonView,
    },
    /// The programme card was not confirmed yet.
    ProgrammeCard,
    /// Two statements of who may read were shown at one place: the server, or somebody who manages a circle,
    /// tells different people different things.
    Forked {
        /// Nothing is sent there before its owner's app has settled it.
        waits: bool,
    },
    /// Somebody who manages a circle signed a change of it that does not open here.
    Unreadable {
        /// Who.
        person: PersonView,
        /// Nothing is sent there before its owner's app has settled it.
        waits: bool,
    },
}
