//! What was said about an item.

use amanat_mentoring::fact::{Comment, Fact};
use amanat_mentoring::id::ItemId;
use amanat_mentoring::portfolio::Place;
use amanat_messages::CommentView;

use crate::session::{Session, person_id};

impl Session {
    /// Oldest first, by their authors' clocks.
    pub(super) fn comments(&mut self, place: Place, on: ItemId) -> Vec<CommentView> {
        let said: Vec<(ItemId, Comment)> = self
            .book_mut(place)
            .facts()
            .filter_map(|(item, at, fact)| match fact {
                Fact::Comment(said) if said.on == on && at == place => Some((item, said.clone())),
                _ => None,
            })
            .collect();
        let unsent = self.unsent_items();
        let now = said.iter().map(|(_, c)| c.at).max().unwrap_or(0);
        let circle = self.circle_for(place);
        let stale = circle.is_some_and(|circle| self.may_send_anyway(circle, now));
        let mut views: Vec<CommentView> = said
            .into_iter()
            .map(|(comment, said)| CommentView {
                comment,
                author: said.author,
                author_name: self.name_of(person_id(said.author)),
                mine: said.author == self.my_ref(),
                at: said.at,
                text: said.text,
                reply_to: said.reply_to,
                sent: !unsent.contains(&comment),
                held: stale && self.waiting.contains_key(&comment),
            })
            .collect();
        views.sort_by_key(|c| (c.at, c.comment));
        views
    }
}
