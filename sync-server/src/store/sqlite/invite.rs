//! Invitations: join tokens that accounts make.

use amanat_protocol::api::{InvitationsRequest, NewInvitation};
use amanat_protocol::limits::MAX_OPEN_INVITATIONS;
use rusqlite::{Connection, OptionalExtension, params};

use super::rows::to_sql;
use crate::store::{AccountIndex, InviteError, StoreError};

pub(super) fn invite(
    conn: &Connection,
    caller: AccountIndex,
    request: &InvitationsRequest,
    now: u64,
) -> Result<(), InviteError> {
    if !may_invite(conn, caller)? {
        return Err(InviteError::NoAccess);
    }
    // Withdrawals first, so that one request can replace a token by itself with another date.
    let mut withdraw = conn
        .prepare_cached("DELETE FROM token WHERE hash = ?1 AND account = ?2 AND person IS NULL")
        .map_err(StoreError::from)?;
    for token in &request.withdraw {
        withdraw
            .execute(params![token.0.as_slice(), caller.0])
            .map_err(StoreError::from)?;
    }
    for new in &request.add {
        add(conn, caller, new)?;
    }
    if request.add.is_empty() || unused(conn, caller)? <= MAX_OPEN_INVITATIONS {
        return Ok(());
    }
    // Expired ones are kept, so that who comes late is told so, but not at the cost of new ones.
    conn.execute(
        "DELETE FROM token WHERE account = ?1 AND person IS NULL AND expires < ?2",
        params![caller.0, to_sql(now)],
    )
    .map_err(StoreError::from)?;
    if unused(conn, caller)? > MAX_OPEN_INVITATIONS {
        return Err(InviteError::Quota);
    }
    Ok(())
}

fn may_invite(conn: &Connection, caller: AccountIndex) -> Result<bool, StoreError> {
    let may = "SELECT invites FROM account WHERE feed = ?1";
    Ok(conn.query_row(may, [caller.0], |row| row.get(0))?)
}

fn add(conn: &Connection, caller: AccountIndex, new: &NewInvitation) -> Result<(), InviteError> {
    let owner: Option<Option<u32>> = conn
        .prepare_cached("SELECT account FROM token WHERE hash = ?1")
        .and_then(|mut find| {
            find.query_row([new.token.0.as_slice()], |row| row.get(0))
                .optional()
        })
        .map_err(StoreError::from)?;
    match owner {
        Some(Some(owner)) if owner == caller.0 => return Ok(()),
        Some(_) => return Err(InviteError::Taken),
        None => {}
    }
    conn.prepare_cached(
        "INSERT INTO token (hash, expires, account, invites) VALUES (?1, ?2, ?3, ?4)",
    )
    .and_then(|mut insert| {
        insert.execute(params![
            new.token.0.as_slice(),
            to_sql(new.expires),
            caller.0,
            new.invites
        ])
    })
    .map_err(StoreError::from)?;
    Ok(())
}

pub(super) const UNUSED: &str = "SELECT count(*) FROM token WHERE account = ?1 AND person IS NULL";

fn unused(conn: &Connection, caller: AccountIndex) -> Result<usize, StoreError> {
    let count: i64 = conn
        .prepare_cached(UNUSED)?
        .query_row([caller.0], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}
