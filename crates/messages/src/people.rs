//! Views of people: who they are, what was shown to whom, what was said about it.

use amanat_mentoring::fact::PersonRole;
use amanat_mentoring::id::{ItemId, PartId, PersonRef};
use amanat_mentoring::item::{Content, Millis};
use amanat_mentoring::portfolio::ItemSummary;
use serde::{Deserialize, Serialize};

use crate::{Audience, ReaderStanding};

/// Somebody known.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PersonView {
    /// Who.
    pub person: PersonRef,
    /// What to call them.
    pub name: String,
    /// What they are in the programme.
    pub role: PersonRole,
    /// Eight words that name their key.
    pub fingerprint: Vec<String>,
    /// How sure it is that the key is theirs.
    pub standing: ReaderStanding,
    /// Who introduced them; empty if that is not known here.
    pub introduced_by: String,
    /// Their key changed in a way that nobody should trust before it is compared again. Nothing is sealed
    /// to them meanwhile.
    pub stopped: bool,
}

/// The programme, as every member sees it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ProgrammeView {
    /// Its name.
    pub name: String,
    /// Eight words that name its key.
    pub fingerprint: Vec<String>,
    /// What this person is in it.
    pub role: PersonRole,
    /// Who receives concerns, once somebody is named.
    pub officer: Option<PersonView>,
}

/// For [`crate::Query::People`].
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PeopleView {
    /// The programme; none for a person who is in none.
    pub programme: Option<ProgrammeView>,
    /// Everybody known, by name.
    pub people: Vec<PersonView>,
    /// This person's own eight words.
    pub fingerprint: Vec<String>,
    /// What this person's own QR says: others scan it to compare keys.
    pub code: String,
    /// The account came by a founding link and no programme was founded yet.
    pub may_found: bool,
}

/// How far a change of who may read has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum GrantState {
    /// Wanted; the server has not confirmed it yet. Nothing written meanwhile is sent in this part.
    Waiting,
    /// They hold the key.
    Given,
    /// Taken back here; the server has not confirmed it yet. Nothing written meanwhile is sent in this part.
    TakingBack,
    /// Taken back, or ended.
    Ended,
}

/// A part shown to somebody.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct GrantView {
    /// Names it in [`crate::Command::TakeBack`].
    pub grant: ItemId,
    /// What.
    pub part: PartId,
    /// Its name.
    pub part_name: String,
    /// To whom.
    pub person: PersonView,
    /// Whether they may comment.
    pub comment: bool,
    /// With what was already there.
    pub already_here: bool,
    /// When it was given.
    pub since: Millis,
    /// When it ends by itself.
    pub until: Option<Millis>,
    /// When it ended.
    pub ended: Option<Millis>,
    /// Items they could read.
    pub items: u32,
    /// How far it has come.
    pub state: GrantState,
}

/// For [`crate::Query::Shown`]: what I showed to whom, newest first, those that ended last.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ShownView {
    /// All of them.
    pub grants: Vec<GrantView>,
    /// The parts, to show one more.
    pub parts: Vec<(PartId, String, u32)>,
    /// Whom a part can be shown to.
    pub people: Vec<PersonView>,
}

/// A line of a mentor's list.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct MenteeLine {
    /// Who.
    pub person: PersonView,
    /// Items they show to this person.
    pub items: u32,
    /// Of these, not opened yet here.
    pub unread: u32,
    /// When the newest was written.
    pub newest: Option<Millis>,
    /// In a group, not one to one.
    pub group: bool,
}

/// For [`crate::Query::Mentees`]: by what waits, then by name.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct MenteesView {
    /// Everybody this person mentors.
    pub mentees: Vec<MenteeLine>,
    /// Those who mentor this person.
    pub mentors: Vec<PersonView>,
}

/// A part somebody shows to this person.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SharedPart {
    /// Which.
    pub part: PartId,
    /// Its name.
    pub name: String,
    /// Items in it that open here.
    pub items: u32,
    /// Whether this person may comment.
    pub comment: bool,
    /// Since when.
    pub since: Millis,
    /// Until when.
    pub until: Option<Millis>,
}

/// For [`crate::Query::Person`]: one person, what they show to me, my notes about them.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PersonPage {
    /// Who.
    pub person: PersonView,
    /// When they were met here.
    pub parts: Vec<SharedPart>,
    /// What they show, newest first.
    pub items: Vec<ItemSummary>,
    /// How many in all.
    pub total: u32,
    /// This person's own notes about them, newest first. Nobody else can read these.
    pub notes: Vec<NoteView>,
    /// What this person shows to them.
    pub shown: Vec<GrantView>,
}

/// A mentor's own note.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct NoteView {
    /// Which.
    pub note: ItemId,
    /// When it was last changed.
    pub at: Millis,
    /// The words.
    pub text: String,
}

/// Something said about an item.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CommentView {
    /// Which.
    pub comment: ItemId,
    /// Who said it.
    pub author: PersonRef,
    /// Their name.
    pub author_name: String,
    /// Said by this person.
    pub mine: bool,
    /// When, by the author's clock.
    pub at: Millis,
    /// The words.
    pub text: String,
    /// In answer to which.
    pub reply_to: Option<ItemId>,
    /// Whether the server has it.
    pub sent: bool,
    /// Held back: the owner's app was not heard of for a week, so a removal may be hidden. See
    /// [`crate::Command::SendAnyway`].
    pub held: bool,
}

/// For [`crate::Query::SharedItem`]: somebody else's item.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SharedItemView {
    /// Whose.
    pub owner: PersonView,
    /// Its line.
    pub summary: ItemSummary,
    /// What it says.
    pub content: Content,
    /// Name of its part.
    pub part_name: String,
    /// Who can read it.
    pub audience: Audience,
    /// Oldest first.
    pub comments: Vec<CommentView>,
    /// Whether this person may comment.
    pub may_comment: bool,
}

/// How far an invitation has come.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum InvitationState {
    /// Nobody answered yet.
    Open,
    /// Somebody joined with it.
    Answered {
        /// Their name.
        name: String,
    },
    /// Past its date.
    Expired,
    /// Withdrawn.
    Withdrawn,
    /// Two people answered: neither was admitted by it.
    Void,
}

/// An invitation.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct InvitationView {
    /// Which.
    pub invitation: ItemId,
    /// For whom.
    pub label: String,
    /// As what.
    pub role: PersonRole,
    /// The link, while it is open; also what its QR says.
    pub link: Option<String>,
    /// Until when.
    pub expires: Millis,
    /// How far it has come.
    pub state: InvitationState,
}

// Its link is a secret while it is open.
impl core::fmt::Debug for InvitationView {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "InvitationView({:?})", self.state)
    }
}

/// Who mentors whom.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PairingView {
    /// Which.
    pub pairing: ItemId,
    /// A group, or one and one.
    pub group: bool,
    /// The mentor.
    pub mentor: PersonView,
    /// The mentees.
    pub mentees: Vec<PersonView>,
    /// Since when.
    pub at: Millis,
    /// Whether both sides' introductions have left this device.
    pub sent: bool,
}

/// For [`crate::Query::Programme`]: the coordinator's page.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ProgrammePage {
    /// The programme.
    pub programme: ProgrammeView,
    /// Whether its card waits to be confirmed: see [`crate::Query::ProgrammeCard`].
    pub card_waiting: bool,
    /// Everybody who joined, by name.
    pub people: Vec<PersonView>,
    /// Newest first.
    pub invitations: Vec<InvitationView>,
    /// Newest first.
    pub pairings: Vec<PairingView>,
    /// Mentees in no pairing.
    pub unpaired: Vec<PersonRef>,
}

/// A concern.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ConcernView {
    /// Which.
    pub concern: ItemId,
    /// When it was written.
    pub at: Millis,
    /// From whom; none without a name.
    pub from: Option<PersonView>,
    /// Written by this person, or received.
    pub mine: bool,
    /// The words.
    pub text: String,
    /// Whether the server has it.
    pub sent: bool,
}

/// For [`crate::Query::Concerns`].
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ConcernsView {
    /// Who receives concerns; none before the coordinator has named somebody.
    pub officer: Option<PersonView>,
    /// This person receives them.
    pub receives: bool,
    /// Newest first.
    pub concerns: Vec<ConcernView>,
}
