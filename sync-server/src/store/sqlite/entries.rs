//! Appending to logs.

use std::collections::BTreeSet;

use amanat_protocol::api::{AppendAnswer, Appended, Cursor};
use amanat_protocol::id::{CircleId, DeviceKey};
use rusqlite::Connection;

use super::rows::{self, Chain, Kind, NewRecord};
use super::{statement, sync};
use crate::accept::{Candidate, NewEntry};
use crate::store::{AccountIndex, StoreError, Who};

pub(super) fn append(
    conn: &Connection,
    caller: AccountIndex,
    device: DeviceKey,
    entries: &[Candidate],
    cursor: Option<Cursor>,
    quota: u64,
) -> Result<AppendAnswer, StoreError> {
    // Asked again inside the transaction: the device may have been removed since the session was checked.
    let active = rows::account(conn, Who::Index(caller))?.is_some_and(|a| a.has_device(device));
    let mut stored = Vec::new();
    let mut results = Vec::with_capacity(entries.len());
    let mut broken = BTreeSet::new();
    for candidate in entries {
        let (circle, outcome) = match candidate {
            Candidate::Refused(header, refused) => {
                (header.as_ref().map(|h| h.circle), Err(*refused))
            }
            Candidate::New(new) if !active => (Some(new.header.circle), Err(Appended::NoAccess)),
            Candidate::New(new) if broken.contains(&new.header.circle) => {
                (Some(new.header.circle), Err(not_next(conn, new)?))
            }
            Candidate::New(new) => (Some(new.header.circle), place(conn, caller, new, quota)?),
        };
        results.push(match outcome {
            Ok(at) => {
                stored.push(at);
                Appended::Stored
            }
            Err(refused) => {
                // All entries of a request are one device's, so a circle names a log.
                broken.extend::<Option<CircleId>>(circle);
                refused
            }
        });
    }
    let cursor = sync::caught_up(conn, caller, cursor, &stored)?;
    Ok(AppendAnswer { results, cursor })
}

fn not_next(conn: &Connection, new: &NewEntry) -> Result<Appended, StoreError> {
    let log = match rows::circle(conn, new.header.circle)? {
        Some(circle) => rows::chain(conn, circle, &new.header.device.0)?,
        None => None,
    };
    Ok(head_is(log.as_ref()))
}

fn head_is(log: Option<&Chain>) -> Appended {
    Appended::NotNext {
        head: log.and_then(|log| Some((log.next.checked_sub(1)?, log.head))),
    }
}

/// Everything that can refuse an entry comes before anything is written, so that it is stored whole or
/// leaves nothing.
fn place(
    conn: &Connection,
    caller: AccountIndex,
    new: &NewEntry,
    quota: u64,
) -> Result<Result<u64, Appended>, StoreError> {
    let header = &new.header;
    let Some(circle) = rows::circle(conn, header.circle)? else {
        return Ok(Err(Appended::NoAccess));
    };
    let log = rows::chain(conn, circle, &header.device.0)?;
    // Before access: it is durable, whatever happened since, and only its author can ask this.
    if let Some(log) = &log
        && let Some(stored) = rows::already(conn, log.id, header.seq, new.hash)?
    {
        return Ok(Ok(stored));
    }
    if statement::level(conn, circle, caller)?.is_none() {
        return Ok(Err(Appended::NoAccess));
    }
    let (next, head) = log
        .as_ref()
        .map_or_else(Default::default, |log| (log.next, log.head));
    if header.seq != next || header.prev != head {
        return Ok(Err(head_is(log.as_ref())));
    }
    if !rows::charge(conn, caller, new.signed.len() + new.payload.len(), quota)? {
        return Ok(Err(Appended::Quota));
    }
    let log = match log {
        Some(log) => log,
        None => rows::new_chain(conn, circle, &header.device.0)?,
    };
    let record = NewRecord {
        feed: circle,
        chain: log.id,
        n: header.seq,
        kind: Kind::Entry,
        hash: new.hash,
        header: &new.signed,
        payload: Some(&new.payload),
    };
    Ok(Ok(rows::store(conn, &record)?))
}
