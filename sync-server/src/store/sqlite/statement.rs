//! Appending to a control chain: statement, access list and slots in one piece.

use std::collections::BTreeMap;

use amanat_protocol::api::Cursor;
use amanat_protocol::statement::Level;
use rusqlite::{Connection, OptionalExtension, params};

use super::rows::{self, Kind, NewRecord, to_sql};
use super::sync;
use crate::accept::NewStatement;
use crate::store::{AccountIndex, AppendStatementError, StoreError, Who};

pub(super) fn append(
    conn: &Connection,
    caller: AccountIndex,
    new: &NewStatement,
    cursor: Option<Cursor>,
    quota: u64,
) -> Result<Option<Cursor>, AppendStatementError> {
    let account =
        rows::account(conn, Who::Index(caller))?.ok_or(StoreError::Damaged("an account"))?;
    if account.identity.person != new.header.person || !account.has_device(new.header.device) {
        return Err(AppendStatementError::Device);
    }
    let place = find_place(conn, caller, new)?;
    if let Place::Taken { stored } = place {
        return Ok(sync::caught_up(conn, caller, cursor, &[stored])?);
    }
    let access = resolve(conn, new)?;
    if !rows::charge(conn, caller, new.signed.len() + new.rest.len(), quota)? {
        return Err(AppendStatementError::Quota);
    }
    let stored = place_it(conn, &place, new, &access)?;
    Ok(sync::caught_up(conn, caller, cursor, &[stored])?)
}

/// Where a statement goes.
enum Place {
    /// It begins a circle.
    New,
    /// It comes next in this circle and chain.
    Next { circle: i64, chain: i64 },
    /// It is there already.
    Taken { stored: u64 },
}

fn find_place(
    conn: &Connection,
    caller: AccountIndex,
    new: &NewStatement,
) -> Result<Place, AppendStatementError> {
    let Some(circle) = rows::circle(conn, new.circle)? else {
        return match new.header.n {
            0 => Ok(Place::New),
            _ => Err(AppendStatementError::NoAccess),
        };
    };
    let chain = rows::chain(conn, circle, &[])?.ok_or(StoreError::Damaged("a control chain"))?;
    // Before access: whoever hands a circle over has none left when the answer is lost and asked for again.
    if let Some(stored) = rows::already(conn, chain.id, new.header.n, new.hash)? {
        return Ok(Place::Taken { stored });
    }
    if level(conn, circle, caller)? != Some(Level::Manage) {
        return Err(AppendStatementError::NoAccess);
    }
    if new.header.n != chain.next || new.header.prev != chain.head {
        return Err(AppendStatementError::NotNext);
    }
    Ok(Place::Next {
        circle,
        chain: chain.id,
    })
}

/// What a circle's access list gives somebody now.
pub(super) fn level(
    conn: &Connection,
    circle: i64,
    account: AccountIndex,
) -> Result<Option<Level>, StoreError> {
    let mut find =
        conn.prepare_cached("SELECT level FROM access WHERE circle = ?1 AND account = ?2")?;
    let found: Option<Option<i64>> = find
        .query_row(params![circle, account.0], |row| row.get(0))
        .optional()?;
    match found.flatten() {
        None => Ok(None),
        Some(0) => Ok(Some(Level::Manage)),
        Some(1) => Ok(Some(Level::Append)),
        Some(_) => Err(StoreError::Damaged("an access level")),
    }
}

type AccessList = BTreeMap<i64, i64>;

fn resolve(conn: &Connection, new: &NewStatement) -> Result<AccessList, AppendStatementError> {
    let sql = |e| AppendStatementError::Store(StoreError::from(e));
    let mut find = conn
        .prepare_cached(
            "SELECT a.feed FROM feed f JOIN account a ON a.feed = f.id WHERE f.name = ?1",
        )
        .map_err(sql)?;
    let mut list = AccessList::new();
    for row in &new.access {
        let account = find
            .query_row([row.person.0.0.as_slice()], |row| row.get(0))
            .optional()
            .map_err(sql)?
            .ok_or(AppendStatementError::AccountUnknown)?;
        let level = match row.level {
            Level::Manage => 0,
            Level::Append => 1,
        };
        list.insert(account, level);
    }
    Ok(list)
}

fn place_it(
    conn: &Connection,
    place: &Place,
    new: &NewStatement,
    access: &AccessList,
) -> Result<u64, StoreError> {
    let (circle, chain) = match place {
        Place::Next { circle, chain } => (*circle, *chain),
        Place::Taken { stored } => return Ok(*stored),
        Place::New => {
            let circle = rows::new_feed(conn, new.circle.0)?;
            conn.execute("INSERT INTO circle (feed, people) VALUES (?1, 0)", [circle])?;
            (circle, rows::new_chain(conn, circle, &[])?.id)
        }
    };
    let record = NewRecord {
        feed: circle,
        chain,
        n: new.header.n,
        kind: Kind::Statement,
        hash: new.hash,
        header: &new.signed,
        payload: Some(&new.rest),
    };
    let stored = rows::store(conn, &record)?;
    replace_access(conn, circle, access, stored)?;
    Ok(stored)
}

/// Puts a new list in force. Only what differs is written: most statements change one row of many.
fn replace_access(
    conn: &Connection,
    circle: i64,
    list: &AccessList,
    stored: u64,
) -> Result<(), StoreError> {
    let stored = to_sql(stored);
    let before = conn
        .prepare_cached(
            "SELECT account, level FROM access WHERE circle = ?1 AND level IS NOT NULL",
        )?
        .query_map([circle], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<AccessList, _>>()?;
    // A row stays when access ends: the entries somebody wrote here verify only by their identity chain,
    // which later members must therefore still be served.
    let mut end =
        conn.prepare_cached("UPDATE access SET level = NULL WHERE circle = ?1 AND account = ?2")?;
    for account in before.keys().filter(|account| !list.contains_key(account)) {
        end.execute(params![circle, account])?;
    }
    let mut set = conn.prepare_cached(
        "INSERT INTO access (circle, account, level, since, first) VALUES (?1, ?2, ?3, ?4, ?4)
         ON CONFLICT DO UPDATE SET
             since = CASE WHEN level IS NULL THEN excluded.since ELSE since END,
             level = excluded.level",
    )?;
    let mut gained = false;
    for (account, level) in list {
        let had = before.get(account);
        gained |= had.is_none();
        if had != Some(level) {
            set.execute(params![circle, account, level, stored])?;
        }
    }
    if gained {
        conn.prepare_cached("UPDATE circle SET people = ?2 WHERE feed = ?1")?
            .execute(params![circle, stored])?;
    }
    Ok(())
}
