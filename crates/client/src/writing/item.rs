//! Trash and back, older revisions, conflicts.

use amanat_mentoring::id::{ItemId, RevisionId};
use amanat_mentoring::item::{Content, Value};
use amanat_messages::{Done, Problem};

use super::draft::refused;
use crate::client::Client;
use crate::ports::Platform;
use crate::session::Session;

impl<P: Platform> Client<P> {
    pub(crate) async fn trash(&self, item: ItemId) -> Result<Done, Problem> {
        self.write_value(item, |_| Ok(Value::Trashed)).await?;
        Ok(Done::Ok)
    }

    pub(crate) async fn untrash(&self, item: ItemId) -> Result<Done, Problem> {
        self.write_value(item, |s| Ok(Value::Reflection(content(s, item)?)))
            .await?;
        Ok(Done::Ok)
    }

    pub(crate) async fn revert(&self, item: ItemId, revision: RevisionId) -> Result<Done, Problem> {
        self.write_value(item, |s| {
            let place = s.place_of_item(item).ok_or(Problem::NotFound)?;
            let history = s.portfolio.history(place, item).ok_or(Problem::NotFound)?;
            match history.get(revision).map(|r| &r.value) {
                Some(value @ Value::Reflection(_)) => Ok(value.clone()),
                _ => Err(Problem::NotFound),
            }
        })
        .await?;
        Ok(Done::Ok)
    }

    pub(crate) async fn settle(&self, item: ItemId, mut content: Content) -> Result<Done, Problem> {
        content.normalize();
        content.validate().map_err(refused)?;
        self.write_value(item, |_| Ok(Value::Reflection(content)))
            .await?;
        Ok(Done::Ok)
    }
}

/// The text an item has now, in the trash or out of it.
fn content(s: &Session, item: ItemId) -> Result<Content, Problem> {
    let found = s.portfolio.item(item).ok_or(Problem::NotFound)?;
    found.reading.content().cloned().ok_or(Problem::NotFound)
}
