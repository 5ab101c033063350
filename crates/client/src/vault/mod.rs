//! Founding, restoring, unlocking, locking: the life of a vault on a device.

mod card;
mod found;
mod load;
mod lock;
mod passphrase;
mod restore;

pub(crate) use card::check_answers;
pub(crate) use load::hash_of;
pub(crate) use restore::Restore;

use amanat_mentoring::check::{check_name, clean_line};
use amanat_mentoring::item::MAX_NAME;
use amanat_messages::Problem;
use amanat_vault::passphrase::{LOG_N, LOG_N_SMALL};
use serde::Serialize;

use crate::names;
use crate::ports::Batch;
use crate::session::Session;

const fn work_factor(small_device: bool) -> u8 {
    if small_device { LOG_N_SMALL } else { LOG_N }
}

/// A name as it may be stored.
pub(crate) fn clean_name(name: &str) -> Result<String, Problem> {
    let name = clean_line(name);
    let max = u8::try_from(MAX_NAME).unwrap_or(u8::MAX);
    check_name(&name)
        .map(|()| name)
        .map_err(|_| Problem::NameInvalid { max })
}

impl Session {
    /// Puts keyring and marks into a batch.
    pub(crate) fn stage(&self, batch: &mut Batch) {
        self.put_sealed(names::KEYRING, &self.ring.stored, batch);
        self.stage_marks(batch);
    }

    /// Puts what is remembered of people and shared circles into a batch.
    pub(crate) fn stage_rooms(&self, batch: &mut Batch) {
        self.put_sealed(names::ROOMS, &self.rooms, batch);
    }

    /// Puts the marks into a batch.
    pub(crate) fn stage_marks(&self, batch: &mut Batch) {
        self.put_sealed(names::MARKS, &self.marks, batch);
    }

    /// Puts when entries came that did not open into a batch.
    pub(crate) fn stage_came(&self, batch: &mut Batch) {
        self.put_sealed(names::CAME, &self.came, batch);
    }

    /// Puts a record into a batch in place of what the batch has of it.
    fn put_sealed(&self, name: &str, value: &impl Serialize, batch: &mut Batch) {
        batch.puts.retain(|(key, _)| key != name);
        batch.put(name, self.locker.lock(name, value));
    }
}
