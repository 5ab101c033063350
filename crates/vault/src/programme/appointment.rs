//! A further coordinator, named by the programme key.

use amanat_protocol::SUITE;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::PersonId;
use amanat_protocol::signed::{Labelled, Signed};
use serde::{Deserialize, Serialize};

use super::ProgrammeError;

/// Makes a person a coordinator.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Appointment {
    /// [`SUITE`].
    pub suite: u8,
    /// The key that signs.
    pub programme: [u8; 32],
    /// Who is appointed.
    pub person: PersonId,
    /// Their newest identity statement then.
    pub identity_head: Hash,
    /// When, UTC milliseconds. For display.
    pub at: u64,
}

impl Labelled for Appointment {
    const LABEL: &'static str = "amanat/v1/appointment";
    const LIMIT: usize = 256;
}

/// The appointment, if this programme's key signed it.
///
/// # Errors
/// [`ProgrammeError`]
pub fn check_appointment(
    signed: &Signed<Appointment>,
    programme: &[u8; 32],
) -> Result<Appointment, ProgrammeError> {
    let appointment = signed.verify(programme).map_err(|_| ProgrammeError)?;
    if appointment.suite == SUITE && appointment.programme == *programme {
        Ok(appointment)
    } else {
        Err(ProgrammeError)
    }
}
