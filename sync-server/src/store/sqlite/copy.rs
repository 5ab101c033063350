//! Whole copies of a store: out of one that may be serving, and back as a new life.

use std::path::Path;

use amanat_protocol::api::Record;
use amanat_protocol::codec;
use amanat_protocol::hash;
use amanat_protocol::limits::MAX_BODY;
use rusqlite::{Connection, OpenFlags};

use super::schema::{self, OpenError};

/// Why a store was not copied.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// Something in it does not fit together.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// The file's name cannot be told to the database.
    #[error("the file's name is not UTF-8")]
    Name,
    /// See [`OpenError`].
    #[error(transparent)]
    Open(#[from] OpenError),
}

impl From<rusqlite::Error> for CopyError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Open(error.into())
    }
}

/// Copies a store, as it is at one moment, into an empty file; writers go on meanwhile. The copy is checked.
/// It is no life of the store: era and server's key stay behind, so that it cannot be served as it is, and
/// whoever finds it cannot open sessions.
///
/// # Errors
/// [`CopyError`]
pub fn copy_out(store: &Path, empty: &Path) -> Result<(), CopyError> {
    let source = Connection::open_with_flags(store, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let copy = copy(&source, empty)?;
    schema::end_life(&copy)?;
    check(&copy)
}

/// Copies a copy into an empty file, checked, and begins a new life there: clients that had followed an
/// earlier one are told to begin again, and send what this one lacks.
///
/// # Errors
/// [`CopyError`]
pub fn copy_back(copied: &Path, empty: &Path) -> Result<(), CopyError> {
    let source = Connection::open_with_flags(copied, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    check(&source)?;
    let copy = copy(&source, empty)?;
    // Also where somebody copied a stopped server's folder by hand, and its life with it.
    schema::end_life(&copy)?;
    schema::begin_life(&copy)?;
    check(&copy)
}

/// SQLite's own copy: one snapshot, the write-ahead log included, without pages that were freed.
fn copy(source: &Connection, empty: &Path) -> Result<Connection, CopyError> {
    schema::check_version(source)?;
    let name = empty.to_str().ok_or(CopyError::Name)?;
    source.execute("VACUUM INTO ?1", [name])?;
    let copy = Connection::open_with_flags(empty, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // What is removed from the copy is overwritten in it, and never stood in a journal beside it. A copy
    // that was cut short is thrown away whole.
    copy.pragma_update(None, "journal_mode", "memory")?;
    copy.pragma_update(None, "secure_delete", true)?;
    Ok(copy)
}

/// Every page, index and reference, and that every record is still what its hash names: SQLite itself does
/// not notice when the bytes of a value have changed.
fn check(conn: &Connection) -> Result<(), CopyError> {
    schema::check_version(conn)?;
    let first = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, String>(0));
    let pages = first("PRAGMA integrity_check(1)")?;
    if pages != "ok" {
        return Err(CopyError::Damaged(pages));
    }
    match first("PRAGMA foreign_key_check") {
        Err(rusqlite::Error::QueryReturnedNoRows) => {}
        Ok(table) => return Err(CopyError::Damaged(format!("a reference of {table}"))),
        Err(error) => return Err(error.into()),
    }
    let mut records = conn.prepare(
        "SELECT r.kind, r.header, p.bytes, r.hash, r.stored
         FROM record r LEFT JOIN payload p ON p.stored = r.stored",
    )?;
    let mut rows = records.query([])?;
    while let Some(row) = rows.next()? {
        let kind: u8 = row.get(0)?;
        let rest = row.get_ref(2)?.as_blob_or_null();
        let rest = rest.map_err(rusqlite::Error::from)?.unwrap_or_default();
        let header: Vec<u8> = row.get(1)?;
        if !is_whole(
            &[&[kind], header.as_slice(), rest].concat(),
            &row.get::<_, Vec<u8>>(3)?,
        ) {
            let stored: i64 = row.get(4)?;
            return Err(CopyError::Damaged(format!("record {stored}")));
        }
    }
    let mut blobs = conn.prepare("SELECT bytes, hash FROM recovery")?;
    let mut rows = blobs.query([])?;
    while let Some(row) = rows.next()? {
        if hash::plain(&row.get::<_, Vec<u8>>(0)?).0.as_slice() != row.get::<_, Vec<u8>>(1)? {
            return Err(CopyError::Damaged("a recovery blob".into()));
        }
    }
    Ok(())
}

/// Whether a record, as it would be sent, has this hash and the payload that its header names.
fn is_whole(record: &[u8], hash: &[u8]) -> bool {
    let named = match codec::decode(record, MAX_BODY) {
        Ok(Record::Identity(statement)) => Some(statement.hash()),
        Ok(Record::Statement(statement)) => statement
            .header
            .claim()
            .is_ok_and(|header| statement.matches(&header))
            .then(|| statement.header.hash()),
        Ok(Record::Entry(entry)) => entry
            .header
            .claim()
            .is_ok_and(|header| entry.matches(&header))
            .then(|| entry.header.hash()),
        Ok(Record::Letter(sealed) | Record::Deposit { sealed, .. }) => Some(hash::plain(&sealed.0)),
        Ok(Record::Pruned(_)) | Err(_) => None,
    };
    named.is_some_and(|named| named.0 == hash)
}
