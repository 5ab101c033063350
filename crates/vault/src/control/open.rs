//! Verifying and opening a statement that somebody else, or the server, handed us.

use amanat_protocol::SUITE;
use amanat_protocol::codec;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, PersonId};
use amanat_protocol::statement::{Statement, StatementHeader};

use super::{Circle, ControlError, Link, PAYLOAD_LIMIT};
use crate::circle::{SlotPayload, StatementPayload, statement_place};
use crate::keys::OpenSecret;
use crate::person::Pek;
use crate::seal;

/// A statement that verified and opened.
pub struct Opened {
    /// The circle after it.
    pub circle: Circle,
    /// The epoch key it handed to us, if it has a slot for us.
    pub handed: Option<OpenSecret>,
    /// Whose slots it carried, sorted: everybody, when the epoch is new.
    pub granted: Vec<PersonId>,
}

/// Verifies a statement against the circle before it (none for statement 0), opens it with our slot or with
/// the epoch keys we hold, and applies it.
///
/// The caller has checked that `header.device` may sign for `header.person`: that needs the identity chain.
///
/// # Errors
/// [`ControlError`]
pub fn open_statement(
    before: Option<&Circle>,
    statement: &Statement,
    me: PersonId,
    peks: &[Pek],
    epochs: &[&OpenSecret],
) -> Result<Opened, ControlError> {
    let (header, handed, payload) = unseal(statement, me, peks, epochs)?;
    let first = header.n == 0;
    let link = Link::new(statement, header, None);
    let circle = match before {
        None if first => Circle::begin(&link, &payload)?,
        Some(circle) if !first => circle.extend(&link, &payload)?,
        _ => return Err(ControlError::NotNext),
    };
    if let Some((slot, _)) = &handed
        && (slot.table != circle.table || slot.kind != circle.kind)
    {
        return Err(ControlError::Change);
    }
    Ok(Opened {
        circle,
        handed: handed.map(|(_, secret)| secret),
        granted: link.granted,
    })
}

type Unsealed = (
    StatementHeader,
    Option<(SlotPayload, OpenSecret)>,
    StatementPayload,
);

/// Checks all that header, payload and slot say of one another, and nothing of the chain.
pub(super) fn unseal(
    statement: &Statement,
    me: PersonId,
    peks: &[Pek],
    epochs: &[&OpenSecret],
) -> Result<Unsealed, ControlError> {
    let header = verify_header(statement)?;
    let handed = open_slot(statement, &header, me, peks)?;
    let payload = open_payload(statement, handed.as_ref(), epochs)?;
    unsealed(&header, handed.as_ref(), &payload)?;
    Ok((header, handed, payload))
}

/// Whether the opened halves belong to this header and to each other.
pub(super) fn unsealed(
    header: &StatementHeader,
    handed: Option<&(SlotPayload, OpenSecret)>,
    payload: &StatementPayload,
) -> Result<(), ControlError> {
    let place = statement_place(
        header.circle,
        header.n,
        header.prev,
        header.person,
        header.device,
        header.epoch,
    );
    if payload.place != place || payload.epoch.id != header.epoch {
        return Err(ControlError::Malformed);
    }
    if let Some(slot) = handed {
        // The slot and the statement must speak of one epoch, or we would seal to a stranger's key.
        if slot.0.epoch != payload.epoch || slot.1.seal_key() != payload.epoch.recipient {
            return Err(ControlError::Malformed);
        }
    }
    Ok(())
}

/// What can be checked of a statement without any key.
pub(super) fn verify_header(statement: &Statement) -> Result<StatementHeader, ControlError> {
    let claim = statement
        .header
        .claim()
        .map_err(|_| ControlError::Malformed)?;
    let header = statement
        .header
        .verify(&claim.device.0)
        .map_err(|_| ControlError::Signer)?;
    let first = header.n == 0;
    let well_formed = header.suite == SUITE
        && statement.matches(&header)
        && first == header.genesis.is_some()
        && first == (header.circle == CircleId::default())
        && first == (header.prev == Hash::ZERO);
    if well_formed {
        Ok(header)
    } else {
        Err(ControlError::Malformed)
    }
}

/// Opens our slot of a statement whose header has been verified, if it has one.
///
/// # Errors
/// [`ControlError::Locked`] when there is a slot for us that none of our keys opens;
/// [`ControlError::Malformed`] when it is not what a slot must be.
pub fn open_slot(
    statement: &Statement,
    header: &StatementHeader,
    me: PersonId,
    peks: &[Pek],
) -> Result<Option<(SlotPayload, OpenSecret)>, ControlError> {
    let Some(slot) = statement.slots.iter().find(|s| s.person == me) else {
        return Ok(None);
    };
    let plain = peks
        .iter()
        .rev()
        .find_map(|p| seal::open(&p.secret, &slot.sealed.0, PAYLOAD_LIMIT).ok())
        .ok_or(ControlError::Locked)?;
    let payload: SlotPayload =
        codec::decode(&plain, PAYLOAD_LIMIT).map_err(|_| ControlError::Malformed)?;
    let ours = payload.circle == header.circle
        && payload.n == header.n
        && payload.granter == header.person
        && payload.grantee == me
        && payload.epoch.id == header.epoch;
    if !ours {
        return Err(ControlError::Malformed);
    }
    let secret = OpenSecret::from_bytes(&payload.secret);
    Ok(Some((payload, secret)))
}

pub(super) fn open_payload(
    statement: &Statement,
    handed: Option<&(SlotPayload, OpenSecret)>,
    epochs: &[&OpenSecret],
) -> Result<StatementPayload, ControlError> {
    let plain = handed
        .map(|(_, s)| s)
        .into_iter()
        .chain(epochs.iter().rev().copied())
        .find_map(|key| seal::open(key, &statement.payload.0, PAYLOAD_LIMIT).ok())
        .ok_or(ControlError::Locked)?;
    codec::decode(&plain, PAYLOAD_LIMIT).map_err(|_| ControlError::Malformed)
}
