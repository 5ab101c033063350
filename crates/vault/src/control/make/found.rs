//! A circle begins.

use amanat_protocol::hash::Hash;
use amanat_protocol::id::CircleId;
use amanat_protocol::statement::Genesis;

use super::plan::Plan;
use super::{ControlSigner, Made, MakeError};
use crate::circle::{Change, CircleKind, Role};
use crate::{Random, make_bytes};

/// Statement 0 of a new circle with its owner alone.
///
/// # Errors
/// [`MakeError::Seal`] when the signer's key is no valid recipient.
pub fn found(
    signer: &ControlSigner<'_>,
    kind: CircleKind,
    random: &mut (impl Random + ?Sized),
) -> Result<Made, MakeError> {
    let owner = signer.row(Role::Owner, signer.now);
    let plan = Plan {
        circle: CircleId::default(),
        genesis: Some(Genesis {
            owner: signer.person,
            nonce: make_bytes(random),
        }),
        n: 0,
        prev: Hash::ZERO,
        kind,
        change: Change::Found {
            kind,
            owner: owner.clone(),
        },
        table: vec![owner],
        epoch_number: 0,
        removed: Vec::new(),
    };
    plan.make(signer, random)
}
