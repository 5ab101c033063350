//! Tokens, and the accounts they are good for.

use amanat_protocol::codec;
use amanat_protocol::hash::Hash;
use amanat_protocol::identity::{Identity, IdentityStatement};
use amanat_protocol::signed::Signed;
use rusqlite::{Connection, OptionalExtension, params};

use super::rows::{self, Kind, NewRecord, to_sql};
use crate::store::{JoinError, NewToken, StoreError, TokenError, Who};

pub(super) fn add_token(conn: &Connection, token: NewToken) -> Result<(), TokenError> {
    let sql = |e| TokenError::Store(StoreError::from(e));
    let used: bool = conn
        .query_row(
            "SELECT EXISTS (SELECT 1 FROM token WHERE person IS NOT NULL)",
            [],
            |row| row.get(0),
        )
        .map_err(sql)?;
    if used && !token.again {
        return Err(TokenError::AlreadyFounded);
    }
    conn.execute(
        "INSERT INTO token (hash, expires) VALUES (?1, ?2)",
        params![token.hash.0.as_slice(), to_sql(token.expires)],
    )
    .map_err(sql)?;
    Ok(())
}

pub(super) fn join(
    conn: &Connection,
    token: Hash,
    first: &Identity,
    signed: &Signed<IdentityStatement>,
    now: u64,
) -> Result<(), JoinError> {
    let token_row = find_token(conn, token)?.ok_or(JoinError::TokenUnknown)?;
    let person = first.person;
    match token_row.used_by {
        Some(other) if other != person.0.0 => return Err(JoinError::TokenUsed),
        Some(_) => return Ok(()),
        None if token_row.expires < to_sql(now) => return Err(JoinError::TokenExpired),
        None => {}
    }
    let spend = "UPDATE token SET person = ?2 WHERE hash = ?1";
    conn.execute(spend, params![token.0.as_slice(), person.0.0.as_slice()])
        .map_err(StoreError::from)?;
    if rows::account(conn, Who::Person(person))?.is_none() {
        open_account(conn, first, signed)?;
    }
    if token_row.invites {
        let allow =
            "UPDATE account SET invites = 1 WHERE feed = (SELECT id FROM feed WHERE name = ?1)";
        conn.execute(allow, [person.0.0.as_slice()])
            .map_err(StoreError::from)?;
    }
    Ok(())
}

fn open_account(
    conn: &Connection,
    first: &Identity,
    signed: &Signed<IdentityStatement>,
) -> Result<(), StoreError> {
    let header = codec::encode(signed);
    let feed = rows::new_feed(conn, first.person.0)?;
    let index = rows::account_index(feed)?;
    conn.execute(
        "INSERT INTO account (feed, identity, bytes) VALUES (?1, ?2, ?3)",
        params![
            index.0,
            header,
            i64::try_from(header.len()).unwrap_or(i64::MAX)
        ],
    )?;
    let chain = rows::new_chain(conn, feed, &[])?;
    let new = NewRecord {
        feed,
        chain: chain.id,
        n: 0,
        kind: Kind::Identity,
        hash: first.head,
        header: &header,
        payload: None,
    };
    rows::store(conn, &new)?;
    Ok(())
}

/// A token as it stands.
struct Token {
    expires: i64,
    used_by: Option<Vec<u8>>,
    invites: bool,
}

fn find_token(conn: &Connection, token: Hash) -> Result<Option<Token>, StoreError> {
    let mut find =
        conn.prepare_cached("SELECT expires, person, invites FROM token WHERE hash = ?1")?;
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Token {
            expires: row.get(0)?,
            used_by: row.get(1)?,
            invites: row.get(2)?,
        })
    };
    Ok(find.query_row([token.0.as_slice()], read).optional()?)
}
