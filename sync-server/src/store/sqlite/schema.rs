//! The folder's database: opening, settings, migrations.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior, params};

/// One step per version, each applied in one transaction. A released step is never edited.
const MIGRATIONS: &[&str] = &[include_str!("schema.sql"), include_str!("schema_2.sql")];

/// "Aman" in ASCII: says whose database this is.
const APPLICATION_ID: i32 = 0x416d_616e;

/// Why the database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It was written by a newer program.
    #[error(
        "the data folder is of version {found}; this program knows {known}: install a newer one"
    )]
    Newer {
        /// Its version.
        found: i64,
        /// The newest this program knows.
        known: usize,
    },
    /// It is another program's.
    #[error("the file is not an Amanat database")]
    Foreign,
    /// It is a backup, which has no life of its own.
    #[error("this is a backup: put it back with `amanat-server restore`")]
    Backup,
    /// No randomness for its keys.
    #[error("the system gave no random bytes")]
    Random,
    /// The thread that writes could not be started.
    #[error("cannot start the writer: {0}")]
    Thread(#[from] std::io::Error),
    /// The database refused.
    #[error("database: {0}")]
    Database(#[from] rusqlite::Error),
}

/// A connection with the settings every one of ours has.
pub(super) fn connect(file: &Path) -> Result<Connection, rusqlite::Error> {
    let conn = Connection::open(file)?;
    conn.busy_timeout(std::time::Duration::from_secs(10))?;
    conn.set_prepared_statement_cache_capacity(32);
    // FULL: an acknowledged append survives power loss, which NORMAL in WAL mode does not promise.
    conn.pragma_update(None, "journal_mode", "wal")?;
    conn.pragma_update(None, "synchronous", "full")?;
    conn.pragma_update(None, "foreign_keys", true)?;
    // Little is ever deleted; but a letter that is done, and who sent it, is to be gone from the disk too.
    conn.pragma_update(None, "secure_delete", true)?;
    // Bounded memory: 1 MiB of pages for each connection, and a log that shrinks again.
    conn.pragma_update(None, "cache_size", -1024)?;
    conn.pragma_update(None, "journal_size_limit", 16 * 1024 * 1024)?;
    conn.pragma_update(None, "temp_store", "memory")?;
    Ok(conn)
}

/// Refuses what this program does not know.
pub(super) fn check_version(conn: &Connection) -> Result<(), OpenError> {
    let id: i32 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if id != APPLICATION_ID {
        return Err(OpenError::Foreign);
    }
    let version: i64 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if usize::try_from(version).is_ok_and(|version| version <= MIGRATIONS.len()) {
        return Ok(());
    }
    Err(OpenError::Newer {
        found: version,
        known: MIGRATIONS.len(),
    })
}

/// Brings the database to this program's version.
pub(super) fn migrate(conn: &mut Connection) -> Result<(), OpenError> {
    let tables: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 {
        check_version(conn)?;
    }
    step_up(conn)?;
    let alive = "SELECT count(*) = 2 FROM meta WHERE key IN ('era', 'server_key')";
    if !conn.query_row(alive, [], |row| row.get(0))? {
        return Err(OpenError::Backup);
    }
    Ok(())
}

fn step_up(conn: &mut Connection) -> Result<(), OpenError> {
    loop {
        // Read inside the transaction: another process may be migrating the same folder.
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let version: i64 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let done = usize::try_from(version).unwrap_or(usize::MAX);
        if done > MIGRATIONS.len() {
            return Err(OpenError::Newer {
                found: version,
                known: MIGRATIONS.len(),
            });
        }
        let Some(step) = MIGRATIONS.get(done) else {
            return Ok(());
        };
        tx.execute_batch(step)?;
        if version == 0 {
            begin_life(&tx)?;
        }
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.pragma_update(None, "user_version", version + 1)?;
        tx.commit()?;
    }
}

/// Takes away what belongs to one life of a store.
pub(super) fn end_life(conn: &Connection) -> Result<(), OpenError> {
    conn.execute("DELETE FROM meta WHERE key IN ('era', 'server_key')", [])?;
    Ok(())
}

/// Draws what is drawn once in a store's life.
pub(super) fn begin_life(conn: &Connection) -> Result<(), OpenError> {
    let (mut key, mut era) = ([0; 32], [0; 8]);
    getrandom::fill(&mut key).map_err(|_| OpenError::Random)?;
    getrandom::fill(&mut era).map_err(|_| OpenError::Random)?;
    let insert = "INSERT INTO meta (key, value) VALUES (?1, ?2)";
    conn.execute(insert, params!["server_key", key.as_slice()])?;
    conn.execute(insert, params!["era", era.as_slice()])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_founder_of_an_older_folder_may_invite() {
        let dir = tempfile::tempdir().unwrap();
        let mut conn = connect(&dir.path().join("a.db")).unwrap();
        conn.execute_batch(MIGRATIONS[0]).unwrap();
        begin_life(&conn).unwrap();
        conn.pragma_update(None, "application_id", APPLICATION_ID)
            .unwrap();
        conn.pragma_update(None, "user_version", 1).unwrap();
        conn.execute_batch(
            "INSERT INTO feed (id, name, newest) VALUES (1, x'01', 1), (2, x'02', 2), (3, x'03', 3);
             INSERT INTO account (feed, identity, bytes) VALUES (2, x'', 7), (1, x'', 7), (3, x'', 7);
             INSERT INTO token (hash, expires, person) VALUES (x'0a', 5, x'01'), (x'0b', 5, NULL);",
        )
        .unwrap();
        let era = |conn: &Connection| -> Vec<u8> {
            conn.query_row("SELECT value FROM meta WHERE key = 'era'", [], |r| r.get(0))
                .unwrap()
        };
        let before = era(&conn);
        migrate(&mut conn).unwrap();
        assert_eq!(era(&conn), before);
        let list = |sql: &str| -> Vec<(i64, bool)> {
            let mut query = conn.prepare(sql).unwrap();
            let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
            rows.unwrap().collect::<Result<_, _>>().unwrap()
        };
        assert_eq!(
            list("SELECT feed, invites FROM account ORDER BY feed"),
            [(1, true), (2, false), (3, false)]
        );
        // A founding link given out before and used after founds.
        let tokens = "SELECT expires, invites AND account IS NULL FROM token";
        assert_eq!(list(tokens), [(5, true), (5, true)]);
    }

    #[test]
    fn refuses_a_newer_folder_and_another_programs() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a.db");
        let mut conn = connect(&file).unwrap();
        migrate(&mut conn).unwrap();
        migrate(&mut conn).unwrap();
        conn.pragma_update(None, "user_version", 99).unwrap();
        let newer = migrate(&mut conn).unwrap_err();
        assert!(matches!(newer, OpenError::Newer { .. }), "{newer}");

        let mut other = connect(&dir.path().join("b.db")).unwrap();
        other
            .execute_batch("CREATE TABLE thing (id INTEGER)")
            .unwrap();
        let foreign = migrate(&mut other).unwrap_err();
        assert!(matches!(foreign, OpenError::Foreign), "{foreign}");
    }
}
