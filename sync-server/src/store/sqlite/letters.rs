//! Letters: kept for one person until they are done with them.

use amanat_protocol::codec::{self, Bytes};
use amanat_protocol::hash::{self, Hash};
use amanat_protocol::id::PersonId;
use amanat_protocol::limits::{
    MAX_LETTER_BYTES, MAX_LETTER_BYTES_FROM_ONE, MAX_LETTERS, MAX_LETTERS_FROM_ONE,
};
use rusqlite::{Connection, OptionalExtension, params};

use super::rows::{self, Kind, NewRecord, to_sql};
use crate::store::{AccountIndex, LetterError, StoreError, Who};

pub(super) fn send(
    conn: &Connection,
    caller: AccountIndex,
    recipient: PersonId,
    sealed: &[u8],
    quota: u64,
) -> Result<(), LetterError> {
    let to = rows::account(conn, Who::Person(recipient))?.ok_or(LetterError::NotFound)?;
    let inbox = match find(conn, to.index)? {
        Some(inbox) => inbox,
        None => open(conn, to.index, recipient)?,
    };
    let hash = hash::plain(sealed);
    if rows::sealed(conn, inbox.feed, hash)?.is_some() {
        return Ok(());
    }
    let from_one: Heap = conn
        .prepare_cached(FROM_ONE)
        .and_then(|mut sum| sum.query_row(params![to.index.0, caller.0], heap))
        .map_err(StoreError::from)?;
    let fits = from_one.fits(sealed, MAX_LETTERS_FROM_ONE, MAX_LETTER_BYTES_FROM_ONE)
        && inbox.waiting.fits(sealed, MAX_LETTERS, MAX_LETTER_BYTES);
    // What waits counts as the sender's, until the recipient is done with it.
    if !fits || !rows::charge(conn, caller, sealed.len(), quota)? {
        return Err(LetterError::Quota);
    }
    keep(conn, caller, to.index, inbox.feed, sealed, hash)?;
    Ok(())
}

/// Some letters together.
struct Heap {
    letters: i64,
    bytes: i64,
}

impl Heap {
    fn fits(&self, one_more: &[u8], most: usize, most_bytes: usize) -> bool {
        let bytes = self.bytes.saturating_add(len(one_more));
        usize::try_from(self.letters).is_ok_and(|letters| letters < most)
            && usize::try_from(bytes).is_ok_and(|bytes| bytes <= most_bytes)
    }
}

fn heap(row: &rusqlite::Row<'_>) -> rusqlite::Result<Heap> {
    Ok(Heap {
        letters: row.get(0)?,
        bytes: row.get(1)?,
    })
}

fn len(sealed: &[u8]) -> i64 {
    i64::try_from(sealed.len()).unwrap_or(i64::MAX)
}

pub(super) const FROM_ONE: &str =
    "SELECT count(*), coalesce(sum(bytes), 0) FROM letter WHERE inbox = ?1 AND sender = ?2";

struct Inbox {
    feed: i64,
    waiting: Heap,
}

fn find(conn: &Connection, account: AccountIndex) -> Result<Option<Inbox>, StoreError> {
    let mut find =
        conn.prepare_cached("SELECT letters, bytes, feed FROM inbox WHERE account = ?1")?;
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Inbox {
            waiting: heap(row)?,
            feed: row.get(2)?,
        })
    };
    Ok(find.query_row([account.0], read).optional()?)
}

fn open(conn: &Connection, account: AccountIndex, person: PersonId) -> Result<Inbox, StoreError> {
    // Feeds are named by hashes; this one's is nobody's but the store's.
    let feed = rows::new_feed(conn, hash::labelled("inbox", &person.0.0))?;
    conn.execute(
        "INSERT INTO inbox (account, feed, letters, bytes) VALUES (?1, ?2, 0, 0)",
        params![account.0, feed],
    )?;
    rows::new_chain(conn, feed, &[])?;
    Ok(Inbox {
        feed,
        waiting: Heap {
            letters: 0,
            bytes: 0,
        },
    })
}

fn keep(
    conn: &Connection,
    sender: AccountIndex,
    recipient: AccountIndex,
    feed: i64,
    sealed: &[u8],
    hash: Hash,
) -> Result<(), StoreError> {
    let chain = rows::chain(conn, feed, &[])?.ok_or(StoreError::Damaged("an inbox"))?;
    let record = NewRecord {
        feed,
        chain: chain.id,
        n: chain.next,
        kind: Kind::Letter,
        hash,
        header: &[],
        payload: Some(&codec::encode(&Bytes(sealed.to_vec()))),
    };
    let stored = rows::store(conn, &record)?;
    conn.prepare_cached(
        "INSERT INTO letter (stored, inbox, sender, bytes) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![to_sql(stored), recipient.0, sender.0, len(sealed)])?;
    conn.prepare_cached(
        "UPDATE inbox SET letters = letters + 1, bytes = bytes + ?2 WHERE account = ?1",
    )?
    .execute(params![recipient.0, len(sealed)])?;
    Ok(())
}

pub(super) fn finish(
    conn: &Connection,
    caller: AccountIndex,
    letters: &[Hash],
) -> Result<(), StoreError> {
    let Some(inbox) = find(conn, caller)? else {
        return Ok(());
    };
    for letter in letters {
        if let Some(stored) = rows::sealed(conn, inbox.feed, *letter)? {
            forget(conn, stored)?;
        }
    }
    Ok(())
}

fn forget(conn: &Connection, stored: i64) -> Result<(), StoreError> {
    let (inbox, sender, bytes): (i64, i64, i64) = conn
        .prepare_cached("DELETE FROM letter WHERE stored = ?1 RETURNING inbox, sender, bytes")?
        .query_row([stored], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    conn.prepare_cached("DELETE FROM payload WHERE stored = ?1")?
        .execute([stored])?;
    conn.prepare_cached("DELETE FROM record WHERE stored = ?1")?
        .execute([stored])?;
    conn.prepare_cached(
        "UPDATE inbox SET letters = letters - 1, bytes = bytes - ?2 WHERE account = ?1",
    )?
    .execute(params![inbox, bytes])?;
    conn.prepare_cached("UPDATE account SET bytes = bytes - ?2 WHERE feed = ?1")?
        .execute(params![sender, bytes])?;
    Ok(())
}
