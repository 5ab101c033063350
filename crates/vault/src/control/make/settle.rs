//! The owner ends a dispute.

use amanat_protocol::hash::Hash;

use super::super::Circle;
use super::plan::next;
use super::{ControlSigner, Made, MakeError};
use crate::Random;
use crate::circle::Change;

/// The owner says which statement no longer counts, by its hash: one at the same number as an ancestor of
/// this one, or an ancestor itself, which then counts for nothing, with all that was built on it.
///
/// `circle` is where the chain goes on: its number and head are those of the newest statement the server
/// has, its table the one before what is voided. [`super::super::resolve`] and [`Circle::at`] give it.
///
/// # Errors
/// [`MakeError`]
pub fn settle(
    circle: &Circle,
    signer: &ControlSigner<'_>,
    voided: Hash,
    random: &mut (impl Random + ?Sized),
) -> Result<Made, MakeError> {
    next(circle, signer, Change::Settle { voided }, random)
}
