//! A window of the portfolio.

use amanat_mentoring::item::Millis;
use amanat_mentoring::portfolio::{Filter, PartSummary, Place};
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
        let view = |p: PartSummary| {
            let places: Vec<Place> = self
                .chapters(p.part)
                .into_iter()
                .map(|circle| self.place_of(circle))
                .collect();
            let newest = places.last().copied().unwrap_or(Place::Part(p.part));
            PartView {
                part: p.part,
                name: p.name,
                items: p.items,
                audience: self.audience(newest),
                chapters: places
                    .into_iter()
                    .map(|place| (place.chapter(), self.audience(place)))
                    .collect(),
            }
        };
        parts.into_iter().map(view).collect()
    }
}
