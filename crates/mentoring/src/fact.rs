//! What the app keeps about people: who they are, what was shown to whom, who mentors whom, what was said.
//!
//! Facts are items like any other: they have revisions, travel in circles, and come back from the recovery
//! card. Keys and signed papers in them are bytes to this crate; whoever stores a fact has checked them.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::id::{ItemId, PartId, PersonRef};
use crate::item::Millis;

/// The longest comment, note or concern, in bytes of UTF-8.
pub const MAX_SAID: usize = 16 * 1024;
/// The most people in one pairing: a mentor and a group.
pub const MAX_GROUP: usize = 40;
/// The longest signed paper kept in a fact, in bytes.
pub const MAX_PAPER: usize = 4 * 1024;

/// What a person is in the programme. New roles are appended: the position is the stored form.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum PersonRole {
    /// Is mentored.
    Mentee,
    /// Mentors.
    Mentor,
    /// Invites and pairs people.
    Coordinator,
    /// Heads the committee.
    Chair,
    /// Receives concerns.
    SafetyOfficer,
}

impl PersonRole {
    /// All, in stored order.
    pub const ALL: [Self; 5] = [
        Self::Mentee,
        Self::Mentor,
        Self::Coordinator,
        Self::Chair,
        Self::SafetyOfficer,
    ];

    /// The number it has in links and letters.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The role of a number.
    #[must_use]
    pub fn of(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }

    /// Whether people with this role sit on the committee.
    #[must_use]
    pub const fn on_committee(self) -> bool {
        matches!(self, Self::Coordinator | Self::Chair | Self::SafetyOfficer)
    }
}

/// One fact. New kinds are appended: the position is the stored form.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fact {
    /// Somebody this person knows, or the committee's roster does.
    Contact(Contact),
    /// A part shown to somebody.
    Grant(Grant),
    /// Said about an item, in the circle of its part.
    Comment(Comment),
    /// A mentor's own note about a mentee.
    Note(Note),
    /// The programme this person is in.
    Programme(Programme),
    /// An invitation this coordinator made.
    Invitation(Invitation),
    /// Who mentors whom.
    Pairing(Pairing),
    /// A concern, as sent or as received.
    Concern(Concern),
    /// A circle of somebody else's that this person was put out of: each of their devices forgets it.
    TakenBack(TakenBack),
}

/// Somebody known, and the keys that are theirs.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Who.
    pub person: PersonRef,
    /// What to call them.
    pub name: String,
    /// What they are in the programme.
    pub role: PersonRole,
    /// Who introduced them.
    pub introduced_by: PersonRef,
    /// When their eight words were compared in person, if they were.
    pub verified_at: Option<Millis>,
    /// The identity statement they were met with: a chain that does not pass through it is not theirs.
    pub identity_n: u64,
    /// Its hash.
    pub identity_head: [u8; 32],
    /// What is sealed to them: generation,
    pub pek_generation: u32,
    /// salt of the commitment,
    pub pek_salt: [u8; 32],
    /// and X25519 recipient of their encryption key.
    pub pek: [u8; 32],
    /// For a further coordinator: the appointment, signed by the programme's key. Else empty.
    pub appointment: Vec<u8>,
    /// Their identity chain as they were met with it, so that whoever shares the roster knows their devices.
    pub identity: Vec<u8>,
}

/// A part shown to somebody. The control chain says what is so; this says what its owner wants.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// What.
    pub part: PartId,
    /// To whom.
    pub person: PersonRef,
    /// Whether they may comment.
    pub comment: bool,
    /// The first chapter they read; 0 with what was already there.
    pub from_chapter: u32,
    /// When it was given.
    pub since: Millis,
    /// When it ends by itself.
    pub until: Option<Millis>,
    /// When it was taken back.
    pub ended: Option<Millis>,
}

impl Grant {
    /// Whether its owner wants it to hold.
    #[must_use]
    pub fn holds(&self, now: Millis) -> bool {
        self.ended.is_none() && self.until.is_none_or(|end| now < end)
    }
}

/// Something said about an item.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Who says it.
    pub author: PersonRef,
    /// Makes the item's id together with the author: nobody can revise another's comment.
    pub nonce: [u8; 16],
    /// About which item.
    pub on: ItemId,
    /// In answer to which comment.
    pub reply_to: Option<ItemId>,
    /// When, by the author's clock.
    pub at: Millis,
    /// The words.
    pub text: String,
    /// The author's device.
    pub device: [u8; 32],
    /// Its signature over the rest: the words stay the author's when somebody else passes them on.
    pub signature: Vec<u8>,
}

/// A mentor's own note.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// About whom.
    pub about: PersonRef,
    /// The words.
    pub text: String,
}

/// The programme, as this person knows it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programme {
    /// Its Ed25519 key.
    pub key: [u8; 32],
    /// Its name.
    pub name: String,
    /// The programme's circle, and the committee's, and the mentors'.
    pub circles: [[u8; 32]; 3],
    /// What this person is in it.
    pub role: PersonRole,
    /// Who welcomed this person.
    pub coordinator: PersonRef,
    /// Who receives concerns.
    pub officer: Option<PersonRef>,
    /// The charter, signed by the programme's key.
    pub charter: Vec<u8>,
    /// For a further coordinator: the appointment, signed by the programme's key.
    pub appointment: Vec<u8>,
    /// The membership, signed by a coordinator; empty for the founder.
    pub membership: Vec<u8>,
}

/// An invitation.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// What its link carries. Single use.
    pub secret: [u8; 16],
    /// For whom, in the coordinator's words; may be empty.
    pub label: String,
    /// As what.
    pub role: PersonRole,
    /// Until when.
    pub expires: Millis,
    /// When it was withdrawn.
    pub withdrawn: Option<Millis>,
    /// Who answered first.
    pub answered: Option<PersonRef>,
    /// Two people answered: nobody was admitted by it.
    pub void: bool,
}

/// Who mentors whom.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pairing {
    /// Names it on every device.
    pub id: [u8; 16],
    /// A group, or one and one.
    pub group: bool,
    /// The mentor.
    pub mentor: PersonRef,
    /// The mentees. Sorted, unique, not empty.
    pub mentees: Vec<PersonRef>,
    /// Since when.
    pub at: Millis,
    /// The circle its owner made for it, once made.
    pub circle: Option<[u8; 32]>,
}

impl Pairing {
    /// All of it, the mentor first.
    pub fn people(&self) -> impl Iterator<Item = PersonRef> {
        core::iter::once(self.mentor).chain(self.mentees.iter().copied())
    }
}

/// A concern.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concern {
    /// When it was written.
    pub at: Millis,
    /// From whom; none if it came without a name.
    pub from: Option<PersonRef>,
    /// Written by this person, or received.
    pub mine: bool,
    /// The words.
    pub text: String,
}

/// A circle that its owner took back.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenBack {
    /// Whose it is.
    pub owner: PersonRef,
    /// Which.
    pub circle: [u8; 32],
    /// By which statement: what is older of it here is to be forgotten.
    pub n: u64,
}

/// Why a fact is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a fact is not of its stored form")]
pub struct FactError;

impl Fact {
    /// Refuses what no app of ours writes.
    ///
    /// # Errors
    /// [`FactError`]
    pub fn check(&self) -> Result<(), FactError> {
        let name = |name: &str| crate::check::check_name(name).is_ok();
        let said = |text: &str| {
            !text.trim().is_empty()
                && text.len() <= MAX_SAID
                && !text.contains(crate::check::is_unwanted)
        };
        let sound = match self {
            Self::Contact(contact) => {
                name(&contact.name)
                    && contact.appointment.len() <= MAX_PAPER
                    && contact.identity.len() <= MAX_PAPER
            }
            Self::Grant(_) | Self::TakenBack(_) => true,
            Self::Comment(comment) => said(&comment.text) && comment.signature.len() == 64,
            Self::Note(note) => said(&note.text),
            Self::Programme(p) => {
                name(&p.name)
                    && [&p.charter, &p.appointment, &p.membership]
                        .iter()
                        .all(|paper| paper.len() <= MAX_PAPER)
            }
            Self::Invitation(invitation) => invitation.label.is_empty() || name(&invitation.label),
            Self::Pairing(pairing) => {
                !pairing.mentees.is_empty()
                    && pairing.mentees.len() <= MAX_GROUP
                    && pairing.mentees.windows(2).all(|two| two[0] < two[1])
                    && !pairing.mentees.contains(&pairing.mentor)
            }
            Self::Concern(concern) => said(&concern.text),
        };
        if sound { Ok(()) } else { Err(FactError) }
    }
}

// Words and names never reach a log through `{:?}`.
impl fmt::Debug for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Contact(_) => "Contact(..)",
            Self::Grant(_) => "Grant(..)",
            Self::Comment(_) => "Comment(..)",
            Self::Note(_) => "Note(..)",
            Self::Programme(_) => "Programme(..)",
            Self::Invitation(_) => "Invitation(..)",
            Self::Pairing(_) => "Pairing(..)",
            Self::Concern(_) => "Concern(..)",
            Self::TakenBack(_) => "TakenBack(..)",
        })
    }
}
