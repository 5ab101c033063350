//! What letters say.

use core::fmt;

use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, PersonId};
use amanat_protocol::identity::Identity;
use amanat_protocol::signed::Signed;
use serde::{Deserialize, Serialize};

use super::Introduced;
use crate::invitation::Answered;
use crate::programme::{
    Appointment, Charter, Membership, ProgrammeError, authority, check_charter, check_membership,
    role,
};

/// What a letter says. New bodies are appended: the position is the stored form. Large ones are boxed, which
/// does not show in the encoding.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Body {
    /// To a coordinator: somebody answers an invitation.
    Answer(Box<Answered>),
    /// To a newcomer: you are in.
    Welcome(Box<Welcome>),
    /// To mentor and mentees: you belong together from now on.
    Introduction(Box<Introduction>),
    /// To a reader: the circle is taken back, or a copy of what the server may hide.
    TakenBack {
        /// Which circle.
        circle: CircleId,
        /// Number and…
        n: u64,
        /// …hash of the statement that takes it back.
        head: Hash,
    },
    /// To everybody: who hears concerns from now on.
    Officer(Box<NewOfficer>),
    /// To a member: they are a coordinator from now on.
    Appointed(Box<Appointed>),
    /// To whoever is known: the sender's own newest key.
    NewKey(Box<Introduced>),
    /// To a coordinator: the server will take invitations from their account.
    Inviting(Box<Inviting>),
}

/// What a newcomer starts from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Welcome {
    /// The programme's charter.
    pub charter: Signed<Charter>,
    /// Why the sender may welcome, when they are not the charter's coordinator.
    pub appointment: Option<Signed<Appointment>>,
    /// The newcomer's own membership.
    pub membership: Signed<Membership>,
    /// Whom to turn to.
    pub coordinator: Introduced,
    /// Who hears concerns, if there is somebody yet.
    pub officer: Option<Introduced>,
    /// Where deposits go: the programme circle.
    pub officers_circle: CircleId,
}

/// Two people, or a mentor and their group, are introduced. The sender's signature stands for the roles.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Introduction {
    /// The programme's charter.
    pub charter: Signed<Charter>,
    /// Why the sender may introduce, when they are not the charter's coordinator.
    pub appointment: Option<Signed<Appointment>>,
    /// Names the pairing: the same in all its letters, so that repeating one makes nothing twice.
    pub pairing: [u8; 16],
    /// Whether it is a group: then the mentor makes its circle, else the mentee.
    pub group: bool,
    /// The mentor.
    pub mentor: Introduced,
    /// The mentee, or the group's mentees.
    pub mentees: Vec<Introduced>,
}

/// Somebody new hears concerns.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NewOfficer {
    /// The programme's charter.
    pub charter: Signed<Charter>,
    /// Why the sender may say so, when they are not the charter's coordinator.
    pub appointment: Option<Signed<Appointment>>,
    /// Who.
    pub officer: Introduced,
}

/// Somebody is a coordinator from now on, by the programme key's word.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Appointed {
    /// The programme's charter.
    pub charter: Signed<Charter>,
    /// The reader's own appointment.
    pub appointment: Signed<Appointment>,
}

/// Somebody's account may invite once it has used a further token.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inviting {
    /// The programme's charter.
    pub charter: Signed<Charter>,
    /// Why the sender may say so, when they are not the charter's coordinator.
    pub appointment: Option<Signed<Appointment>>,
    /// A join token that `POST /v1/invitations` made good with `invites`. Good once.
    pub token: [u8; 16],
}

/// Without the token.
impl fmt::Debug for Inviting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inviting").finish_non_exhaustive()
    }
}

impl Body {
    /// Whether everybody whom it introduces holds in themselves, in the role it gives them.
    pub(super) fn holds(&self) -> bool {
        match self {
            // Needs the invitation's secret: `invitation::check_answer`.
            Self::Answer(_) | Self::TakenBack { .. } | Self::Appointed(_) | Self::Inviting(_) => {
                true
            }
            Self::Welcome(w) => {
                is(&w.coordinator, role::COORDINATOR) && w.officer.iter().all(is_officer)
            }
            Self::Introduction(i) => {
                is(&i.mentor, role::MENTOR)
                    && !i.mentees.is_empty()
                    && (i.group || i.mentees.len() == 1)
                    && i.mentees.iter().all(|m| is(m, role::MENTEE))
                    && i.mentees.iter().all(|m| m.person != i.mentor.person)
            }
            Self::Officer(o) => is_officer(&o.officer),
            Self::NewKey(who) => who.check().is_some(),
        }
    }
}

fn is(who: &Introduced, role: u8) -> bool {
    who.role == role && who.check().is_some()
}

/// A chair or coordinator may hear concerns beside what else they are.
fn is_officer(who: &Introduced) -> bool {
    who.check().is_some()
}

impl Welcome {
    /// Charter and membership, if `from`, who sent this, may welcome people to this programme and made `me`
    /// a member of it.
    ///
    /// # Errors
    /// [`ProgrammeError`]
    pub fn check(
        &self,
        programme: &[u8; 32],
        from: &Identity,
        me: PersonId,
    ) -> Result<(Charter, Membership), ProgrammeError> {
        let appointment = self.appointment.as_ref();
        if !authority(&self.charter, appointment, from.person, programme) {
            return Err(ProgrammeError);
        }
        let charter = check_charter(&self.charter, programme)?;
        let membership = check_membership(&self.membership, programme, from)?;
        if membership.person == me && self.officers_circle == charter.programme_circle {
            Ok((charter, membership))
        } else {
            Err(ProgrammeError)
        }
    }
}

impl Introduction {
    /// Whether `from`, who sent this, may introduce people in this programme.
    #[must_use]
    pub fn may(&self, programme: &[u8; 32], from: PersonId) -> bool {
        authority(&self.charter, self.appointment.as_ref(), from, programme)
    }
}

impl NewOfficer {
    /// Whether `from`, who sent this, may name who hears concerns in this programme.
    #[must_use]
    pub fn may(&self, programme: &[u8; 32], from: PersonId) -> bool {
        authority(&self.charter, self.appointment.as_ref(), from, programme)
    }
}

impl Inviting {
    /// Whether `from`, who sent this, may let accounts of this programme invite.
    #[must_use]
    pub fn may(&self, programme: &[u8; 32], from: PersonId) -> bool {
        authority(&self.charter, self.appointment.as_ref(), from, programme)
    }
}
