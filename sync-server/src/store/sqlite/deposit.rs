//! Deposits: left by anybody for the people of a circle. Who left one is not kept.

use amanat_protocol::codec::{self, Bytes};
use amanat_protocol::hash;
use amanat_protocol::id::CircleId;
use amanat_protocol::limits::MAX_DEPOSITS_A_WEEK;
use rusqlite::{Connection, params};

use super::rows::{self, Kind, NewRecord, to_sql};
use crate::store::{AccountIndex, DepositError, StoreError};

/// Deposits stand in a circle's feed in a chain of their own. No device's key is as short as its name.
const CHAIN: &[u8] = b"drop";
const WEEK: u64 = 7 * 24 * 60 * 60;

pub(super) fn deposit(
    conn: &Connection,
    caller: AccountIndex,
    circle: CircleId,
    sealed: &[u8],
    quota: u64,
    now: u64,
) -> Result<(), DepositError> {
    let feed = rows::circle(conn, circle)?.ok_or(DepositError::NotFound)?;
    let hash = hash::plain(sealed);
    if rows::sealed(conn, feed, hash)?.is_some() {
        return Ok(());
    }
    if !count(conn, caller, now / WEEK)? {
        // Less than a week fits.
        let wait = u32::try_from(WEEK - now % WEEK).unwrap_or(u32::MAX);
        return Err(DepositError::TooMany { wait });
    }
    if !rows::charge(conn, caller, sealed.len(), quota)? {
        return Err(DepositError::Quota);
    }
    let chain = match rows::chain(conn, feed, CHAIN)? {
        Some(chain) => chain,
        None => rows::new_chain(conn, feed, CHAIN)?,
    };
    let record = NewRecord {
        feed,
        chain: chain.id,
        n: chain.next,
        kind: Kind::Deposit,
        hash,
        header: &codec::encode(&circle),
        payload: Some(&codec::encode(&Bytes(sealed.to_vec()))),
    };
    rows::store(conn, &record)?;
    Ok(())
}

/// Counts one more of a week, unless it would be one too many.
fn count(conn: &Connection, caller: AccountIndex, week: u64) -> Result<bool, StoreError> {
    let counted = conn
        .prepare_cached(
            "UPDATE account SET
                 deposits = CASE deposit_week WHEN ?2 THEN deposits + 1 ELSE 1 END,
                 deposit_week = ?2
             WHERE feed = ?1 AND (deposit_week <> ?2 OR deposits < ?3)",
        )?
        .execute(params![caller.0, to_sql(week), MAX_DEPOSITS_A_WEEK])?;
    Ok(counted == 1)
}
