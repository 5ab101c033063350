//! Somebody comes in, or gets another role or end.

use super::super::Circle;
use super::plan::next;
use super::{ControlSigner, Made, MakeError};
use crate::Random;
use crate::circle::{Change, Member};

/// Admits a person, or gives a member another role, key or end. A new epoch, so that the newcomer reads
/// nothing from before, even where earlier epochs leaked.
///
/// `member` comes from an identity chain that the caller has verified and pinned, never from the server.
///
/// # Errors
/// [`MakeError`]; Forbidden also for a second owner, the owner's own row and the signer's own.
pub fn admit(
    circle: &Circle,
    signer: &ControlSigner<'_>,
    member: Member,
    random: &mut (impl Random + ?Sized),
) -> Result<Made, MakeError> {
    next(circle, signer, Change::Admit { member }, random)
}
