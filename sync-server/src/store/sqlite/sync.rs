//! One page of what is new.

use amanat_protocol::api::Cursor;
use amanat_protocol::limits::PAGE_BYTES;
use rusqlite::{Connection, OptionalExtension, params};

use super::describe;
use super::follow::{Follow, Next, Place};
use super::rows::{Kind, from_sql, to_sql};
use crate::store::{AccountIndex, StoreError, Synced};

pub(super) fn page(
    conn: &Connection,
    caller: AccountIndex,
    cursor: Option<Cursor>,
) -> Result<Synced, StoreError> {
    let era = describe::era(conn)?;
    let start = match cursor {
        None => Place::START,
        Some(cursor) => match place(conn, era, cursor)? {
            Some(place) => place,
            None => return Ok(Synced::Restart),
        },
    };
    let mut follow = Follow::after(conn, caller, start)?;
    let (mut records, mut bytes, mut last, mut more) = (Vec::new(), 0, start, false);
    while let Some(next) = follow.next()? {
        let record = read(conn, next)?;
        if !records.is_empty() && bytes + record.len() > PAGE_BYTES {
            more = true;
            break;
        }
        bytes += record.len();
        last = next.place;
        records.push(record);
    }
    if records.is_empty() {
        return Ok(Synced::Unchanged);
    }
    Ok(Synced::Page {
        records,
        cursor: to_cursor(era, last)?,
        more,
    })
}

/// Where a sync would end, if all that follows the cursor is what one request has just stored (or, being
/// repeated, had stored).
pub(super) fn caught_up(
    conn: &Connection,
    caller: AccountIndex,
    cursor: Option<Cursor>,
    stored: &[u64],
) -> Result<Option<Cursor>, StoreError> {
    let era = describe::era(conn)?;
    let Some(cursor) = cursor else {
        return Ok(None);
    };
    let Some(mut last) = place(conn, era, cursor)? else {
        return Ok(None);
    };
    let mut follow = Follow::after(conn, caller, last)?;
    while let Some(Next { place, .. }) = follow.next()? {
        if !stored.contains(&from_sql(place.stored)?) {
            return Ok(None);
        }
        last = place;
    }
    to_cursor(era, last).map(Some)
}

/// A cursor's place in this life of the store, if it has one. A count that was never reached belongs to a
/// life that a copied-back file has cut off.
fn place(conn: &Connection, era: [u8; 8], cursor: Cursor) -> Result<Option<Place>, StoreError> {
    let reached: i64 = conn
        .prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = 'record'")?
        .query_row([], |row| row.get(0))
        .optional()?
        .unwrap_or(0);
    let known = Place {
        visible: to_sql(cursor.visible),
        stored: to_sql(cursor.stored),
    };
    let ours = cursor.era == era && known.visible <= reached && known.stored <= known.visible;
    Ok(ours.then_some(known))
}

fn to_cursor(era: [u8; 8], place: Place) -> Result<Cursor, StoreError> {
    Ok(Cursor {
        era,
        visible: from_sql(place.visible)?,
        stored: from_sql(place.stored)?,
    })
}

/// An entry's payload is not looked up where its reader could not open it.
pub(super) const READ: &str = "SELECT r.kind, r.header, p.bytes FROM record r
     LEFT JOIN payload p ON p.stored = r.stored AND NOT (r.kind = 2 AND ?2)
     WHERE r.stored = ?1";
/// The protocol's `Record::Pruned`: an entry's header alone. Never stored as such.
const PRUNED: u8 = 3;

/// A record as it goes over the wire: its variant, its header, the rest. Postcard puts the fields of a value
/// one after the other, so stored parts need no decoding to be sent.
fn read(conn: &Connection, next: Next) -> Result<Vec<u8>, StoreError> {
    let mut find = conn.prepare_cached(READ)?;
    let record = find.query_row(params![next.place.stored, next.before_access], |row| {
        let kind: u8 = row.get(0)?;
        let header = row.get_ref(1)?.as_blob()?;
        let rest = row.get_ref(2)?.as_blob_or_null()?;
        let kind = match rest {
            None if kind == Kind::Entry as u8 => PRUNED,
            _ => kind,
        };
        Ok([&[kind], header, rest.unwrap_or_default()].concat())
    })?;
    Ok(record)
}
