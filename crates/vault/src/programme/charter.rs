//! What the programme key says first.

use amanat_protocol::SUITE;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, PersonId};
use amanat_protocol::name::is_name;
use amanat_protocol::signed::{Labelled, Signed};
use serde::{Deserialize, Serialize};

use super::ProgrammeError;

/// A programme's circles and its first coordinator.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Charter {
    /// [`SUITE`].
    pub suite: u8,
    /// The key that signs.
    pub programme: [u8; 32],
    /// What the programme is called.
    pub name: String,
    /// Where managers publish what everybody reads.
    pub programme_circle: CircleId,
    /// The committee's circle.
    pub committee: CircleId,
    /// The mentors' circle.
    pub mentors: CircleId,
    /// The first coordinator, who owns the three circles.
    pub coordinator: PersonId,
    /// Their newest identity statement then: a chain that does not pass through it is not theirs.
    pub identity_head: Hash,
    /// When, UTC milliseconds. For display.
    pub at: u64,
}

impl Labelled for Charter {
    const LABEL: &'static str = "amanat/v1/charter";
    const LIMIT: usize = 1024;
}

/// The charter, if this programme's key signed it.
///
/// # Errors
/// [`ProgrammeError`]
pub fn check_charter(
    signed: &Signed<Charter>,
    programme: &[u8; 32],
) -> Result<Charter, ProgrammeError> {
    let charter = signed.verify(programme).map_err(|_| ProgrammeError)?;
    if charter.suite == SUITE && charter.programme == *programme && is_name(&charter.name) {
        Ok(charter)
    } else {
        Err(ProgrammeError)
    }
}
