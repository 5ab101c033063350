//! Fetching: everything the server shows after the cursor, verified, then stored with the marks it moves.

use amanat_messages::Problem;
use amanat_protocol::api::{self, Record, SyncAnswer, SyncRequest};
use amanat_protocol::codec;
use amanat_protocol::limits::MAX_BODY;

use super::call::CallError;
use super::page::{Afterwards, Page};
use crate::client::Client;
use crate::names;
use crate::ports::{Batch, Durability, Platform, Store};
use crate::problem;
use crate::session::Session;
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
                    let now = self.platform.now();
                    let then = self.change_with(Durability::Strict, |s| {
                        let page = Page::verify(s, records, cursor)?;
                        news |= page.news;
                        page.commit(s, now)
                    });
                    self.afterwards(then.await?).await?;
                    if !more {
                        return Ok(news);
                    }
                }
            }
        }
    }

    /// What has to follow once a page is stored.
    pub(super) async fn afterwards(&self, then: Afterwards) -> Result<(), Problem> {
        if self.untangle(then.tangled).await? || !then.again {
            return Ok(());
        }
        self.reload().await
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
        self.change(|s| {
            s.marks.cursor = None;
            s.ring.stored.bundle_due = true;
            s.stage(&mut batch);
            Ok(batch)
        })
        .await?;
        self.reload().await
    }

    /// Reads everything from the store again, with the key in memory. Whoever writes meanwhile waits, or the
    /// words would be on the disk and not here.
    pub(crate) async fn reload(&self) -> Result<(), Problem> {
        let _writing = self.writing.lock().await;
        self.reload_held().await
    }

    /// As [`Self::reload`], for who holds `writing`.
    pub(super) async fn reload_held(&self) -> Result<(), Problem> {
        let secret = self.with(|s| Ok(s.locker.secret().clone()))?;
        let mut new = self.load(crate::locker::Locker::new(secret)).await?;
        let mut inner = self.inner.borrow_mut();
        // Locked meanwhile: then it stays locked.
        let old = inner.session.take().ok_or(Problem::Locked)?;
        new.keep_from(old);
        inner.session = Some(new);
        drop(inner);
        self.changed();
        Ok(())
    }
}

impl Session {
    /// Takes over what no store holds.
    fn keep_from(&mut self, old: Session) {
        for (item, waiting) in &mut self.waiting {
            if let Some(had) = old.waiting.get(item) {
                waiting.closed = had.closed;
                waiting.touched = had.touched;
            }
        }
        self.reserved = old.reserved;
        self.tangles.settling = old.tangles.settling;
        self.tangles.refused = old.tangles.refused;
        self.tangles.stuck = old.tangles.stuck;
        self.bearer = old.bearer;
        self.marks.last_sync = old.marks.last_sync;
    }
}

fn circle_of_key<'a>(key: &'a str, prefix: &str) -> &'a str {
    key.strip_prefix(prefix)
        .and_then(|t| t.split('/').next())
        .unwrap_or_default()
}
