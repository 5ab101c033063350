//! Concerns sent, and received.

use amanat_mentoring::fact::{Concern, Fact};
use amanat_mentoring::id::ItemId;
use amanat_mentoring::portfolio::Place;
use amanat_messages::{ConcernView, ConcernsView};

use crate::session::{Outgoing, Session};

impl Session {
    pub(super) fn concerns(&mut self) -> ConcernsView {
        let said: Vec<(ItemId, Concern)> = self
            .portfolio
            .facts()
            .filter_map(|(item, place, fact)| match fact {
                Fact::Concern(concern) if place == Place::Own => Some((item, concern.clone())),
                _ => None,
            })
            .collect();
        let waits = self
            .outbox
            .values()
            .any(|outgoing| matches!(outgoing, Outgoing::Deposit { .. }));
        let mut concerns: Vec<ConcernView> = said
            .into_iter()
            .map(|(concern, said)| ConcernView {
                concern,
                at: said.at,
                from: said.from.map(|from| self.anyone(from)),
                mine: said.mine,
                text: said.text,
                sent: !said.mine || !waits,
            })
            .collect();
        concerns.sort_by_key(|c| core::cmp::Reverse(c.at));
        let officer = self.programme().and_then(|p| p.officer);
        ConcernsView {
            receives: officer == Some(self.my_ref()),
            officer: officer.map(|o| self.anyone(o)),
            concerns,
        }
    }
}
