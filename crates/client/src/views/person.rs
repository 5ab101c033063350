//! One person: what they show, and this person's notes about them.

use amanat_mentoring::fact::Fact;
use amanat_mentoring::id::{ItemId, PersonRef};
use amanat_mentoring::item::Millis;
use amanat_mentoring::portfolio::{Filter, Place};
use amanat_messages::{
    MenteeLine, MenteesView, NoteView, PersonPage, PersonView, Problem, SharedItemView, SharedPart,
};
use amanat_protocol::id::PersonId;
use amanat_vault::circle::Role;

use crate::session::{Session, person_id};

impl Session {
    pub(super) fn person(
        &mut self,
        person: PersonRef,
        limit: u32,
        now: Millis,
    ) -> Result<PersonPage, Problem> {
        let view = self.known_view(person).ok_or(Problem::PersonUnknown)?;
        let id = person_id(person);
        let parts = self.shared_parts(id);
        let page = self
            .shown
            .get_mut(&id)
            .map(|book| book.list(&Filter::default(), now, 0, limit))
            .unwrap_or_default();
        Ok(PersonPage {
            person: view,
            parts,
            items: page.items,
            total: page.total,
            notes: self.notes(person),
            shown: self.grant_views(Some(person), now),
        })
    }

    /// The parts of somebody that this person holds keys of.
    fn shared_parts(&mut self, owner: PersonId) -> Vec<SharedPart> {
        let me = self.me();
        let mut parts: Vec<SharedPart> = Vec::new();
        let mut theirs = Vec::new();
        for circle in &self.marks.circles {
            let owned = circle.owner().is_some_and(|m| m.person == owner);
            let place = self.place_of(circle);
            if let (true, Place::Chapter(part, _), Some(row)) = (owned, place, circle.member(me)) {
                theirs.push((part, place, row.clone()));
            }
        }
        for (part, place, row) in theirs {
            let name = self.part_name_in(place);
            let items = self
                .shown
                .get_mut(&owner)
                .map_or(0, |book| book.count(place));
            let comment = row.role != Role::Reader;
            match parts.iter_mut().find(|p| p.part == part) {
                Some(known) => {
                    known.items = known.items.saturating_add(items);
                    known.comment |= comment;
                    known.since = known.since.min(row.since);
                    known.until = known.until.max(row.until);
                }
                None => parts.push(SharedPart {
                    part,
                    name,
                    items,
                    comment,
                    since: row.since,
                    until: row.until,
                }),
            }
        }
        parts
    }

    fn notes(&mut self, about: PersonRef) -> Vec<NoteView> {
        let notes: Vec<(ItemId, String)> = self
            .portfolio
            .facts()
            .filter_map(|(item, place, fact)| match fact {
                Fact::Note(note) if note.about == about && place == Place::Own => {
                    Some((item, note.text.clone()))
                }
                _ => None,
            })
            .collect();
        let mut notes: Vec<NoteView> = notes
            .into_iter()
            .map(|(note, text)| NoteView {
                note,
                at: self.portfolio.item(note).map_or(0, |i| i.reading.edited_at),
                text,
            })
            .collect();
        notes.sort_by_key(|n| core::cmp::Reverse(n.at));
        notes
    }

    pub(super) fn mentees(&mut self) -> MenteesView {
        let me = self.my_ref();
        let mut lines: Vec<(PersonRef, bool)> = Vec::new();
        let mut mentors: Vec<PersonView> = Vec::new();
        for (_, pairing) in self.directory.pairings.clone() {
            if pairing.mentor == me {
                for mentee in pairing.mentees {
                    if !lines.iter().any(|(p, _)| *p == mentee) {
                        lines.push((mentee, pairing.group));
                    }
                }
            } else if pairing.mentees.contains(&me)
                && !mentors.iter().any(|m| m.person == pairing.mentor)
            {
                mentors.push(self.anyone(pairing.mentor));
            }
        }
        let mut mentees: Vec<MenteeLine> = lines
            .into_iter()
            .map(|(person, group)| self.mentee_line(person, group))
            .collect();
        mentees.sort_by(|a, b| {
            let waits = |line: &MenteeLine| line.unread == 0;
            let names = (&a.person.name, a.person.person).cmp(&(&b.person.name, b.person.person));
            waits(a).cmp(&waits(b)).then(names)
        });
        MenteesView { mentees, mentors }
    }

    fn mentee_line(&mut self, person: PersonRef, group: bool) -> MenteeLine {
        let mut line = MenteeLine {
            person: self.anyone(person),
            items: 0,
            unread: 0,
            newest: None,
            group,
        };
        if let Some(book) = self.shown.get_mut(&person_id(person)) {
            for summary in book.summaries() {
                line.items = line.items.saturating_add(1);
                line.newest = line.newest.max(Some(summary.edited_at));
                if !self.rooms.opened.contains(&summary.item.0) {
                    line.unread = line.unread.saturating_add(1);
                }
            }
        }
        line
    }

    pub(super) fn shared_item(
        &mut self,
        owner: PersonRef,
        item: ItemId,
    ) -> Result<SharedItemView, Problem> {
        let id = person_id(owner);
        let found = self.shown.get(&id).and_then(|book| book.item(item));
        let found = found.ok_or(Problem::NotFound)?;
        let summary = found.summary.ok_or(Problem::NotFound)?;
        let content = found
            .reading
            .content()
            .cloned()
            .ok_or(Problem::RecordLocked)?;
        let circle = self.circle_for(found.place);
        let may_comment = circle.is_some_and(|c| self.may_say(c));
        Ok(SharedItemView {
            owner: self.anyone(owner),
            part_name: self.part_name_in(found.place),
            audience: self.audience(found.place),
            comments: self.comments(found.place, item),
            may_comment,
            summary,
            content,
        })
    }
}
