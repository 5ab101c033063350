//! Everything an account may see, in the order it became visible to it.
//!
//! An account follows feeds: its own identity, its letters, its circles with what was left there for their
//! people, and the identities of whoever is or was in them.
//! Each feed has a `since`, the count when the account came to see it, and a record in it became visible at
//! max(stored, since). Within a feed that order is the order of storing, so the whole is a merge of sorted
//! streams. Feeds with nothing after the cursor are told by one index lookup each and never opened.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use rusqlite::{Connection, params};

use crate::store::{AccountIndex, StoreError};

/// Numbers read ahead from one feed at a time.
const AHEAD: u32 = 64;

/// Where a record stands for one account. The order is the order of serving.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Place {
    pub visible: i64,
    pub stored: i64,
}

impl Place {
    /// Before everything.
    pub(super) const START: Self = Self {
        visible: 0,
        stored: 0,
    };

    /// What has a count up to this one cannot be after this place in a feed that was visible before.
    const fn floor(self) -> i64 {
        if self.stored < self.visible {
            self.visible - 1
        } else {
            self.visible
        }
    }
}

/// A record to serve.
#[derive(Clone, Copy, Debug)]
pub(super) struct Next {
    pub place: Place,
    /// Whether it was stored before the account first had access: then an entry is sealed to epochs the
    /// account was never given, and its header is all it can use.
    pub before_access: bool,
}

/// A feed as one account sees it.
struct Feed {
    id: i64,
    since: i64,
    /// The count when the account first had access; 0 where all of it is served whole.
    first: i64,
}

struct Stream {
    feed: Feed,
    after: i64,
    ahead: VecDeque<i64>,
}

/// The merge.
pub(super) struct Follow<'c> {
    conn: &'c Connection,
    streams: Vec<Stream>,
    heads: BinaryHeap<Reverse<(Place, usize)>>,
}

impl<'c> Follow<'c> {
    /// Begins after a place.
    pub(super) fn after(
        conn: &'c Connection,
        account: AccountIndex,
        place: Place,
    ) -> Result<Self, StoreError> {
        let mut streams = Vec::new();
        for feed in feeds(conn, account, place.floor())? {
            let after = match feed.since.cmp(&place.visible) {
                std::cmp::Ordering::Greater => 0,
                std::cmp::Ordering::Equal => place.stored,
                std::cmp::Ordering::Less => place.floor(),
            };
            streams.push(Stream {
                feed,
                after,
                ahead: VecDeque::new(),
            });
        }
        let mut follow = Self {
            conn,
            streams,
            heads: BinaryHeap::new(),
        };
        for index in 0..follow.streams.len() {
            follow.pull(index)?;
        }
        Ok(follow)
    }

    /// The next record.
    pub(super) fn next(&mut self) -> Result<Option<Next>, StoreError> {
        let Some(Reverse((place, index))) = self.heads.pop() else {
            return Ok(None);
        };
        self.pull(index)?;
        let first = self.streams.get(index).map_or(0, |s| s.feed.first);
        Ok(Some(Next {
            place,
            before_access: place.stored < first,
        }))
    }

    fn pull(&mut self, index: usize) -> Result<(), StoreError> {
        let Some(stream) = self.streams.get_mut(index) else {
            return Ok(());
        };
        if stream.ahead.is_empty() {
            stream.ahead = self
                .conn
                .prepare_cached(AFTER)?
                .query_map(params![stream.feed.id, stream.after, AHEAD], |row| {
                    row.get(0)
                })?
                .collect::<Result<_, _>>()?;
        }
        if let Some(stored) = stream.ahead.pop_front() {
            stream.after = stored;
            let visible = stored.max(stream.feed.since);
            self.heads.push(Reverse((Place { visible, stored }, index)));
        }
        Ok(())
    }
}

const OWN: &str = "SELECT id, 0, 0 FROM feed WHERE id = ?1 AND newest > ?2";
const LETTERS: &str = "SELECT f.id, 0, 0 FROM inbox i JOIN feed f ON f.id = i.feed
    WHERE i.account = ?1 AND f.newest > ?2";
const CIRCLES: &str =
    "SELECT a.circle, a.since, a.first FROM access a JOIN feed f ON f.id = a.circle
    WHERE a.account = ?1 AND a.level IS NOT NULL AND f.newest > ?2";
const PEOPLE_CHANGED: &str = "SELECT EXISTS (
    SELECT 1 FROM access a JOIN circle c ON c.feed = a.circle
    WHERE a.account = ?1 AND a.level IS NOT NULL AND c.people > ?2)";
/// Somebody met in several circles came into sight with the first of them.
const PEOPLE: &str = "SELECT them.account, min(max(mine.since, them.first)) AS since, 0
    FROM access mine
    JOIN access them ON them.circle = mine.circle
    JOIN feed f ON f.id = them.account
    WHERE mine.account = ?1 AND mine.level IS NOT NULL AND them.account <> ?1
    GROUP BY them.account
    HAVING max(f.newest, min(max(mine.since, them.first))) > ?2";
const AFTER: &str =
    "SELECT stored FROM record WHERE feed = ?1 AND stored > ?2 ORDER BY stored LIMIT ?3";

/// Feeds that changed, or came into sight, after a count.
fn feeds(conn: &Connection, account: AccountIndex, floor: i64) -> Result<Vec<Feed>, StoreError> {
    let mut found = Vec::new();
    let mut add = |sql: &str| -> Result<(), StoreError> {
        let mut query = conn.prepare_cached(sql)?;
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Feed {
                id: row.get(0)?,
                since: row.get(1)?,
                first: row.get(2)?,
            })
        };
        for row in query.query_map(params![account.0, floor], read)? {
            found.push(row?);
        }
        Ok(())
    };
    add(OWN)?;
    add(LETTERS)?;
    add(CIRCLES)?;
    let mut changed = conn.prepare_cached(PEOPLE_CHANGED)?;
    if changed.query_row(params![account.0, floor], |row| row.get(0))? {
        add(PEOPLE)?;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::super::{invite, letters, rows, schema, sync};
    use super::*;

    #[test]
    fn following_looks_up_and_never_scans() {
        let folder = tempfile::tempdir().unwrap();
        let mut conn = schema::connect(&folder.path().join("a.db")).unwrap();
        schema::migrate(&mut conn).unwrap();
        let plan = |sql: &str| -> Vec<String> {
            let mut explain = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let empty = vec![0_i64; explain.parameter_count()];
            let lines = explain.query_map(rusqlite::params_from_iter(empty), |row| row.get(3));
            lines.unwrap().collect::<Result<_, _>>().unwrap()
        };
        let following = [OWN, LETTERS, CIRCLES, PEOPLE_CHANGED, PEOPLE, AFTER];
        let others = [sync::READ, rows::SEALED, letters::FROM_ONE, invite::UNUSED];
        for sql in following.into_iter().chain(others) {
            let lines = plan(sql);
            let searches = lines.iter().any(|line| line.starts_with("SEARCH"));
            let scans = lines
                .iter()
                .any(|line| line.starts_with("SCAN") && line != "SCAN CONSTANT ROW");
            assert!(searches && !scans, "{sql}: {lines:#?}");
        }
        assert!(
            plan("SELECT * FROM record WHERE hash = ?1")[0].starts_with("SCAN"),
            "it can be told"
        );
    }
}
