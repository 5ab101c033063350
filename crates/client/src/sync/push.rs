//! Sending: statements, then entries made of what is pending.

use amanat_mentoring::operation::Operation;
use amanat_mentoring::portfolio::Place;
use amanat_messages::Problem;
use amanat_protocol::api::{
    self, AppendAnswer, AppendRequest, Appended, StatementAnswer, StatementRequest,
};
use amanat_protocol::codec::{self, Bytes};
use amanat_protocol::entry::{Class, Entry};
use amanat_protocol::hash::Hash;
use amanat_protocol::id::CircleId;
use amanat_protocol::limits::MAX_APPEND;
use amanat_vault::log::{self, Place as LogPlace, Words};

use super::call::CallError;
use crate::client::Client;
use crate::names;
use crate::ports::{Batch, Durability, Platform};
use crate::session::{Session, Unsent, revision_id};

/// Operations of one entry stop here, so that with its frame it fits the largest legal length.
const ENTRY_BYTES: usize = 920 * 1024;
/// One append stops here, well under the body limit.
const APPEND_BYTES: usize = 1024 * 1024;

impl<P: Platform> Client<P> {
    /// Sends everything. `Some(true)`: the server says nothing else happened, so no fetch is needed.
    pub(crate) async fn push(&self) -> Result<Option<bool>, Problem> {
        let mut current = self.push_statements().await?;
        let now = self.platform.now();
        let batch = self.with(|s| s.make_entries(now))?;
        if !batch.is_empty()
            && let Err(problem) = self.apply(batch, Durability::Strict).await
        {
            // Nothing of it is on the disk, so nothing of it was ever sent: back to what is.
            self.reload().await?;
            return Err(problem);
        }
        loop {
            let (entries, cursor) = self.with(|s| Ok((s.next_append(), s.marks.cursor)))?;
            if entries.is_empty() {
                return Ok(current);
            }
            let request = AppendRequest { entries, cursor };
            let answer: AppendAnswer = self.post_as_device(api::ENTRIES, &request).await?;
            if answer.results.len() != request.entries.len() {
                return Err(Problem::ServerNonsense);
            }
            self.count(request.entries.len());
            let (batch, first_refusal) =
                self.with(|s| Ok(s.acknowledge(&request.entries, &answer)))?;
            self.apply(batch, Durability::Strict).await?;
            current = Some(answer.cursor.is_some());
            if let Some((entry, refusal)) = first_refusal {
                self.settle_refusal(&entry, refusal).await?;
                return Ok(Some(false));
            }
        }
    }

    async fn push_statements(&self) -> Result<Option<bool>, Problem> {
        let mut current = None;
        loop {
            let next = self.with(|s| {
                let first = s.unsent_statements.first_key_value();
                Ok(first.map(|(key, st)| (*key, st.clone(), s.marks.cursor)))
            })?;
            let Some(((circle, n), statement, cursor)) = next else {
                return Ok(current);
            };
            let request = StatementRequest { statement, cursor };
            let answer: Result<StatementAnswer, CallError> =
                self.post_as_device(api::STATEMENTS, &request).await;
            let cursor = answer?.cursor;
            self.count(1);
            let batch = self.with(|s| {
                s.unsent_statements.remove(&(circle, n));
                let mut batch = Batch::default();
                batch.delete(names::unsent_statement(circle, n));
                if cursor.is_some() {
                    s.marks.cursor = cursor;
                    s.stage_marks(&mut batch);
                }
                Ok(batch)
            })?;
            self.apply(batch, Durability::Strict).await?;
            current = Some(cursor.is_some() && current != Some(false));
        }
    }

    async fn settle_refusal(&self, entry: &Entry, refusal: Appended) -> Result<(), Problem> {
        let header = entry.header.claim().map_err(|_| Problem::Fault)?;
        match refusal {
            Appended::Stored => Ok(()),
            Appended::Quota => Err(Problem::QuotaReached),
            Appended::Invalid => Err(Problem::ServerNonsense),
            Appended::NoAccess => Err(Problem::ServerRefused),
            // The server has less than it acknowledged: it gets the rest again, byte for byte.
            Appended::NotNext { head } if head.is_none_or(|(seq, _)| seq < header.seq) => {
                self.send_again(
                    header.circle,
                    head.map_or(0, |(seq, _)| seq + 1),
                    header.seq,
                )
                .await
            }
            // It has something else in this place: a copy of this device wrote there. Those bytes are
            // burned; the words go into the next entry, after what is there has been fetched.
            Appended::NotNext { .. } => self.write_again(header.circle).await,
        }
    }

    async fn send_again(&self, circle: CircleId, from: u64, to: u64) -> Result<(), Problem> {
        let mut batch = Batch::default();
        for seq in from..to {
            batch.put(names::unsent_entry(circle, seq), Vec::new());
        }
        self.apply(batch, Durability::Strict).await?;
        self.reload().await
    }

    async fn write_again(&self, circle: CircleId) -> Result<(), Problem> {
        let batch = self.with(|s| Ok(s.withdraw(circle)))?;
        self.apply(batch, Durability::Strict).await?;
        self.reload().await
    }
}

impl Session {
    /// Makes entries of everything that is ready, and stages them with the marks they move. From here on
    /// their bytes are fixed.
    fn make_entries(&mut self, now: u64) -> Result<Batch, Problem> {
        let mut batch = Batch::default();
        let ready: Vec<_> = self
            .waiting
            .iter()
            .filter(|(_, w)| w.ready(now))
            .map(|(item, _)| *item)
            .collect();
        let mut places: Vec<Place> = Vec::new();
        for item in &ready {
            if let Some(w) = self.waiting.get(item)
                && !places.contains(&w.stored.place)
            {
                places.push(w.stored.place);
            }
        }
        for place in places {
            let items = ready.iter().copied();
            let items: Vec<_> = items
                .filter(|i| self.waiting.get(i).is_some_and(|w| w.stored.place == place))
                .collect();
            let mut operations: Vec<Bytes> = Vec::new();
            let mut named = Vec::new();
            for item in items {
                let Some(waiting) = self.waiting.remove(&item) else {
                    continue;
                };
                batch.delete(names::pending(item));
                let stored = waiting.stored;
                self.portfolio.set_draft(place, item, None);
                for revision in stored.fixed.into_iter().chain(stored.draft) {
                    self.portfolio
                        .insert(place, revision_id(&revision), revision.clone());
                    let bytes = codec::encode(&Operation::Revise(revision));
                    let so_far: usize = operations.iter().map(|o| o.0.len() + 4).sum();
                    if !operations.is_empty() && so_far + bytes.len() > ENTRY_BYTES {
                        self.make_entry(place, &mut operations, &mut named, &mut batch)?;
                    }
                    operations.push(Bytes(bytes));
                    named.push(item);
                }
            }
            self.make_entry(place, &mut operations, &mut named, &mut batch)?;
        }
        if !batch.is_empty() {
            self.stage_marks(&mut batch);
        }
        Ok(batch)
    }

    fn make_entry(
        &mut self,
        place: Place,
        operations: &mut Vec<Bytes>,
        items: &mut Vec<amanat_mentoring::id::ItemId>,
        batch: &mut Batch,
    ) -> Result<(), Problem> {
        if operations.is_empty() {
            return Ok(());
        }
        let circle = self.circle_for(place).ok_or(Problem::Fault)?.clone();
        let log = (circle.id, self.ring.device.device());
        let mark = self.marks.logs.get(&log);
        let at = LogPlace {
            circle: circle.id,
            seq: mark.map_or(0, |m| m.seq + 1),
            prev: mark.map_or(Hash::ZERO, |m| m.hash),
        };
        let words = Words {
            author: self.ring.stored.person,
            identity_n: self.ring.identity.n,
            control: (circle.n, circle.head),
            seen: self.seen(circle.id),
            operations: core::mem::take(operations),
        };
        let entry = log::make(at, &circle.epoch, &self.ring.device, Class::Content, words)
            .map_err(|_| Problem::Fault)?;
        let length = u32::try_from(entry.payload.0.len()).map_err(|_| Problem::Fault)?;
        self.marks.advance(log, at.seq, entry.header.hash(), length);
        batch.put(names::entry(log.0, log.1, at.seq), codec::encode(&entry));
        batch.put(names::unsent_entry(circle.id, at.seq), Vec::new());
        let unsent = Unsent {
            entry,
            items: core::mem::take(items),
        };
        self.unsent.insert((circle.id, at.seq), unsent);
        self.since_snapshot += 1;
        Ok(())
    }

    /// Heads of the other devices' logs in a circle.
    fn seen(&self, circle: CircleId) -> Vec<log::Seen> {
        let me = self.ring.device.device();
        let logs = self
            .marks
            .logs
            .iter()
            .filter(|((c, d), _)| *c == circle && *d != me);
        let seen = logs.map(|((_, device), m)| log::Seen {
            device: *device,
            seq: m.seq,
            hash: m.hash,
        });
        seen.take(log::MAX_SEEN).collect()
    }

    /// The next entries to send, in the order of each log.
    fn next_append(&self) -> Vec<Entry> {
        let mut bytes = 0;
        let fits = |unsent: &&Unsent| {
            bytes += unsent.entry.payload.0.len();
            bytes <= APPEND_BYTES || bytes == unsent.entry.payload.0.len()
        };
        self.unsent
            .values()
            .take_while(fits)
            .take(MAX_APPEND)
            .map(|u| u.entry.clone())
            .collect()
    }

    /// Strikes off what the server has; returns the first it does not want.
    fn acknowledge(
        &mut self,
        sent: &[Entry],
        answer: &AppendAnswer,
    ) -> (Batch, Option<(Entry, Appended)>) {
        let mut batch = Batch::default();
        let mut refused = None;
        for (entry, result) in sent.iter().zip(&answer.results) {
            let Ok(header) = entry.header.claim() else {
                continue;
            };
            if *result == Appended::Stored {
                self.unsent.remove(&(header.circle, header.seq));
                batch.delete(names::unsent_entry(header.circle, header.seq));
            } else if refused.is_none() {
                refused = Some((entry.clone(), *result));
            }
        }
        if answer.cursor.is_some() {
            self.marks.cursor = answer.cursor;
            self.stage_marks(&mut batch);
        }
        (batch, refused)
    }

    /// Takes the words of unsent entries of a log back into what waits, and the log back to what was
    /// acknowledged.
    fn withdraw(&mut self, circle: CircleId) -> Batch {
        let mut batch = Batch::default();
        let device = self.ring.device.device();
        let keys: Vec<u64> = self
            .unsent
            .keys()
            .filter(|(c, _)| *c == circle)
            .map(|(_, seq)| *seq)
            .collect();
        let Some(first) = keys.first().copied() else {
            return batch;
        };
        for seq in keys {
            let Some(unsent) = self.unsent.remove(&(circle, seq)) else {
                continue;
            };
            batch.delete(names::unsent_entry(circle, seq));
            batch.delete(names::entry(circle, device, seq));
            let Ok(header) = unsent.entry.header.claim() else {
                continue;
            };
            let Some(key) = self.ring.epoch(circle, header.epoch) else {
                continue;
            };
            let Ok(payload) = log::open(&unsent.entry, &header, &key.secret) else {
                continue;
            };
            let Some(place) = self
                .marks
                .circle(circle)
                .and_then(|c| crate::session::place_of(c.kind))
            else {
                continue;
            };
            for bytes in payload.operations {
                if let Ok(Operation::Revise(revision)) = codec::decode(&bytes.0, ENTRY_BYTES * 2) {
                    self.fix(place, revision, &mut batch);
                }
            }
            if header.seq == first {
                let before = self
                    .marks
                    .logs
                    .get(&(circle, device))
                    .map_or(0, |m| m.bytes);
                if first == 0 {
                    self.marks.logs.remove(&(circle, device));
                } else {
                    let mark = crate::marks::LogMark {
                        seq: first - 1,
                        hash: header.prev,
                        bytes: before.saturating_sub(u64::from(header.payload_len)),
                    };
                    self.marks.logs.insert((circle, device), mark);
                }
            }
        }
        // What stands there now comes with a fetch from the beginning.
        self.marks.cursor = None;
        self.stage_marks(&mut batch);
        batch
    }
}
