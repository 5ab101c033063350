//! Unlocking, and changing the passphrase.

use amanat_messages::{Done, Problem};
use amanat_vault::passphrase::{LOG_N, make_slot, open_slot, work_factor};

use crate::client::Client;
use crate::locker::Locker;
use crate::names;
use crate::ports::{Batch, Durability, Platform, Store};
use crate::problem;

impl<P: Platform> Client<P> {
    pub(crate) async fn unlock(&self, passphrase: &str) -> Result<Done, Problem> {
        let _chain = self.chain.lock().await;
        if self.inner.borrow().session.is_some() {
            return Ok(Done::Ok);
        }
        let slot = self.slot().await?;
        let unlock = open_slot(&slot, passphrase).map_err(problem::passphrase)?;
        let session = self.load(Locker::new(unlock)).await?;
        self.inner.borrow_mut().session = Some(session);
        Ok(Done::Ok)
    }

    pub(crate) async fn change_passphrase(
        &self,
        current: &str,
        new: &str,
    ) -> Result<Done, Problem> {
        let _chain = self.chain.lock().await;
        let old = self.slot().await?;
        let unlock = open_slot(&old, current).map_err(problem::passphrase)?;
        let log_n = work_factor(&old).unwrap_or(LOG_N);
        let slot = make_slot(&unlock, new, log_n).map_err(problem::passphrase)?;
        let mut batch = Batch::default();
        batch.put(names::SLOT, slot);
        self.apply(batch, Durability::Strict).await?;
        Ok(Done::Ok)
    }

    async fn slot(&self) -> Result<Vec<u8>, Problem> {
        let slot = self
            .platform
            .store()
            .get(names::SLOT)
            .await
            .map_err(problem::storage)?;
        slot.ok_or(Problem::NothingHere)
    }
}
