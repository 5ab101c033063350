//! What the page shows.

use amanat_mentoring::begun::Begun;
use amanat_mentoring::fact::PersonRole;
use amanat_mentoring::id::{PartId, PersonRef, RevisionId};
use amanat_mentoring::item::{Content, Millis};
use amanat_mentoring::portfolio::ItemSummary;
use amanat_mentoring::template::FieldKey;
use amanat_protocol::codec;
use serde::{Deserialize, Serialize};

use crate::Problem;
use crate::notice::Notice;
use crate::people::{
    CommentView, ConcernsView, MenteesView, PeopleView, PersonPage, ProgrammePage, SharedItemView,
    ShownView,
};

/// A whole view.
#[derive(Clone, PartialEq, Debug)]
pub enum View {
    /// For [`crate::Query::Status`].
    Status(StatusView),
    /// For [`crate::Query::Card`]; none once confirmed.
    Card(Option<CardView>),
    /// For [`crate::Query::Today`].
    Today(TodayView),
    /// For [`crate::Query::Parts`].
    Parts(Vec<PartView>),
    /// For [`crate::Query::List`].
    List(ListView),
    /// For [`crate::Query::Item`].
    Item(Box<ItemView>),
    /// For [`crate::Query::Knowledge`].
    Knowledge(Knowledge),
    /// For [`crate::Query::People`].
    People(PeopleView),
    /// For [`crate::Query::Person`].
    Person(Box<PersonPage>),
    /// For [`crate::Query::Mentees`].
    Mentees(MenteesView),
    /// For [`crate::Query::SharedItem`].
    SharedItem(Box<SharedItemView>),
    /// For [`crate::Query::Shown`].
    Shown(ShownView),
    /// For [`crate::Query::Programme`]; none for who does not coordinate one.
    Programme(Option<Box<ProgrammePage>>),
    /// For [`crate::Query::ProgrammeCard`]; none once confirmed.
    ProgrammeCard(Option<CardView>),
    /// For [`crate::Query::Concerns`].
    Concerns(ConcernsView),
    /// For [`crate::Query::Begun`].
    Begun(Vec<(Begun, String)>),
}

impl View {
    /// Canonical bytes of what is in it: of a [`StatusView`] for [`crate::Query::Status`], and so on. The query says
    /// which type they are of.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Self::Status(view) => codec::encode(view),
            Self::Card(view) | Self::ProgrammeCard(view) => codec::encode(view),
            Self::Today(view) => codec::encode(view),
            Self::Parts(view) => codec::encode(view),
            Self::List(view) => codec::encode(view),
            Self::Item(view) => codec::encode(view),
            Self::Knowledge(view) => codec::encode(view),
            Self::People(view) => codec::encode(view),
            Self::Person(view) => codec::encode(view),
            Self::Mentees(view) => codec::encode(view),
            Self::SharedItem(view) => codec::encode(view),
            Self::Shown(view) => codec::encode(view),
            Self::Programme(view) => codec::encode(view),
            Self::Concerns(view) => codec::encode(view),
            Self::Begun(words) => codec::encode(words),
        }
    }
}

/// How far this device has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Stage {
    /// No vault on this device.
    Empty,
    /// A vault, locked.
    Locked,
    /// Open, but the recovery card is not confirmed: nothing can be written yet.
    CardWaiting,
    /// Open.
    Open,
}

/// The shell's line.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct StatusView {
    /// How far this device has come.
    pub stage: Stage,
    /// What the person wants to be called; empty while locked.
    pub name: String,
    /// Where the newest words are.
    pub save: SaveState,
    /// How the last talk with the server went.
    pub sync: SyncState,
    /// Days by which the device's clock is off, if by one or more.
    pub clock_days: Option<i32>,
    /// Records that do not open here: kept, shown as locked.
    pub locked_records: u32,
}

/// "Saved on this phone · 2 not yet sent".
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SaveState {
    /// Items with words that the server does not have yet.
    pub unsent: u32,
}

/// How the last talk with the server went.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum SyncState {
    /// Not tried since unlock.
    #[default]
    NotYet,
    /// Under way.
    Busy {
        /// Records sent and fetched so far in this run.
        done: u32,
    },
    /// All sent and fetched.
    Fresh {
        /// When, by this device's clock.
        at: Millis,
    },
    /// It did not work; tried again by itself.
    Failed {
        /// Why.
        problem: Problem,
        /// When everything was last sent and fetched.
        last: Option<Millis>,
    },
}

/// The recovery card. The only view that carries a secret.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct CardView {
    /// 24 words.
    pub words: Vec<String>,
    /// What the card's QR says.
    pub qr: String,
    /// The three places asked back, 1 to 24.
    pub ask: Vec<u8>,
}

impl core::fmt::Debug for CardView {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("CardView(..)")
    }
}

/// What needs the person today.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct TodayView {
    /// What was being written, newest first, at most three.
    pub drafts: Vec<ItemSummary>,
    /// The newest other items, at most five.
    pub recent: Vec<ItemSummary>,
    /// Items whose two versions wait to be compared.
    pub conflicts: Vec<ItemSummary>,
    /// Items in all.
    pub items: u32,
    /// The parts, for choosing where to write.
    pub parts: Vec<PartView>,
    /// What there is to know, newest first, at most twenty.
    pub notices: Vec<Notice>,
    /// What this person is in the programme; none for who is in none.
    pub role: Option<PersonRole>,
}

/// A part of the portfolio.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PartView {
    /// Which.
    pub part: PartId,
    /// Its name.
    pub name: String,
    /// Items not in the trash.
    pub items: u32,
    /// Who reads what is written here from now on.
    pub audience: Audience,
    /// Who reads what is in each chapter, by [`ItemSummary::chapter`].
    pub chapters: Vec<(Option<[u8; 32]>, Audience)>,
}

impl PartView {
    /// Who can read an item of this part: its chapter's readers, whoever reads the part now.
    #[must_use]
    pub fn audience_of(&self, item: &ItemSummary) -> Option<&Audience> {
        let mut chapters = self.chapters.iter();
        chapters
            .find(|(chapter, _)| *chapter == item.chapter)
            .map(|(_, audience)| audience)
    }
}

/// A window of the portfolio.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ListView {
    /// All parts, in the order they were made.
    pub parts: Vec<PartView>,
    /// Every tag in use with its count, most used first.
    pub tags: Vec<(String, u32)>,
    /// How many items match.
    pub total: u32,
    /// The first of them, newest first.
    pub items: Vec<ItemSummary>,
    /// Items in the trash.
    pub trashed: u32,
}

/// One item.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ItemView {
    /// Its line in lists.
    pub summary: ItemSummary,
    /// The newest reading.
    pub content: Content,
    /// Name of its part.
    pub part_name: String,
    /// Oldest first.
    pub revisions: Vec<RevisionView>,
    /// Where two versions say different things.
    pub conflict: Option<ConflictView>,
    /// Who can read it, computed from the keys that were handed out.
    pub audience: Audience,
    /// Whether the server has its newest words.
    pub sent: bool,
    /// Said about it, oldest first.
    pub comments: Vec<CommentView>,
}

/// An older reading of an item.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RevisionView {
    /// Which.
    pub revision: RevisionId,
    /// When it was written, by its author's clock.
    pub at: Millis,
    /// What it said; none where it is the move to the trash.
    pub content: Option<Content>,
}

/// Both kept.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ConflictView {
    /// The versions of each text that has more than one; none stands for the title.
    pub texts: Vec<(Option<FieldKey>, Vec<String>)>,
}

/// Who can read something.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Audience {
    /// Everybody who was handed the key, the person themself first.
    pub readers: Vec<Reader>,
}

impl Audience {
    /// True when nobody but the person themself holds the key.
    #[must_use]
    pub fn only_me(&self) -> bool {
        self.readers
            .iter()
            .all(|r| r.standing == ReaderStanding::Me)
    }
}

/// One who can read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reader {
    /// Their name, as far as this person knows it.
    pub name: String,
    /// Eight words that name their key.
    pub fingerprint: Vec<String>,
    /// When they were handed the key, by the granter's clock.
    pub since: Millis,
    /// How sure it is that the key is theirs.
    pub standing: ReaderStanding,
    /// For the person themself: how many devices hold it.
    pub devices: u32,
    /// Who; to open their page.
    pub person: PersonRef,
    /// When it ends by itself.
    pub until: Option<Millis>,
}

/// How sure it is that a key belongs to the person.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ReaderStanding {
    /// The person themself.
    Me,
    /// Introduced by the coordinator.
    Introduced,
    /// Compared in person.
    Verified,
}

/// What the server knows: everything in it is on the wire in clear or can be counted there.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Knowledge {
    /// The server's address.
    pub server: String,
    /// This person's pseudonym, as hexadecimal.
    pub person: String,
    /// Eight words that name this person's key.
    pub fingerprint: Vec<String>,
    /// This device's public key, as hexadecimal.
    pub device: String,
    /// How many devices it sees.
    pub devices: u32,
    /// The circles it stores for this person.
    pub circles: Vec<CircleKnown>,
}

/// What the server sees of one circle.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CircleKnown {
    /// Its pseudonym, as hexadecimal.
    pub circle: String,
    /// Its name, which the server does not see.
    pub name: String,
    /// Pseudonymous accounts in it.
    pub members: u32,
    /// Entries it stores.
    pub entries: u32,
    /// Padded bytes of them.
    pub bytes: u64,
}
