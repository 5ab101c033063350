//! What a recovery card's holder needs, kept under a locator only the card gives.

use amanat_protocol::hash;
use amanat_protocol::id::Locator;
use amanat_protocol::limits::{MAX_RECOVERY_BLOBS, PAGE_BYTES};
use rusqlite::{Connection, params};

use super::rows;
use crate::store::{AccountIndex, KeepRecoveryError, StoreError};

pub(super) fn keep(
    conn: &Connection,
    caller: AccountIndex,
    locator: Locator,
    blob: &[u8],
    quota: u64,
) -> Result<(), KeepRecoveryError> {
    let name = hash::plain(blob);
    let (count, others, same) = conn
        .prepare_cached(
            "SELECT count(*), count(*) FILTER (WHERE account <> ?2), count(*) FILTER (WHERE hash = ?3)
             FROM recovery WHERE locator = ?1",
        )
        .and_then(|mut query| {
            query.query_row(params![locator.0.as_slice(), caller.0, name.0.as_slice()], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
            })
        })
        .map_err(StoreError::from)?;
    if others > 0 {
        return Err(KeepRecoveryError::NoAccess);
    }
    if same > 0 {
        return Ok(());
    }
    let full = usize::try_from(count).map_or(true, |count| count >= MAX_RECOVERY_BLOBS);
    if full || !rows::charge(conn, caller, blob.len(), quota)? {
        return Err(KeepRecoveryError::Quota);
    }
    conn.execute(
        "INSERT INTO recovery (locator, account, hash, bytes) VALUES (?1, ?2, ?3, ?4)",
        params![locator.0.as_slice(), caller.0, name.0.as_slice(), blob],
    )
    .map_err(StoreError::from)?;
    Ok(())
}

pub(super) fn newest(conn: &Connection, locator: Locator) -> Result<Vec<Vec<u8>>, StoreError> {
    let mut query =
        conn.prepare_cached("SELECT bytes FROM recovery WHERE locator = ?1 ORDER BY id DESC")?;
    let mut rows = query.query([locator.0.as_slice()])?;
    let (mut blobs, mut total) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let blob: Vec<u8> = row.get(0)?;
        total += blob.len();
        if !blobs.is_empty() && total > PAGE_BYTES {
            break;
        }
        blobs.push(blob);
    }
    Ok(blobs)
}
