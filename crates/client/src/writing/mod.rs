//! Keeping words: drafts, parts, trash, going back, settling.
//!
//! Everything written is first a pending record, sealed to this device and durable before it is
//! acknowledged; the next sync makes entries of what is pending.

mod begun;
mod draft;
mod item;
mod part;

use amanat_mentoring::id::ItemId;
use amanat_mentoring::item::{Revision, Value};
use amanat_mentoring::portfolio::Place;
use amanat_messages::Problem;

use crate::client::Client;
use crate::names;
use crate::pending::Waiting;
use crate::ports::{Batch, Platform};
use crate::session::{Session, revision_id};

impl Session {
    /// Adds a fixed revision to what waits, and to what is shown.
    pub(crate) fn fix(&mut self, place: Place, revision: Revision, batch: &mut Batch) {
        let item = revision.item;
        let now = revision.at;
        self.book_mut(place)
            .insert(place, revision_id(&revision), revision.clone());
        let waiting = self
            .waiting
            .entry(item)
            .or_insert_with(|| Waiting::new(place, now));
        waiting.stored.fixed.push(revision);
        waiting.closed = true;
        self.stage_waiting(item, batch);
    }

    /// Fixes the draft of an item, so that what follows has it as parent.
    fn fix_draft(&mut self, item: ItemId, batch: &mut Batch) {
        let Some(waiting) = self.waiting.get_mut(&item) else {
            return;
        };
        let Some(draft) = waiting.stored.draft.take() else {
            return;
        };
        let place = waiting.stored.place;
        self.portfolio.set_draft(place, item, None);
        self.fix(place, draft, batch);
    }

    /// Puts what waits for an item into a batch.
    pub(crate) fn stage_waiting(&self, item: ItemId, batch: &mut Batch) {
        let key = names::pending(item);
        batch.puts.retain(|(k, _)| *k != key);
        if let Some(waiting) = self.waiting.get(&item) {
            let sealed = self.locker.lock(&key, &waiting.stored);
            batch.put(key, sealed);
        }
    }
}

impl<P: Platform> Client<P> {
    /// Writes a new value of an item over all its heads, the draft included.
    pub(crate) async fn write_value(
        &self,
        item: ItemId,
        value: impl FnOnce(&mut Session) -> Result<Value, Problem>,
    ) -> Result<(), Problem> {
        let now = self.platform.now();
        self.write(|s| {
            let place = s.place_of_item(item).ok_or(Problem::NotFound)?;
            let value = value(s)?;
            let mut batch = Batch::default();
            s.fix_draft(item, &mut batch);
            let parents = s
                .portfolio
                .item(item)
                .map(|i| i.reading.heads)
                .unwrap_or_default();
            s.fix(
                place,
                Revision {
                    item,
                    parents,
                    at: now,
                    value,
                },
                &mut batch,
            );
            s.decided(item, &mut batch);
            Ok(batch)
        })
        .await
        .map(drop)
    }
}
