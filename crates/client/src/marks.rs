//! How far this device has come: never accept less than this, or other than this.

use std::collections::BTreeMap;

use amanat_mentoring::item::Millis;
use amanat_protocol::api::Cursor;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CircleId, DeviceKey};
use amanat_vault::control::Circle;
use serde::{Deserialize, Serialize};

/// High-water marks, stored in the same batch as what they count.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct MarksV1 {
    /// Where the last sync ended.
    pub cursor: Option<Cursor>,
    /// The circles, as their newest accepted statement leaves them, in the order they were made.
    pub circles: Vec<Circle>,
    /// The last accepted entry of each log.
    pub logs: BTreeMap<(CircleId, DeviceKey), LogMark>,
    /// When everything was last sent and fetched.
    pub last_sync: Option<Millis>,
    /// When the last recovery blob was sent.
    pub last_bundle: Option<Millis>,
}

/// The last accepted entry of a log.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct LogMark {
    pub seq: u64,
    pub hash: Hash,
    /// Sealed bytes of all its entries, for "what the server knows".
    pub bytes: u64,
}

impl MarksV1 {
    pub(crate) fn circle(&self, id: CircleId) -> Option<&Circle> {
        self.circles.iter().find(|c| c.id == id)
    }

    /// Puts a circle's new state in its place, or a new circle at the end.
    pub(crate) fn set_circle(&mut self, circle: Circle) {
        match self.circles.iter_mut().find(|c| c.id == circle.id) {
            Some(slot) => *slot = circle,
            None => self.circles.push(circle),
        }
    }

    pub(crate) fn advance(&mut self, log: (CircleId, DeviceKey), seq: u64, hash: Hash, bytes: u32) {
        let before = self.logs.get(&log).map_or(0, |m| m.bytes);
        self.logs.insert(
            log,
            LogMark {
                seq,
                hash,
                bytes: before + u64::from(bytes),
            },
        );
    }
}
