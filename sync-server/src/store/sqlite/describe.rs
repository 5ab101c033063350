//! What the store knows of itself.

use rusqlite::{Connection, OptionalExtension, params};

use crate::store::{Profile, StoreError};

/// Until `found` says otherwise.
const DEFAULT_NAME: &str = "Amanat";

fn read(conn: &Connection, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let mut find = conn.prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
    Ok(find.query_row([key], |row| row.get(0)).optional()?)
}

fn read_text(conn: &Connection, key: &str) -> Result<Option<String>, StoreError> {
    read(conn, key)?
        .map(|bytes| String::from_utf8(bytes).map_err(|_| StoreError::Damaged("a text")))
        .transpose()
}

fn write(conn: &Connection, key: &str, value: &[u8]) -> Result<(), StoreError> {
    conn.execute(
        "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
        params![key, value],
    )?;
    Ok(())
}

pub(super) fn era(conn: &Connection) -> Result<[u8; 8], StoreError> {
    read(conn, "era")?
        .and_then(|era| era.try_into().ok())
        .ok_or(StoreError::Damaged("the era"))
}

pub(super) fn profile(conn: &Connection) -> Result<Profile, StoreError> {
    Ok(Profile {
        name: read_text(conn, "name")?.unwrap_or_else(|| DEFAULT_NAME.to_owned()),
        origin: read_text(conn, "origin")?,
        server_key: read(conn, "server_key")?
            .and_then(|key| key.try_into().ok())
            .ok_or(StoreError::Damaged("the server's key"))?,
    })
}

pub(super) fn describe(
    conn: &Connection,
    name: Option<&str>,
    origin: Option<&str>,
) -> Result<(), StoreError> {
    if let Some(name) = name {
        write(conn, "name", name.as_bytes())?;
    }
    if let Some(origin) = origin {
        write(conn, "origin", origin.as_bytes())?;
    }
    Ok(())
}

pub(super) fn probe(conn: &Connection) -> Result<(), StoreError> {
    write(conn, "probe", b"")
}
