//! Words typed into a field and not given yet: they survive locking, reloading and crashes on this device, and
//! never leave it.

use amanat_mentoring::begun::Begun;
use amanat_mentoring::id::ItemId;
use amanat_mentoring::item::MAX_FIELD;
use amanat_messages::{Done, Problem};
use serde::{Deserialize, Serialize};

use super::draft::too_long;
use crate::client::Client;
use crate::names;
use crate::ports::{Batch, Platform};
use crate::session::Session;

/// The stored form.
#[derive(Serialize, Deserialize)]
struct BegunV1 {
    field: Begun,
    text: String,
}

impl<P: Platform> Client<P> {
    /// Keeps what stands in a field. Acknowledged once it is durable.
    pub(crate) async fn keep_begun(&self, field: Begun, text: String) -> Result<Done, Problem> {
        if text.len() > MAX_FIELD {
            return Err(too_long(MAX_FIELD));
        }
        let name = names::begun(self.draw());
        self.write(|s| {
            let mut batch = Batch::default();
            if text.is_empty() {
                s.given(field, &mut batch);
                return Ok(batch);
            }
            let known = s.begun.get(&field).map(|(name, _)| name.clone());
            let name = known.unwrap_or(name);
            let stored = BegunV1 {
                field,
                text: text.clone(),
            };
            batch.put(name.clone(), s.locker.lock(&name, &stored));
            s.begun.insert(field, (name, text));
            Ok(batch)
        })
        .await?;
        Ok(Done::Ok)
    }

    pub(crate) async fn load_begun(&self, session: &mut Session) -> Result<(), Problem> {
        for (name, sealed) in self.scan_all(names::BEGUN).await? {
            match session.locker.unlock::<BegunV1>(&name, &sealed) {
                Some(BegunV1 { field, text }) => {
                    session.begun.insert(field, (name, text));
                }
                None => {
                    session.locked.insert(name);
                }
            }
        }
        Ok(())
    }
}

impl Session {
    /// What stood in a field was given, or thrown away: it waits no more.
    pub(crate) fn given(&mut self, field: Begun, batch: &mut Batch) {
        if let Some((name, text)) = self.begun.get_mut(&field) {
            // The name stays: should the batch fail, what is written next replaces that record, not a second one.
            batch.delete(name.clone());
            text.clear();
        }
    }

    /// An item has one text again: nothing about it waits to be decided.
    pub(crate) fn decided(&mut self, item: ItemId, batch: &mut Batch) {
        let about = |field: &Begun| matches!(field, Begun::Decision { item: i, .. } if *i == item);
        let fields: Vec<Begun> = self.begun.keys().copied().filter(about).collect();
        for field in fields {
            self.given(field, batch);
        }
    }

    /// All that waits. A decision waits only as long as there is something to decide.
    pub(crate) fn begun_words(&self) -> Vec<(Begun, String)> {
        let undecided = |item| {
            let found = self.portfolio.item(item);
            found.is_some_and(|found| found.reading.conflict.is_some())
        };
        let words = self.begun.iter();
        words
            .filter(|(field, (_, text))| match field {
                _ if text.is_empty() => false,
                Begun::Decision { item, .. } => undecided(*item),
                _ => true,
            })
            .map(|(field, (_, text))| (*field, text.clone()))
            .collect()
    }
}
