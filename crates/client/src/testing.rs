//! What no honest app does, for tests of what others do about it.

use amanat_messages::Problem;
use amanat_protocol::api::{self, AppendAnswer, AppendRequest};
use amanat_protocol::codec::Bytes;
use amanat_protocol::entry::Class;
use amanat_protocol::hash::Hash;
use amanat_vault::log::{self, Place, Words};

use crate::client::Client;
use crate::ports::Platform;

impl<P: Platform> Client<P> {
    /// Appends an entry with any operations at all to every circle of others that this device writes to,
    /// validly signed and sealed. Nothing of it is remembered here.
    ///
    /// # Errors
    /// As a sync.
    pub async fn misbehave(&self, operations: &[Vec<u8>], class: Class) -> Result<usize, Problem> {
        let entries = self.with(|s| {
            let me = s.me();
            let mut entries = Vec::new();
            for circle in &s.marks.circles {
                if circle.owner().is_none_or(|m| m.person == me) {
                    continue;
                }
                let mark = s.marks.logs.get(&(circle.id, s.ring.device.device()));
                let place = Place {
                    circle: circle.id,
                    seq: mark.map_or(0, |m| m.seq + 1),
                    prev: mark.map_or(Hash::ZERO, |m| m.hash),
                };
                let words = Words {
                    author: me,
                    identity_n: s.ring.identity.n,
                    control: (circle.n, circle.head),
                    seen: Vec::new(),
                    operations: operations.iter().cloned().map(Bytes).collect(),
                };
                let entry = log::make(place, &circle.epoch, &s.ring.device, class, words);
                entries.push(entry.map_err(|_| Problem::Fault)?);
            }
            Ok(entries)
        })?;
        let sent = entries.len();
        let request = AppendRequest {
            entries,
            cursor: None,
        };
        let _: AppendAnswer = self.post_as_device(api::ENTRIES, &request).await?;
        Ok(sent)
    }
}
