//! Small readings and writings the operations share.

use amanat_protocol::codec;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::CircleId;
use amanat_protocol::identity::{Identity, IdentityStatement};
use amanat_protocol::signed::{Labelled, Signed};
use rusqlite::{Connection, OptionalExtension, params};

use crate::store::{Account, AccountIndex, StoreError, Who};

/// What a record is: the variant's number in the protocol's `Record`, which is its first byte on the wire.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Identity = 0,
    Statement = 1,
    Entry = 2,
    Letter = 4,
    Deposit = 5,
}

/// A chain as it stands.
pub(super) struct Chain {
    pub id: i64,
    pub next: u64,
    pub head: Hash,
}

/// A record about to be stored.
pub(super) struct NewRecord<'a> {
    pub feed: i64,
    pub chain: i64,
    pub n: u64,
    pub kind: Kind,
    pub hash: Hash,
    pub header: &'a [u8],
    pub payload: Option<&'a [u8]>,
}

/// SQLite counts in signed numbers. What does not fit is greater than whatever is stored.
pub(super) fn to_sql(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

pub(super) fn from_sql(value: i64) -> Result<u64, StoreError> {
    u64::try_from(value).map_err(|_| StoreError::Damaged("a negative count"))
}

pub(super) fn hash(bytes: &[u8]) -> Result<Hash, StoreError> {
    let raw = bytes
        .try_into()
        .map_err(|_| StoreError::Damaged("a hash"))?;
    Ok(Hash(raw))
}

pub(super) fn account_index(feed: i64) -> Result<AccountIndex, StoreError> {
    let index = u32::try_from(feed).map_err(|_| StoreError::Damaged("an account's number"))?;
    Ok(AccountIndex(index))
}

pub(super) fn account(conn: &Connection, who: Who) -> Result<Option<Account>, StoreError> {
    const BY_NAME: &str = "SELECT f.id, f.name, a.identity FROM feed f JOIN account a ON a.feed = f.id WHERE f.name = ?1";
    const BY_INDEX: &str = "SELECT f.id, f.name, a.identity FROM feed f JOIN account a ON a.feed = f.id WHERE f.id = ?1";
    let read = |row: &rusqlite::Row<'_>| {
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, Vec<u8>>(1)?,
            row.get::<_, Vec<u8>>(2)?,
        ))
    };
    let found = match who {
        Who::Person(person) => conn
            .prepare_cached(BY_NAME)?
            .query_row([person.0.0.as_slice()], read),
        Who::Index(index) => conn.prepare_cached(BY_INDEX)?.query_row([index.0], read),
    };
    let Some((feed, name, signed)) = found.optional()? else {
        return Ok(None);
    };
    const DAMAGED: StoreError = StoreError::Damaged("an identity statement");
    // A header and its signature, so never longer than the type's own limit and a little.
    let limit = IdentityStatement::LIMIT + 128;
    let signed: Signed<IdentityStatement> = codec::decode(&signed, limit).map_err(|_| DAMAGED)?;
    let statement = signed.claim().map_err(|_| DAMAGED)?;
    Ok(Some(Account {
        index: account_index(feed)?,
        identity: Identity {
            person: amanat_protocol::id::PersonId(hash(&name)?),
            n: statement.n,
            head: signed.hash(),
            statement,
        },
    }))
}

/// A circle's feed.
pub(super) fn circle(conn: &Connection, circle: CircleId) -> Result<Option<i64>, StoreError> {
    let mut find = conn.prepare_cached(
        "SELECT c.feed FROM feed f JOIN circle c ON c.feed = f.id WHERE f.name = ?1",
    )?;
    Ok(find
        .query_row([circle.0.0.as_slice()], |row| row.get(0))
        .optional()?)
}

pub(super) fn new_feed(conn: &Connection, name: Hash) -> Result<i64, StoreError> {
    conn.prepare_cached("INSERT INTO feed (name, newest) VALUES (?1, 0)")?
        .execute([name.0.as_slice()])?;
    Ok(conn.last_insert_rowid())
}

/// A feed's chain: a device's log, or with an empty name the identity or control chain itself.
pub(super) fn chain(
    conn: &Connection,
    feed: i64,
    device: &[u8],
) -> Result<Option<Chain>, StoreError> {
    let mut find =
        conn.prepare_cached("SELECT id, next, head FROM chain WHERE feed = ?1 AND device = ?2")?;
    let found = find
        .query_row(params![feed, device], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get::<_, Vec<u8>>(2)?))
        })
        .optional()?;
    found
        .map(|(id, next, head)| {
            Ok(Chain {
                id,
                next: from_sql(next)?,
                head: hash(&head)?,
            })
        })
        .transpose()
}

pub(super) fn new_chain(conn: &Connection, feed: i64, device: &[u8]) -> Result<Chain, StoreError> {
    conn.prepare_cached("INSERT INTO chain (feed, device, next, head) VALUES (?1, ?2, 0, ?3)")?
        .execute(params![feed, device, Hash::ZERO.0.as_slice()])?;
    Ok(Chain {
        id: conn.last_insert_rowid(),
        next: 0,
        head: Hash::ZERO,
    })
}

/// Where a link of a chain is stored, if exactly this one is.
pub(super) fn already(
    conn: &Connection,
    chain: i64,
    n: u64,
    hash: Hash,
) -> Result<Option<u64>, StoreError> {
    let mut find =
        conn.prepare_cached("SELECT stored FROM record WHERE chain = ?1 AND n = ?2 AND hash = ?3")?;
    find.query_row(params![chain, to_sql(n), hash.0.as_slice()], |row| {
        row.get(0)
    })
    .optional()?
    .map(from_sql)
    .transpose()
}

/// Stores a record at the end of its chain; returns its number in the store's count.
pub(super) fn store(conn: &Connection, new: &NewRecord<'_>) -> Result<u64, StoreError> {
    conn.prepare_cached(
        "INSERT INTO record (feed, chain, n, kind, hash, header) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        new.feed,
        new.chain,
        to_sql(new.n),
        new.kind as i64,
        new.hash.0.as_slice(),
        new.header
    ])?;
    let stored = conn.last_insert_rowid();
    if let Some(payload) = new.payload {
        conn.prepare_cached("INSERT INTO payload (stored, bytes) VALUES (?1, ?2)")?
            .execute(params![stored, payload])?;
    }
    conn.prepare_cached("UPDATE chain SET next = ?2, head = ?3 WHERE id = ?1")?
        .execute(params![new.chain, to_sql(new.n + 1), new.hash.0.as_slice()])?;
    conn.prepare_cached("UPDATE feed SET newest = ?2 WHERE id = ?1")?
        .execute(params![new.feed, stored])?;
    from_sql(stored)
}

/// Where a letter or a deposit is stored, if one of exactly these bytes is.
pub(super) fn sealed(conn: &Connection, feed: i64, hash: Hash) -> Result<Option<i64>, StoreError> {
    let mut find = conn.prepare_cached(SEALED)?;
    Ok(find
        .query_row(params![feed, hash.0.as_slice()], |row| row.get(0))
        .optional()?)
}

/// In the words of the index, or it would not be used.
pub(super) const SEALED: &str =
    "SELECT stored FROM record WHERE feed = ?1 AND hash = ?2 AND kind > 3";

/// Charges an account, unless it would then hold more than its share.
pub(super) fn charge(
    conn: &Connection,
    account: AccountIndex,
    bytes: usize,
    quota: u64,
) -> Result<bool, StoreError> {
    let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
    let charged = conn
        .prepare_cached(
            "UPDATE account SET bytes = bytes + ?2 WHERE feed = ?1 AND bytes <= ?3 - ?2",
        )?
        .execute(params![account.0, bytes, to_sql(quota)])?;
    Ok(charged == 1)
}
