//! A window of the portfolio.

use amanat_mentoring::item::Millis;
use amanat_mentoring::portfolio::{Filter, Place};
use amanat_messages::{ListView, PartView, Query};

use crate::session::Session;

impl Session {
    pub(super) fn list(&mut self, query: &Query, now: Millis) -> ListView {
        let (filter, limit) = match query {
            Query::List {
                part,
                tag,
                text,
                trash,
                limit,
            } => {
                let filter = Filter {
                    part: *part,
                    tag: tag.clone(),
                    text: text.clone(),
                    trash: *trash,
                };
                (filter, *limit)
            }
            _ => (Filter::default(), 0),
        };
        let page = self.portfolio.list(&filter, now, 0, limit);
        let trash = Filter {
            trash: true,
            ..Filter::default()
        };
        ListView {
            parts: self.parts(),
            tags: self.portfolio.tags(),
            total: page.total,
            items: page.items,
            trashed: self.portfolio.list(&trash, now, 0, 0).total,
        }
    }

    pub(super) fn parts(&mut self) -> Vec<PartView> {
        let parts = self.portfolio.parts();
        let view = |p: amanat_mentoring::portfolio::PartSummary| PartView {
            part: p.part,
            name: p.name,
            items: p.items,
            audience: self.audience(self.newest_place(p.part).unwrap_or(Place::Part(p.part))),
        };
        parts.into_iter().map(view).collect()
    }
}
