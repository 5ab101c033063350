//! Taking back what was made and cannot be sent as it is.

use amanat_mentoring::operation::Operation;
use amanat_protocol::codec;
use amanat_protocol::entry::Class;
use amanat_protocol::id::CircleId;
use amanat_vault::log;

use super::making::ENTRY_BYTES;
use crate::names;
use crate::ports::Batch;
use crate::session::Session;

impl Session {
    /// Takes the words of unsent entries of a log back into what waits, and the log back to what was
    /// acknowledged.
    pub(super) fn withdraw(&mut self, circle: CircleId) -> Batch {
        let mut batch = Batch::default();
        let device = self.ring.device.device();
        let keys: Vec<u64> = self
            .unsent
            .keys()
            .filter(|(c, _)| *c == circle)
            .map(|(_, seq)| *seq)
            .collect();
        let Some(first) = keys.first().copied() else {
            return batch;
        };
        for seq in keys {
            let Some(unsent) = self.unsent.remove(&(circle, seq)) else {
                continue;
            };
            batch.delete(names::unsent_entry(circle, seq));
            batch.delete(names::entry(circle, device, seq));
            let Ok(header) = unsent.entry.header.claim() else {
                continue;
            };
            let opened = self
                .ring
                .epoch(circle, header.epoch)
                .find_map(|key| log::open(&unsent.entry, &header, &key.secret).ok());
            let Some(payload) = opened else {
                continue;
            };
            let Some(place) = self.marks.circle(circle).map(|c| self.place_of(c)) else {
                continue;
            };
            // What is said for newcomers, and that one is alive, is said again.
            if let Some(room) = self.rooms.rooms.get_mut(&circle) {
                room.checkpoint_due |= header.class == Class::Checkpoint;
                room.said_alive = None;
            }
            for bytes in payload.operations {
                if let Ok(Operation::Revise(revision)) = codec::decode(&bytes.0, ENTRY_BYTES * 2) {
                    self.fix(place, revision, &mut batch);
                }
            }
            if header.seq == first {
                let before = self
                    .marks
                    .logs
                    .get(&(circle, device))
                    .map_or(0, |m| m.bytes);
                if first == 0 {
                    self.marks.logs.remove(&(circle, device));
                } else {
                    let mark = crate::marks::LogMark {
                        seq: first - 1,
                        hash: header.prev,
                        bytes: before.saturating_sub(u64::from(header.payload_len)),
                    };
                    self.marks.logs.insert((circle, device), mark);
                }
            }
        }
        // What stands there now comes with a fetch from the beginning.
        self.marks.cursor = None;
        self.stage_marks(&mut batch);
        self.stage_rooms(&mut batch);
        batch
    }
}
