//! Fetching: everything the server shows after the cursor, verified, then stored with the marks it moves.

use amanat_messages::Problem;
use amanat_protocol::api::{self, Record, SyncAnswer, SyncRequest};
use amanat_protocol::codec;
use amanat_protocol::limits::MAX_BODY;

use super::call::CallError;
use super::page::Page;
use crate::client::Client;
use crate::names;
use crate::ports::{Batch, Durability, Platform, Store};
use crate::problem;
use crate::vault::hash_of;

impl<P: Platform> Client<P> {
    /// Fetches until there is no more. True when something new came.
    pub(crate) async fn fetch(&self) -> Result<bool, Problem> {
        self.fetch_with(None).await
    }

    /// As [`Client::fetch`], with a card's session where there is no device's yet.
    pub(crate) async fn fetch_with(&self, bearer: Option<&str>) -> Result<bool, Problem> {
        let mut news = false;
        loop {
            let request = SyncRequest {
                cursor: self.with(|s| Ok(s.marks.cursor))?,
            };
            let answer: Result<SyncAnswer, CallError> = match bearer {
                Some(bearer) => {
                    self.post(api::SYNC, Some(bearer.to_owned()), &request)
                        .await
                }
                None => self.post_as_device(api::SYNC, &request).await,
            };
            match answer? {
                SyncAnswer::Unchanged => return Ok(news),
                SyncAnswer::Restart => self.begin_again().await?,
                SyncAnswer::Page {
                    records,
                    cursor,
                    more,
                } => {
                    // Every page goes on from the last, or a hostile server could keep us here for ever.
                    let on = request.cursor.is_none_or(|before| {
                        (before.visible, before.stored) < (cursor.visible, cursor.stored)
                    });
                    if more && (records.is_empty() || !on) {
                        return Err(Problem::ServerNonsense);
                    }
                    self.count(records.len());
                    self.compare_with_store(&records).await?;
                    let page = self.with(|s| Page::verify(s, records, cursor))?;
                    news |= page.news;
                    let (batch, again) = self.with(|s| page.commit(s, self.platform.now()))?;
                    self.apply(batch, Durability::Strict).await?;
                    if again {
                        self.reload().await?;
                    }
                    if !more {
                        return Ok(news);
                    }
                }
            }
        }
    }

    /// What the server shows again must be what it showed before, to the last bit.
    async fn compare_with_store(&self, records: &[Record]) -> Result<(), Problem> {
        for record in records {
            let (key, hash) = match record {
                Record::Entry(entry) => {
                    let h = entry.header.claim().map_err(|_| Problem::ServerNonsense)?;
                    (names::entry(h.circle, h.device, h.seq), entry.header.hash())
                }
                Record::Statement(statement) => {
                    let h = statement
                        .header
                        .claim()
                        .map_err(|_| Problem::ServerNonsense)?;
                    // In a shared circle somebody else may have signed twice: told, not refused.
                    if h.n == 0 || self.with(|s| Ok(s.rooms.rooms.contains_key(&h.circle)))? {
                        continue;
                    }
                    (names::statement(h.circle, h.n), statement.header.hash())
                }
                Record::Identity(_)
                | Record::Pruned(_)
                | Record::Letter(_)
                | Record::Deposit { .. } => continue,
            };
            let stored = self
                .platform
                .store()
                .get(&key)
                .await
                .map_err(problem::storage)?;
            let Some(stored) = stored else { continue };
            let known = hash_of(&key, &stored);
            if known.is_some_and(|known| known != hash) {
                return Err(Problem::ServerRolledBack);
            }
        }
        Ok(())
    }

    /// The server's store began a new life, as after a backup was restored. What this device made and the
    /// server lacks is sent again; what it has already, it takes for what it is.
    async fn begin_again(&self) -> Result<(), Problem> {
        let device = self.with(|s| Ok(s.ring.device.device()))?;
        let mut batch = Batch::default();
        for (key, bytes) in self.scan_all(names::STATEMENTS).await? {
            let Ok(statement) =
                codec::decode::<amanat_protocol::statement::Statement>(&bytes, MAX_BODY)
            else {
                continue;
            };
            let Ok(header) = statement.header.claim() else {
                continue;
            };
            if header.device == device {
                let circle = circle_of_key(&key, names::STATEMENTS);
                batch.put(
                    format!("{}{circle}/{:016x}", names::UNSENT_STATEMENTS, header.n),
                    bytes,
                );
            }
        }
        for (key, bytes) in self.scan_all(names::ENTRIES).await? {
            let Ok(entry) = codec::decode::<amanat_protocol::entry::Entry>(&bytes, MAX_BODY) else {
                continue;
            };
            let Ok(header) = entry.header.claim() else {
                continue;
            };
            if header.device == device {
                let circle = circle_of_key(&key, names::ENTRIES);
                batch.put(
                    format!("{}{circle}/{:016x}", names::UNSENT_ENTRIES, header.seq),
                    Vec::new(),
                );
            }
        }
        self.with(|s| {
            s.marks.cursor = None;
            s.ring.stored.bundle_due = true;
            s.stage(&mut batch);
            Ok(())
        })?;
        self.apply(batch, Durability::Strict).await?;
        self.reload().await
    }

    /// Reads everything from the store again, with the key in memory.
    pub(crate) async fn reload(&self) -> Result<(), Problem> {
        let secret = self.with(|s| Ok(s.locker.secret().clone()))?;
        let session = self.load(crate::locker::Locker::new(secret)).await?;
        self.inner.borrow_mut().session = Some(session);
        self.changed();
        Ok(())
    }
}

fn circle_of_key<'a>(key: &'a str, prefix: &str) -> &'a str {
    key.strip_prefix(prefix)
        .and_then(|t| t.split('/').next())
        .unwrap_or_default()
}
