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
        batch.puts.retain(|(key, _)| key != names::KEYRING);
        batch.put(
            names::KEYRING,
            self.locker.lock(names::KEYRING, &self.ring.stored),
        );
        self.stage_marks(batch);
    }

    /// Puts what is remembered of people and shared circles into a batch.
    pub(crate) fn stage_rooms(&self, batch: &mut Batch) {
        batch.puts.retain(|(key, _)| key != names::ROOMS);
        batch.put(names::ROOMS, self.locker.lock(names::ROOMS, &self.rooms));
    }

    /// Puts the marks into a batch.
    pub(crate) fn stage_marks(&self, batch: &mut Batch) {
        batch.puts.retain(|(key, _)| key != names::MARKS);
        batch.put(names::MARKS, self.locker.lock(names::MARKS, &self.marks));
    }
}
