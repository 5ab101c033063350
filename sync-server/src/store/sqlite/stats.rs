//! Counts and bytes.

use std::path::Path;

use rusqlite::Connection;

use super::rows::{Kind, from_sql};
use crate::store::{Stats, StoreError};

pub(super) fn stats(conn: &Connection, file: &Path) -> Result<Stats, StoreError> {
    let count = |sql: &str| from_sql(conn.query_row(sql, [], |row| row.get(0))?);
    let records = |kind: Kind| {
        let sql = "SELECT count(*) FROM record WHERE kind = ?1";
        from_sql(conn.query_row(sql, [kind as i64], |row| row.get(0))?)
    };
    let on_disk = |suffix: &str| {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        std::fs::metadata(name).map_or(0, |meta| meta.len())
    };
    Ok(Stats {
        accounts: count("SELECT count(*) FROM account")?,
        circles: count("SELECT count(*) FROM circle")?,
        identity_statements: records(Kind::Identity)?,
        statements: records(Kind::Statement)?,
        entries: records(Kind::Entry)?,
        recovery_blobs: count("SELECT count(*) FROM recovery")?,
        open_invitations: count(
            "SELECT count(*) FROM token WHERE account IS NOT NULL AND person IS NULL",
        )?,
        letters: records(Kind::Letter)?,
        deposits: records(Kind::Deposit)?,
        charged_bytes: count("SELECT coalesce(sum(bytes), 0) FROM account")?,
        database_bytes: on_disk("") + on_disk("-wal"),
    })
}
