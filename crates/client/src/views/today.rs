//! What needs the person today.

use amanat_mentoring::item::Millis;
use amanat_messages::TodayView;

use crate::session::Session;

impl Session {
    pub(super) fn today(&mut self, now: Millis) -> TodayView {
        let mut view = TodayView {
            drafts: Vec::new(),
            recent: Vec::new(),
            conflicts: Vec::new(),
            items: 0,
            parts: self.parts(),
            notices: self.notices(now),
            role: self.programme().map(|p| p.role),
        };
        // A draft that was touched in the last week is being written, sent or not.
        const WEEK: Millis = 7 * 24 * 60 * 60 * 1000;
        for summary in self.portfolio.summaries() {
            view.items = view.items.saturating_add(1);
            if summary.conflict && view.conflicts.len() < 20 {
                view.conflicts.push(summary.clone());
            } else if summary.draft && now.saturating_sub(summary.edited_at) < WEEK {
                view.drafts.push(summary.clone());
            } else if view.recent.len() < 5 {
                view.recent.push(summary.clone());
            }
        }
        view.drafts.sort_by_key(|d| core::cmp::Reverse(d.edited_at));
        view.drafts.truncate(3);
        view
    }
}
