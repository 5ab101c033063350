//! Appending to an identity chain.

use amanat_protocol::codec;
use amanat_protocol::identity::IdentityStatement;
use amanat_protocol::limits::MAX_DEVICES;
use amanat_protocol::signed::Signed;
use rusqlite::{Connection, params};

use super::rows::{self, Kind, NewRecord, to_sql};
use crate::store::{AccountIndex, AppendIdentityError, StoreError, Who};

pub(super) fn append(
    conn: &Connection,
    caller: AccountIndex,
    signed: &Signed<IdentityStatement>,
    quota: u64,
) -> Result<(), AppendIdentityError> {
    const LOST: StoreError = StoreError::Damaged("an account");
    let account = rows::account(conn, Who::Index(caller))?.ok_or(LOST)?;
    let feed = i64::from(caller.0);
    let chain = rows::chain(conn, feed, &[])?.ok_or(LOST)?;
    let n = signed
        .claim()
        .map_err(amanat_protocol::identity::IdentityError::from)?
        .n;
    if rows::already(conn, chain.id, n, signed.hash())?.is_some() {
        return Ok(());
    }
    let next = account.identity.extend(signed)?;
    if next.statement.devices.len() > MAX_DEVICES {
        return Err(AppendIdentityError::Devices);
    }
    let header = codec::encode(signed);
    if !rows::charge(conn, caller, header.len(), quota)? {
        return Err(AppendIdentityError::Quota);
    }
    let new = NewRecord {
        feed,
        chain: chain.id,
        n: next.n,
        kind: Kind::Identity,
        hash: next.head,
        header: &header,
        payload: None,
    };
    let stored = rows::store(conn, &new)?;
    publish(conn, caller, &header, stored)?;
    Ok(())
}

/// Makes the statement the one in force, and tells the circles that somebody in them has changed.
fn publish(
    conn: &Connection,
    caller: AccountIndex,
    header: &[u8],
    stored: u64,
) -> Result<(), StoreError> {
    conn.execute(
        "UPDATE account SET identity = ?2 WHERE feed = ?1",
        params![caller.0, header],
    )?;
    conn.execute(
        "UPDATE circle SET people = ?2 WHERE feed IN (SELECT circle FROM access WHERE account = ?1)",
        params![caller.0, to_sql(stored)],
    )?;
    Ok(())
}
