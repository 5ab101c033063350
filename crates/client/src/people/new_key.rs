//! A newer encryption key, as after a device was removed: everybody known is told, so that their circles are
//! handed to it.

use amanat_messages::Problem;
use amanat_protocol::id::PersonId;
use amanat_vault::letter::{Body, Introduced};

use super::papers::address;
use crate::client::Client;
use crate::ports::{Batch, Platform};
use crate::session::Session;

impl<P: Platform> Client<P> {
    /// Tells everybody known of this person's newest key, once, and not before the card opens what is sealed to it.
    pub(crate) async fn tell_new_key(&self) -> Result<(), Problem> {
        let unsafe_yet = self.with(|s| {
            let newest = s.ring.identity.statement.pek_generation;
            Ok(s.rooms.told_pek < newest && s.ring.stored.bundle_due)
        })?;
        if unsafe_yet {
            self.leave_bundle().await?;
        }
        let now = self.platform.now();
        self.change(|s| {
            let mut batch = Batch::default();
            let newest = s.ring.identity.statement.pek_generation;
            let Some(role) = s.programme().map(|p| p.role) else {
                return Ok(batch);
            };
            if s.rooms.told_pek >= newest {
                return Ok(batch);
            }
            let myself = s.myself(role)?;
            let contacts: Vec<_> = s.directory.contacts.values().cloned().collect();
            for contact in contacts {
                let body = Body::NewKey(Box::new(myself.clone()));
                s.write_letter(address(&contact), body, now, &mut batch)?;
            }
            s.rooms.told_pek = newest;
            s.stage_rooms(&mut batch);
            Ok(batch)
        })
        .await
        .map(drop)
    }
}

impl Session {
    /// Takes somebody's newer key, if their chain goes on from what is pinned and commits to it.
    pub(super) fn read_new_key(
        &mut self,
        who: &Introduced,
        from: PersonId,
        now: u64,
        batch: &mut Batch,
    ) {
        let kept = self.directory.kept_in.get(&from).map(|(place, _)| *place);
        if let (true, Some(place)) = (who.person == from, kept) {
            self.meet(place, who, from, now, batch);
        }
    }
}
