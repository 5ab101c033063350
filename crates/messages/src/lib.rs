//! Everything that crosses the worker boundary, and nothing else.
//!
//! The page sends [`ToWorker`], the worker answers [`FromWorker`], both as canonical postcard in a
//! transferred `ArrayBuffer`. The worker never sends text for people to read: a [`Problem`] is a code
//! with parameters, and the page's exhaustive match puts it into words in the reader's language.

mod command;
mod notice;
mod people;
mod problem;
mod query;
mod view;

pub use command::{CardAnswer, Command, Done};
pub use notice::{Notice, NoticeKind};
pub use people::{
    CommentView, ConcernView, ConcernsView, GrantState, GrantView, InvitationState, InvitationView,
    MenteeLine, MenteesView, NoteView, PairingView, PeopleView, PersonPage, PersonView,
    ProgrammePage, ProgrammeView, SharedItemView, SharedPart, ShownView,
};
pub use problem::Problem;
pub use query::{Query, WINDOW};
pub use view::{
    Audience, CardView, CircleKnown, ConflictView, ItemView, Knowledge, ListView, PartView, Reader,
    ReaderStanding, RevisionView, SaveState, Stage, StatusView, SyncState, TodayView, View,
};

use serde::{Deserialize, Serialize};

/// From page to worker. `id` is chosen by the page and comes back with the answer.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum ToWorker {
    /// The first message. A different build on the other side means a half-updated app: reload.
    Hello {
        /// Hash of the release the page came from.
        build: String,
        /// The app's origin, for the endpoint and for links.
        origin: String,
        /// Whether the page asks to take over from another tab that holds the vault.
        take_over: bool,
    },
    /// Do something; answered by [`FromWorker::Answer`].
    Do {
        /// Request number.
        id: u32,
        /// What to do.
        command: Command,
    },
    /// Send the whole view now and again whenever it changes, until [`ToWorker::Unsubscribe`].
    Subscribe {
        /// Subscription number, chosen by the page.
        id: u32,
        /// Which view.
        query: Query,
    },
    /// End a subscription.
    Unsubscribe {
        /// The subscription's number.
        id: u32,
    },
    /// The answer to [`FromWorker::LastWords`]: nothing is only in a field any more.
    Said,
    /// Are you there? Answered by [`FromWorker::Pong`]; no answer in 10 s means the worker is dead.
    Ping,
}

/// From worker to page.
#[allow(
    clippy::large_enum_variant,
    reason = "one is alive at a time; a box would only be one more allocation"
)]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum FromWorker {
    /// The vault is this tab's and open for commands.
    Ready {
        /// Hash of the release the worker came from.
        build: String,
    },
    /// Another tab holds the vault. Offer to take over.
    Elsewhere,
    /// Another tab is taking the vault over: give what is only in a field, then [`ToWorker::Said`].
    LastWords,
    /// Another tab took the vault over: stop and say so.
    TakenOver,
    /// Storage could not be opened, or something failed for good: stop and say so.
    Failed(Problem),
    /// The answer to [`ToWorker::Do`].
    Answer {
        /// The request's number.
        id: u32,
        /// What came of it.
        result: Result<Done, Problem>,
    },
    /// A subscribed view, whole.
    Update {
        /// The subscription's number.
        id: u32,
        /// What the query asks for, as [`View::encode`] gives it, or why it cannot be shown. Encoded apart: each half of
        /// page and worker reads and makes its own views only.
        view: Result<Vec<u8>, Problem>,
    },
    /// Answer to [`ToWorker::Ping`].
    Pong,
}
