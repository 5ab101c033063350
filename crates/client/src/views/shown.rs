//! What this person showed to whom.

use amanat_mentoring::fact::Grant;
use amanat_mentoring::id::{ItemId, PersonRef};
use amanat_mentoring::item::Millis;
use amanat_messages::{GrantState, GrantView, ShownView};

use crate::session::{Session, person_id};

impl Session {
    pub(super) fn shown_view(&mut self, now: Millis) -> ShownView {
        let people = self.people().people;
        ShownView {
            grants: self.grant_views(None, now),
            parts: self
                .portfolio
                .parts()
                .into_iter()
                .map(|p| (p.part, p.name, p.items))
                .collect(),
            people,
        }
    }

    /// All of them, or those to one person. What holds comes first, the newest first.
    pub(super) fn grant_views(&mut self, to: Option<PersonRef>, now: Millis) -> Vec<GrantView> {
        let grants: Vec<(ItemId, Grant)> = self.directory.grants.clone();
        let mut views: Vec<GrantView> = grants
            .into_iter()
            .filter(|(_, g)| to.is_none_or(|to| g.person == to))
            .map(|(item, grant)| self.grant_view(item, &grant, now))
            .collect();
        views.sort_by_key(|v| (v.state == GrantState::Ended, core::cmp::Reverse(v.since)));
        views
    }

    fn grant_view(&mut self, item: ItemId, grant: &Grant, now: Millis) -> GrantView {
        let parts = self.portfolio.parts();
        let name = parts.into_iter().find(|p| p.part == grant.part);
        let (state, items) = self.grant_state(grant, now);
        let over = grant.until.filter(|end| *end <= now);
        GrantView {
            grant: item,
            part: grant.part,
            part_name: name.map(|p| p.name).unwrap_or_default(),
            person: self.anyone(grant.person),
            comment: grant.comment,
            already_here: grant.from_chapter == 0,
            since: grant.since,
            until: grant.until,
            ended: grant.ended.or(over),
            items,
            state,
        }
    }

    /// From the control chains, and from nothing else: who was handed the key.
    fn grant_state(&mut self, grant: &Grant, now: Millis) -> (GrantState, u32) {
        let person = person_id(grant.person);
        let mine = self.chapters_from(grant.part, grant.from_chapter);
        let inside = mine.iter().filter(|c| c.member(person).is_some()).count();
        let places: Vec<_> = mine.iter().map(|c| self.place_of(c)).collect();
        let state = match (grant.holds(now), inside) {
            (true, n) if n > 0 && n == mine.len() => GrantState::Given,
            (true, _) => GrantState::Waiting,
            (false, 0) => GrantState::Ended,
            // Another grant to the same person may still hold.
            (false, _) if self.still_reads(grant, now) => GrantState::Ended,
            (false, _) => GrantState::TakingBack,
        };
        let items = places.into_iter().map(|place| self.portfolio.count(place));
        (state, items.sum())
    }

    fn still_reads(&self, grant: &Grant, now: Millis) -> bool {
        self.directory.grants.iter().any(|(_, other)| {
            other.person == grant.person && other.part == grant.part && other.holds(now)
        })
    }
}
