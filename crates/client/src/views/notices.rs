//! What there is to know on Today.

use amanat_mentoring::fact::Fact;
use amanat_mentoring::id::ItemId;
use amanat_mentoring::item::Millis;
use amanat_mentoring::portfolio::Place;
use amanat_messages::{Notice, NoticeKind};
use amanat_protocol::id::PersonId;

use crate::people::item_for;
use crate::rooms::ToldKind;
use crate::session::{Session, person_id, person_ref};

/// How many are shown.
const MOST: usize = 20;

impl Session {
    pub(super) fn notices(&mut self, now: Millis) -> Vec<Notice> {
        let mut notices = self.told_notices();
        notices.extend(self.people_notices());
        notices.extend(self.shown_notices());
        notices.extend(self.comment_notices());
        notices.extend(self.concern_notices());
        notices.extend(self.held_notices(now));
        notices.extend(self.withheld_notices(now));
        notices.retain(|notice| !self.rooms.dismissed.contains(&notice.id));
        notices.sort_by_key(|notice| core::cmp::Reverse(notice.at));
        notices.truncate(MOST);
        notices
    }

    fn told_notices(&self) -> Vec<Notice> {
        let mut notices = Vec::new();
        for told in &self.rooms.told {
            let waits = |circle| self.rooms.rooms.get(circle).is_some_and(|r| r.forked);
            let kind = match &told.kind {
                ToldKind::TakenBack { person, part_name } => NoticeKind::TakenBack {
                    person: self.anyone(person_ref(*person)),
                    part_name: part_name.clone(),
                },
                ToldKind::Forked { circle } => NoticeKind::Forked {
                    waits: waits(circle),
                },
                ToldKind::Unreadable { circle, by } => NoticeKind::Unreadable {
                    person: self.anyone(person_ref(*by)),
                    waits: waits(circle),
                },
            };
            notices.push(Notice {
                id: told.id,
                at: told.at,
                kind,
            });
        }
        if self.rooms.programme_card.is_some() {
            notices.push(notice(
                "card",
                &0_u8,
                Millis::MAX,
                NoticeKind::ProgrammeCard,
            ));
        }
        for (item, invitation) in &self.directory.invitations {
            // When its fact last changed: that is when somebody answered.
            let found = self.portfolio.item(*item);
            let at = found.map_or(invitation.expires, |found| found.reading.edited_at);
            if invitation.void {
                let kind = NoticeKind::InvitationVoid {
                    label: invitation.label.clone(),
                };
                notices.push(notice("void", item, at, kind));
            } else if let Some(person) = invitation.answered
                && let Some(person) = self.known_view(person)
            {
                notices.push(notice("joined", item, at, NoticeKind::Joined { person }));
            }
        }
        notices
    }

    fn people_notices(&self) -> Vec<Notice> {
        let mut notices = Vec::new();
        let coordinates = self.coordinates().is_ok();
        for contact in self.directory.contacts.values() {
            let person = self.person_view(contact);
            let id = (contact.person, contact.identity_head);
            if person.stopped {
                notices.push(notice(
                    "stopped",
                    &id,
                    Millis::MAX,
                    NoticeKind::Stopped { person },
                ));
            }
        }
        for (item, pairing) in &self.directory.pairings {
            if coordinates {
                continue;
            }
            for other in pairing.people().filter(|p| *p != self.my_ref()) {
                // In a group, the mentor's is the introduction that matters to a mentee.
                if pairing.mentor != self.my_ref() && other != pairing.mentor {
                    continue;
                }
                let person = self.anyone(other);
                let kind = NoticeKind::Introduced { person };
                notices.push(notice("introduced", &(item, other), pairing.at, kind));
            }
        }
        notices
    }

    fn shown_notices(&mut self) -> Vec<Notice> {
        let me = self.me();
        let mut entered: Vec<(PersonId, Place, Millis)> = Vec::new();
        for circle in &self.marks.circles {
            let owner = circle.owner().map(|m| m.person).filter(|p| *p != me);
            let row = circle.member(me);
            if let (Some(owner), Some(row), place @ Place::Chapter(..)) =
                (owner, row, self.place_of(circle))
            {
                entered.push((owner, place, row.since));
            }
        }
        let mut notices: Vec<Notice> = Vec::new();
        for (owner, place, at) in entered {
            let part_name = self.part_name_in(place);
            let person = self.anyone(person_ref(owner));
            let id = (owner, place.part(), at);
            let new = notice("shown", &id, at, NoticeKind::Shown { person, part_name });
            if !notices.iter().any(|n| n.id == new.id) {
                notices.push(new);
            }
        }
        notices
    }

    fn comment_notices(&mut self) -> Vec<Notice> {
        let me = self.my_ref();
        let mut said: Vec<(ItemId, Option<PersonId>, ItemId, PersonId, Millis)> = Vec::new();
        for (item, _, fact) in self.portfolio.facts() {
            if let Fact::Comment(comment) = fact
                && comment.author != me
            {
                said.push((
                    item,
                    None,
                    comment.on,
                    person_id(comment.author),
                    comment.at,
                ));
            }
        }
        // In what others show, answers to this person's own words.
        for (owner, book) in &mut self.shown {
            let mine: Vec<ItemId> = book
                .facts()
                .filter(|(_, _, fact)| matches!(fact, Fact::Comment(c) if c.author == me))
                .map(|(item, ..)| item)
                .collect();
            for (item, _, fact) in book.facts() {
                if let Fact::Comment(comment) = fact
                    && comment.author != me
                    && comment.reply_to.is_some_and(|to| mine.contains(&to))
                {
                    said.push((
                        item,
                        Some(*owner),
                        comment.on,
                        person_id(comment.author),
                        comment.at,
                    ));
                }
            }
        }
        said.into_iter()
            .filter_map(|(comment, owner, item, author, at)| {
                let book = match owner {
                    None => Some(&self.portfolio),
                    Some(owner) => self.shown.get(&owner),
                };
                let title = book?.item(item)?.summary?.title;
                let kind = NoticeKind::Commented {
                    owner: owner.map(person_ref),
                    item,
                    title,
                    name: self.name_of(author),
                };
                Some(notice("commented", &comment, at, kind))
            })
            .collect()
    }

    fn withheld_notices(&self, now: Millis) -> Vec<Notice> {
        let notice_of = |(device, seq, by)| {
            let person = self.anyone(person_ref(by));
            let kind = NoticeKind::Withheld { person };
            notice("withheld", &(device, seq), now, kind)
        };
        self.withheld().map(notice_of).collect()
    }

    fn held_notices(&self, now: Millis) -> Vec<Notice> {
        let mut notices: Vec<Notice> = Vec::new();
        for waiting in self.waiting.values() {
            let Some(circle) = self.circle_for(waiting.stored.place) else {
                continue;
            };
            let Some(owner) = circle.owner().map(|m| m.person) else {
                continue;
            };
            if self.may_send_anyway(circle, now) {
                let person = self.anyone(person_ref(owner));
                let new = notice("held", &(owner, circle.n), now, NoticeKind::Held { person });
                if !notices.iter().any(|n| n.id == new.id) {
                    notices.push(new);
                }
            }
        }
        notices
    }
}

/// Names it after what it is about, so that it can be put away.
pub(super) fn notice(
    what: &str,
    name: &impl serde::Serialize,
    at: Millis,
    kind: NoticeKind,
) -> Notice {
    Notice {
        id: item_for("amanat/v1/notice", &(what, name)).0,
        at,
        kind,
    }
}
