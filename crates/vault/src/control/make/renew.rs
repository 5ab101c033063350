//! A new epoch for the same people.

use super::super::Circle;
use super::plan::next;
use super::{ControlSigner, Made, MakeError};
use crate::Random;
use crate::circle::{Change, Member};

/// A new epoch for the same members, handed to each at their PEK in the table. The signer's own row takes
/// their newest PEK; `newer` are rows of others whose PEK is newer, with role, beginning and end unchanged.
///
/// # Errors
/// [`MakeError`]; Forbidden also for rows that change more than identity and PEK, or go back.
pub fn renew(
    circle: &Circle,
    signer: &ControlSigner<'_>,
    newer: Vec<Member>,
    random: &mut (impl Random + ?Sized),
) -> Result<Made, MakeError> {
    let mut members = newer;
    members.retain(|m| m.person != signer.person);
    if let Some(row) = circle.member(signer.person) {
        members.push(Member {
            until: row.until,
            ..signer.row(row.role, row.since)
        });
    }
    members.sort_by_key(|m| m.person);
    next(circle, signer, Change::Renew { members }, random)
}
