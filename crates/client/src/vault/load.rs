//! From the store to an open vault, and the snapshot that makes it fast.

use std::collections::{BTreeMap, BTreeSet};

use amanat_mentoring::portfolio::Portfolio;
use amanat_messages::Problem;
use amanat_protocol::codec;
use amanat_protocol::entry::{Entry, EntryHeader};
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, DeviceKey, PersonId};
use amanat_protocol::limits::MAX_BODY;
use amanat_protocol::statement::Statement;
use serde::{Deserialize, Serialize};

use crate::came::CameV1;
use crate::client::Client;
use crate::keyring::{Keyring, KeyringV1};
use crate::locker::Locker;
use crate::marks::MarksV1;
use crate::names;
use crate::pending::{PendingV1, Waiting};
use crate::ports::{Batch, Durability, Platform, Store};
use crate::problem;
use crate::rooms::RoomsV1;
use crate::session::{Outgoing, Session, Unsent};

/// All that is read, without drafts, and the last entry of each log that is in it.
#[derive(Serialize, Deserialize)]
struct SnapshotV2 {
    covered: BTreeMap<(CircleId, DeviceKey), u64>,
    locked: BTreeSet<String>,
    portfolio: Portfolio,
    shown: BTreeMap<PersonId, Portfolio>,
    said: BTreeMap<CircleId, Portfolio>,
}

/// A snapshot is written after this many entries were opened one by one.
const SNAPSHOT_AFTER: usize = 64;

impl<P: Platform> Client<P> {
    /// Opens everything the device stores.
    pub(crate) async fn load(&self, locker: Locker) -> Result<Session, Problem> {
        let ring = self.read::<KeyringV1>(&locker, names::KEYRING).await?;
        let ring = ring.and_then(Keyring::load).ok_or(Problem::StorageFailed)?;
        let marks = self.read::<MarksV1>(&locker, names::MARKS).await?;
        // A vault of one person alone has none.
        let rooms = self.read::<RoomsV1>(&locker, names::ROOMS).await?;
        let marks = marks.ok_or(Problem::StorageFailed)?;
        let mut session = Session::new(locker, ring, marks, rooms.unwrap_or_default());
        let came = self.read::<CameV1>(&session.locker, names::CAME).await?;
        session.came = came.unwrap_or_default();
        let covered = self.load_snapshot(&mut session).await?;
        self.load_entries(&mut session, &covered).await?;
        self.load_unsent(&mut session).await?;
        let now = self.platform.now();
        for (key, sealed) in self.scan_all(names::PENDING).await? {
            match session.locker.unlock::<PendingV1>(&key, &sealed) {
                Some(stored) => {
                    let item = stored
                        .fixed
                        .first()
                        .or(stored.draft.as_ref())
                        .map(|r| r.item);
                    if let Some(item) = item {
                        let waiting = Waiting {
                            stored,
                            closed: true,
                            touched: now,
                        };
                        session.waiting.insert(item, waiting);
                    }
                }
                None => {
                    session.locked.insert(key);
                }
            }
        }
        session.lay_waiting();
        self.load_begun(&mut session).await?;
        self.load_beside(&mut session).await?;
        self.load_post(&mut session).await?;
        session.refresh_directory();
        Ok(session)
    }

    async fn read<T: Serialize + serde::de::DeserializeOwned>(
        &self,
        locker: &Locker,
        name: &str,
    ) -> Result<Option<T>, Problem> {
        let sealed = self
            .platform
            .store()
            .get(name)
            .await
            .map_err(problem::storage)?;
        Ok(sealed.and_then(|sealed| locker.unlock(name, &sealed)))
    }

    async fn load_snapshot(
        &self,
        session: &mut Session,
    ) -> Result<BTreeMap<(CircleId, DeviceKey), u64>, Problem> {
        let snapshot = self
            .read::<SnapshotV2>(&session.locker, names::SNAPSHOT)
            .await?;
        // One of another version, or none: everything comes again from the entries.
        Ok(snapshot.map_or_else(BTreeMap::new, |s| {
            session.portfolio = s.portfolio;
            session.shown = s.shown;
            session.said = s.said;
            session.locked = s.locked;
            s.covered
        }))
    }

    async fn load_entries(
        &self,
        session: &mut Session,
        covered: &BTreeMap<(CircleId, DeviceKey), u64>,
    ) -> Result<(), Problem> {
        let logs: Vec<_> = session
            .marks
            .logs
            .iter()
            .map(|(log, mark)| (*log, mark.seq))
            .collect();
        for ((circle, device), last) in logs {
            let first = session.rooms.rooms.get(&circle);
            let first = first.and_then(|room| room.first.get(&device)).copied();
            let mut next = covered.get(&(circle, device)).map_or(0, |seq| seq + 1);
            next = next.max(first.unwrap_or(0));
            while next <= last {
                let key = names::entry(circle, device, next);
                // Seen as they are read, not all at once: the log of five years need not fit in memory.
                for (key, entry) in self.page_from(&key).await? {
                    match open_stored(&entry) {
                        Some((entry, header)) => {
                            let heard = session.came.heard(&header);
                            session.take_in(&entry, &header, heard);
                        }
                        None => {
                            session.locked.insert(key);
                        }
                    }
                    next += 1;
                }
            }
        }
        Ok(())
    }

    /// A page of a log beginning with this key.
    async fn page_from(&self, key: &str) -> Result<Vec<(String, Vec<u8>)>, Problem> {
        let Some((log, _)) = key.rsplit_once('/') else {
            return Err(Problem::Fault);
        };
        let store = self.platform.store();
        let first = store.get(key).await.map_err(problem::storage)?;
        // A gap below the marks: the device lost part of its store. Nothing is guessed.
        let first = first.ok_or(Problem::StorageFailed)?;
        let prefix = format!("{log}/");
        let rest = store
            .scan(&prefix, Some(key), 255)
            .await
            .map_err(problem::storage)?;
        Ok(core::iter::once((key.to_owned(), first))
            .chain(rest)
            .collect())
    }

    async fn load_unsent(&self, session: &mut Session) -> Result<(), Problem> {
        for (key, _) in self.scan_all(names::UNSENT_ENTRIES).await? {
            let Some(tail) = key.strip_prefix(names::UNSENT_ENTRIES) else {
                continue;
            };
            let Some((circle, seq)) = tail.split_once('/') else {
                continue;
            };
            let entry = format!(
                "{}{circle}/{}/{seq}",
                names::ENTRIES,
                session.ring.device.device().hex()
            );
            let stored = self
                .platform
                .store()
                .get(&entry)
                .await
                .map_err(problem::storage)?;
            if let Some((entry, header)) = stored.and_then(|bytes| open_stored(&bytes)) {
                let items = match session.is_readable(&header) {
                    true => session.take_in(&entry, &header, None),
                    false => Vec::new(),
                };
                session
                    .unsent
                    .insert((header.circle, header.seq), Unsent { entry, items });
            }
        }
        for (_, bytes) in self.scan_all(names::UNSENT_STATEMENTS).await? {
            let Ok(statement) = codec::decode::<Statement>(&bytes, MAX_BODY) else {
                continue;
            };
            let Ok(header) = statement.header.claim() else {
                continue;
            };
            let circle = if header.n == 0 {
                CircleId(statement.header.hash())
            } else {
                header.circle
            };
            session
                .unsent_statements
                .insert((circle, header.n), statement);
        }
        Ok(())
    }

    async fn load_beside(&self, session: &mut Session) -> Result<(), Problem> {
        for (key, _) in self.scan_all(names::BESIDE).await? {
            if let Some((circle, hash)) = names::read_beside(&key) {
                let beside = &mut session.tangles.beside;
                beside.entry(circle).or_default().insert(hash);
            }
        }
        Ok(())
    }

    async fn load_post(&self, session: &mut Session) -> Result<(), Problem> {
        for (key, sealed) in self.scan_all(names::OUTBOX).await? {
            match session.locker.unlock::<Outgoing>(&key, &sealed) {
                Some(outgoing) => {
                    session.outbox.insert(outgoing.name(), outgoing);
                }
                None => {
                    session.locked.insert(key);
                }
            }
        }
        for (key, _) in self.scan_all(names::KEPT).await? {
            session.kept.extend(names::kept_letter(&key));
        }
        Ok(())
    }

    /// Writes a snapshot if enough entries came since the last.
    pub(crate) async fn write_snapshot(&self) -> Result<(), Problem> {
        let batch = self.with(|s| {
            if s.since_snapshot < SNAPSHOT_AFTER {
                return Ok(None);
            }
            s.since_snapshot = 0;
            let mut portfolio = s.portfolio.clone();
            // Drafts are written in one's own portfolio alone.
            for (item, waiting) in &s.waiting {
                portfolio.set_draft(waiting.stored.place, *item, None);
            }
            let covered = s
                .marks
                .logs
                .iter()
                .map(|(log, mark)| (*log, mark.seq))
                .collect();
            let snapshot = SnapshotV2 {
                covered,
                locked: s.locked.clone(),
                portfolio,
                shown: s.shown.clone(),
                said: s.said.clone(),
            };
            let mut batch = Batch::default();
            batch.delete(names::OLD_SNAPSHOT);
            batch.put(names::SNAPSHOT, s.locker.lock(names::SNAPSHOT, &snapshot));
            // What was heard from entries that opened late: covered, they are not read again.
            if !s.rooms.rooms.is_empty() {
                s.stage_rooms(&mut batch);
            }
            Ok(Some(batch))
        })?;
        match batch {
            Some(batch) => self.apply(batch, Durability::Relaxed).await,
            None => Ok(()),
        }
    }
}

/// An entry this device verified before it stored it.
fn open_stored(bytes: &[u8]) -> Option<(Entry, EntryHeader)> {
    let entry: Entry = codec::decode(bytes, MAX_BODY).ok()?;
    let header = entry.header.claim().ok()?;
    Some((entry, header))
}

/// The header hash of a stored entry or statement.
pub(crate) fn hash_of(key: &str, bytes: &[u8]) -> Option<Hash> {
    if key.starts_with(names::ENTRIES) {
        codec::decode::<Entry>(bytes, MAX_BODY)
            .ok()
            .map(|e| e.header.hash())
    } else {
        codec::decode::<Statement>(bytes, MAX_BODY)
            .ok()
            .map(|s| s.header.hash())
    }
}
