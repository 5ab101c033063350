//! Taking a part back.

use amanat_mentoring::fact::{Fact, Grant};
use amanat_mentoring::id::ItemId;
use amanat_mentoring::portfolio::Place;
use amanat_messages::{Done, Problem};

use crate::client::Client;
use crate::ports::{Batch, Platform};

impl<P: Platform> Client<P> {
    /// Writes down that it ended. The next sync removes the reader with a new epoch; until the server has
    /// that, nothing new in the part leaves this device. It needs nothing of the reader, and re-encrypts
    /// nothing.
    pub(crate) async fn take_back(&self, grant: ItemId) -> Result<Done, Problem> {
        let now = self.platform.now();
        self.write(|s| {
            let mut grants = s.directory.grants.iter();
            let found = grants.find(|(item, _)| *item == grant).map(|(_, g)| *g);
            let found = found.ok_or(Problem::NotFound)?;
            let mut batch = Batch::default();
            if found.ended.is_none() {
                let ended = Grant {
                    ended: Some(now),
                    ..found
                };
                s.keep(Place::Own, grant, Fact::Grant(ended), now, &mut batch);
            }
            Ok(batch)
        })
        .await?;
        Ok(Done::Ok)
    }
}
