//! What the server knows: all that is on the wire in clear, counted on this device.

use amanat_messages::{CircleKnown, Knowledge};
use amanat_vault::fingerprint;

use crate::session::Session;

impl Session {
    pub(super) fn knowledge(&mut self, origin: &str) -> Knowledge {
        let names = self.portfolio.parts();
        let circles = self.marks.circles.iter().map(|circle| {
            let logs = self.marks.logs.iter().filter(|((c, _), _)| *c == circle.id);
            let sent = logs.clone().map(|((c, d), m)| {
                let own = *d == self.ring.device.device();
                let waiting = self.unsent.keys().filter(|(uc, _)| own && uc == c).count();
                (m.seq + 1).saturating_sub(u64::try_from(waiting).unwrap_or(0))
            });
            let part = self.place_of(circle).part();
            let name = names
                .iter()
                .find(|p| Some(p.part) == part)
                .map(|p| p.name.clone());
            CircleKnown {
                circle: circle.id.hex(),
                name: name.unwrap_or_default(),
                members: u32::try_from(circle.table.len()).unwrap_or(u32::MAX),
                entries: u32::try_from(sent.sum::<u64>()).unwrap_or(u32::MAX),
                bytes: logs.map(|(_, m)| m.bytes).sum(),
            }
        });
        Knowledge {
            server: origin.to_owned(),
            person: self.ring.stored.person.hex(),
            fingerprint: fingerprint::of(self.ring.stored.person),
            device: self.ring.device.device().hex(),
            devices: self.devices(),
            circles: circles.collect(),
        }
    }
}
