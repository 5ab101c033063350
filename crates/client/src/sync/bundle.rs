//! Leaving what a restore needs under the card's locator.

use amanat_messages::Problem;
use amanat_protocol::api::{self, RecoveryRequest};
use amanat_protocol::codec::Bytes;
use amanat_vault::recovery::{self, RecoveryBundle, StoredPek};

use crate::client::Client;
use crate::ports::{Batch, Platform};
use crate::session::Session;

/// Marks are refreshed this often, if they moved.
const DAILY: u64 = 24 * 60 * 60 * 1000;

impl<P: Platform> Client<P> {
    pub(crate) async fn leave_bundle(&self) -> Result<(), Problem> {
        let now = self.platform.now();
        let due = self.with(|s| {
            let old = s.marks.last_bundle.is_none_or(|t| now.abs_diff(t) > DAILY);
            if !s.ring.stored.bundle_due && !old {
                return Ok(None);
            }
            let bundle = s.bundle(now);
            let blob = recovery::make(&bundle, &s.ring.device, &s.ring.stored.card_recipient)
                .map_err(|_| Problem::Fault)?;
            Ok(Some((s.ring.stored.locator, blob)))
        })?;
        let Some((locator, blob)) = due else {
            return Ok(());
        };
        let path = format!("{}/{}", api::RECOVERY, locator.hex());
        let (): () = self
            .post_as_device(&path, &RecoveryRequest { blob: Bytes(blob) })
            .await?;
        self.change(|s| {
            s.ring.stored.bundle_due = false;
            s.marks.last_bundle = Some(now);
            let mut batch = Batch::default();
            s.stage(&mut batch);
            Ok(batch)
        })
        .await
        .map(drop)
    }
}

impl Session {
    fn bundle(&self, now: u64) -> RecoveryBundle {
        let acknowledged = |circle, seq| !self.unsent.contains_key(&(circle, seq));
        let me = self.ring.device.device();
        RecoveryBundle {
            person: self.ring.stored.person,
            device: me,
            at: now,
            identity: self.ring.stored.identity.clone(),
            peks: self.ring.peks.iter().map(StoredPek::from).collect(),
            // Others may have taken theirs back meanwhile: only what is this person's own must be there.
            circles: self
                .marks
                .circles
                .iter()
                .filter(|c| self.owns(c))
                .map(|c| (c.id, c.n, c.head))
                .collect(),
            logs: self
                .marks
                .logs
                .iter()
                .filter(|((circle, device), m)| *device != me || acknowledged(*circle, m.seq))
                .filter(|((circle, _), _)| {
                    let owner = self.marks.circle(*circle).and_then(|c| c.owner());
                    owner.is_some_and(|m| m.person == self.me())
                })
                .map(|((circle, device), m)| (*circle, *device, m.seq, m.hash))
                .collect(),
        }
    }
}
