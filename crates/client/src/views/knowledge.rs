//! What the server knows: all that is on the wire in clear, counted on this device.

use amanat_messages::{CircleKnown, Knowledge};
use amanat_vault::circle::CircleKind;
use amanat_vault::control::Circle;
use amanat_vault::fingerprint;

use crate::session::Session;

impl Session {
    pub(super) fn knowledge(&mut self, origin: &str) -> Knowledge {
        let names: Vec<String> = self
            .marks
            .circles
            .clone()
            .iter()
            .map(|c| self.circle_name(c))
            .collect();
        let circles = self.marks.circles.iter().zip(names).map(|(circle, name)| {
            let logs = self.marks.logs.iter().filter(|((c, _), _)| *c == circle.id);
            let sent = logs.clone().map(|((c, d), m)| {
                let own = *d == self.ring.device.device();
                let waiting = self.unsent.keys().filter(|(uc, _)| own && uc == c).count();
                (m.seq + 1).saturating_sub(u64::try_from(waiting).unwrap_or(0))
            });
            CircleKnown {
                circle: circle.id.hex(),
                name,
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

    /// What this person calls a circle: its part, with whose it is; else who is in it, or the programme.
    fn circle_name(&mut self, circle: &Circle) -> String {
        let place = self.place_of(circle);
        let part = self.part_name_in(place);
        let owner = circle.owner().map(|m| m.person).filter(|p| *p != self.me());
        let owner = owner.map(|p| self.name_of(p)).unwrap_or_default();
        let names = match circle.kind {
            CircleKind::Own => Vec::new(),
            CircleKind::Part { .. } => vec![owner, part],
            CircleKind::Pair | CircleKind::Group => {
                let others = circle.table.iter().map(|m| m.person);
                let others = others.filter(|p| *p != self.me());
                others.map(|p| self.name_of(p)).collect()
            }
            CircleKind::Committee | CircleKind::Mentors | CircleKind::Programme => self
                .programme()
                .map(|p| p.name.clone())
                .into_iter()
                .collect(),
        };
        let known: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
        known.join(" · ")
    }
}
