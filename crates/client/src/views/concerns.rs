//! Concerns sent, and received.

use amanat_mentoring::fact::{Concern, Fact};
use amanat_mentoring::id::ItemId;
use amanat_mentoring::portfolio::Place;
use amanat_messages::{ConcernView, ConcernsView, Notice, NoticeKind};

use super::notices::notice;
use crate::session::{Outgoing, Session};

impl Session {
    pub(super) fn concerns(&mut self) -> ConcernsView {
        let said = self.all_concerns();
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

    /// One for each that came.
    pub(super) fn concern_notices(&mut self) -> Vec<Notice> {
        let came = self.all_concerns().into_iter().filter(|(_, c)| !c.mine);
        came.map(|(item, concern)| notice("concern", &item, concern.at, NoticeKind::Concern))
            .collect()
    }

    fn all_concerns(&mut self) -> Vec<(ItemId, Concern)> {
        let facts = self.portfolio.facts();
        facts
            .filter_map(|(item, place, fact)| match fact {
                Fact::Concern(concern) if place == Place::Own => Some((item, concern.clone())),
                _ => None,
            })
            .collect()
    }
}
