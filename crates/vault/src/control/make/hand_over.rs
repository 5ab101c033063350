//! The owner hands the circle to another.

use amanat_protocol::id::PersonId;

use super::super::Circle;
use super::plan::next;
use super::{ControlSigner, Made, MakeError};
use crate::Random;
use crate::circle::Change;

/// The owner makes a member the owner and becomes a manager. Nobody else can, and it cannot be undone by
/// the one who did it.
///
/// # Errors
/// [`MakeError`]; Forbidden also when `to` is no member.
pub fn hand_over(
    circle: &Circle,
    signer: &ControlSigner<'_>,
    to: PersonId,
    random: &mut (impl Random + ?Sized),
) -> Result<Made, MakeError> {
    next(circle, signer, Change::HandOver { person: to }, random)
}
