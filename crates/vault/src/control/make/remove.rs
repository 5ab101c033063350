//! Somebody goes.

use amanat_protocol::id::PersonId;

use super::super::Circle;
use super::plan::next;
use super::{ControlSigner, Made, MakeError};
use crate::Random;
use crate::circle::{Change, MemberCut};

/// Takes a person out. Nothing is sealed to them from here on, and of their work only what lies up to
/// `cuts` counts: a log that is not listed counts for nothing. A manager may remove themselves.
///
/// It needs nothing but the circle: no entry of anybody can stand in its way.
///
/// # Errors
/// [`MakeError`]; Forbidden also for the owner and for somebody who is no member.
pub fn remove(
    circle: &Circle,
    signer: &ControlSigner<'_>,
    person: PersonId,
    mut cuts: Vec<MemberCut>,
    random: &mut (impl Random + ?Sized),
) -> Result<Made, MakeError> {
    // One cut a log, the furthest: a log cut twice would count differently to different readers.
    cuts.sort_unstable_by_key(|c| (c.device, core::cmp::Reverse(c.seq)));
    cuts.dedup_by_key(|c| c.device);
    next(circle, signer, Change::Remove { person, cuts }, random)
}
