//! What was looked at here.

use amanat_mentoring::id::ItemId;
use amanat_messages::{Done, Problem};

use crate::client::Client;
use crate::ports::{Batch, Durability, Platform};
use crate::session::Session;

impl<P: Platform> Client<P> {
    /// An item of somebody else was opened.
    pub(crate) async fn opened(&self, item: ItemId) -> Result<Done, Problem> {
        self.note_seen(|s| s.rooms.opened.insert(item.0)).await
    }

    /// A notice need not be shown again.
    pub(crate) async fn dismiss(&self, notice: [u8; 16]) -> Result<Done, Problem> {
        self.note_seen(|s| {
            s.rooms.told.retain(|told| told.id != notice);
            s.rooms.dismissed.insert(notice)
        })
        .await
    }

    async fn note_seen(&self, note: impl FnOnce(&mut Session) -> bool) -> Result<Done, Problem> {
        // Lost with the power, it is only shown once more.
        self.change_with(Durability::Relaxed, |s| {
            let mut batch = Batch::default();
            if note(s) {
                s.stage_rooms(&mut batch);
            }
            Ok((batch, ()))
        })
        .await?;
        Ok(Done::Ok)
    }
}
