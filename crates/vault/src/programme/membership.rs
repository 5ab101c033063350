//! Who is what in a programme, by a coordinator's word.

use amanat_protocol::SUITE;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{DeviceKey, PersonId};
use amanat_protocol::identity::Identity;
use amanat_protocol::signed::{Labelled, Signed};
use serde::{Deserialize, Serialize};

use super::{ProgrammeError, role};

/// Makes a person a member of a programme.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Membership {
    /// [`SUITE`].
    pub suite: u8,
    /// Of which programme.
    pub programme: [u8; 32],
    /// Who.
    pub person: PersonId,
    /// Their newest identity statement then.
    pub identity_head: Hash,
    /// As what: see [`role`].
    pub role: u8,
    /// By which coordinator.
    pub by: PersonId,
    /// By which of the coordinator's devices; it signs.
    pub device: DeviceKey,
    /// When, UTC milliseconds. For display.
    pub at: u64,
}

impl Labelled for Membership {
    const LABEL: &'static str = "amanat/v1/membership";
    const LIMIT: usize = 512;
}

/// The membership, if an active device of `by` signed it for this programme. That `by` is a coordinator is
/// [`super::authority`]'s to say.
///
/// # Errors
/// [`ProgrammeError`]
pub fn check_membership(
    signed: &Signed<Membership>,
    programme: &[u8; 32],
    by: &Identity,
) -> Result<Membership, ProgrammeError> {
    let claim = signed.claim().map_err(|_| ProgrammeError)?;
    let membership = signed.verify(&claim.device.0).map_err(|_| ProgrammeError)?;
    let sound = membership.suite == SUITE
        && membership.programme == *programme
        && membership.by == by.person
        && by.is_active(membership.device)
        && role::is_known(membership.role);
    if sound {
        Ok(membership)
    } else {
        Err(ProgrammeError)
    }
}
