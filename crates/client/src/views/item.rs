//! One item.

use amanat_mentoring::id::ItemId;
use amanat_mentoring::item::Value;
use amanat_mentoring::reading::Conflict;
use amanat_messages::{ConflictView, ItemView, Problem, RevisionView};

use crate::session::Session;

impl Session {
    pub(super) fn item(&mut self, item: ItemId) -> Result<ItemView, Problem> {
        let found = self.portfolio.item(item).ok_or(Problem::NotFound)?;
        let summary = found.summary.ok_or(Problem::NotFound)?;
        let content = found
            .reading
            .content()
            .cloned()
            .ok_or(Problem::RecordLocked)?;
        let parts = self.portfolio.parts();
        let part = parts.into_iter().find(|p| Some(p.part) == summary.part);
        let history = self.portfolio.history(found.place, item);
        let revisions = history.map(|h| h.revisions()).unwrap_or_default();
        let revision = |(id, r): (_, &amanat_mentoring::item::Revision)| RevisionView {
            revision: id,
            at: r.at,
            content: match &r.value {
                Value::Reflection(content) => Some(content.clone()),
                _ => None,
            },
        };
        Ok(ItemView {
            summary,
            content,
            part_name: part.map(|p| p.name).unwrap_or_default(),
            revisions: revisions.into_iter().map(revision).collect(),
            conflict: found.reading.conflict.map(conflict),
            audience: self.audience(found.place),
            sent: !self.unsent_items().contains(&item),
            comments: self.comments(found.place, item),
        })
    }
}

fn conflict(conflict: Conflict) -> ConflictView {
    let title: Vec<String> = conflict.title.into_iter().map(|(_, text)| text).collect();
    let title = (!title.is_empty()).then_some((None, title));
    let fields = conflict.fields.into_iter().map(|field| {
        let versions = field.versions.into_iter().map(|(_, text)| text).collect();
        (Some(field.key), versions)
    });
    ConflictView {
        texts: title.into_iter().chain(fields).collect(),
    }
}
