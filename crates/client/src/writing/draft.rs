//! Saving what is being typed.

use amanat_mentoring::check::ContentError;
use amanat_mentoring::id::{ItemId, PartId};
use amanat_mentoring::item::{Content, MAX_FIELD, MAX_TAGS, Revision, Value};
use amanat_messages::{Done, Problem};
use amanat_protocol::codec;

use crate::client::Client;
use crate::pending::Waiting;
use crate::ports::{Batch, Platform};

/// The longest revision that fits one entry, encoded, with room for what surrounds it.
const MAX_REVISION: usize = 900 * 1024;

impl<P: Platform> Client<P> {
    /// Reserves an item. Nothing is stored before its first word.
    pub(crate) fn create_item(&self, part: Option<PartId>) -> Result<Done, Problem> {
        let item = ItemId(self.draw());
        self.with_writable(|s| {
            let part = part.or_else(|| s.first_part()).ok_or(Problem::NotFound)?;
            let place = s.newest_place(part).ok_or(Problem::NotFound)?;
            s.reserved.insert(item, place);
            Ok(Done::Created(item))
        })
    }

    /// Keeps the text of an item being written. Acknowledged once it is durable.
    pub(crate) async fn save_draft(
        &self,
        item: ItemId,
        number: u64,
        mut content: Content,
    ) -> Result<Done, Problem> {
        content.normalize();
        content.validate().map_err(refused)?;
        let now = self.platform.now();
        self.write(|s| {
            // A page that outlived its worker writes under the id it was given: its words are kept.
            let place = s
                .place_of_item(item)
                .or_else(|| s.newest_place(s.first_part()?));
            let place = place.ok_or(Problem::NotFound)?;
            let reading = s.portfolio.item(item);
            let heads = reading.map(|i| i.reading.heads).unwrap_or_default();
            let waiting = s.waiting.get(&item).and_then(|w| w.stored.draft.as_ref());
            // The draft stands on the heads it was begun on: what arrived meanwhile is joined, not hidden.
            let parents = waiting.map_or(heads, |draft| draft.parents.clone());
            let revision = Revision {
                item,
                parents,
                at: now,
                value: Value::Reflection(content),
            };
            if codec::encode(&revision).len() > MAX_REVISION {
                return Err(too_long(MAX_REVISION));
            }
            let waiting = s
                .waiting
                .entry(item)
                .or_insert_with(|| Waiting::new(place, now));
            waiting.stored.draft = Some(revision.clone());
            waiting.closed = false;
            waiting.touched = now;
            s.portfolio.set_draft(place, item, Some(revision));
            let mut batch = Batch::default();
            s.stage_waiting(item, &mut batch);
            Ok(batch)
        })
        .await?;
        Ok(Done::Saved { number })
    }

    /// Editing has ended: the next sync may send it. A save that was asked for before comes first.
    pub(crate) async fn close_item(&self, item: ItemId) -> Result<Done, Problem> {
        let _writing = self.writing.lock().await;
        self.with(|s| {
            if let Some(waiting) = s.waiting.get_mut(&item) {
                waiting.closed = true;
            }
            s.reserved.remove(&item);
            Ok(Done::Ok)
        })
    }
}

pub(super) fn refused(error: ContentError) -> Problem {
    match error {
        ContentError::TooManyTags { .. } => Problem::TooManyTags {
            max: u8::try_from(MAX_TAGS).unwrap_or(u8::MAX),
        },
        _ => too_long(MAX_FIELD),
    }
}

pub(super) fn too_long(limit: usize) -> Problem {
    Problem::TooLong {
        limit_kb: u32::try_from(limit / 1024).unwrap_or(u32::MAX),
    }
}
