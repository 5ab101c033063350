//! An open vault in memory.

use std::collections::{BTreeMap, BTreeSet};

use amanat_mentoring::begun::Begun;
use amanat_mentoring::id::{ItemId, PartId, PersonRef, RevisionId};
use amanat_mentoring::item::{Millis, Revision};
use amanat_mentoring::portfolio::{Place, Portfolio};
use amanat_messages::Problem;
use amanat_protocol::codec;
use amanat_protocol::entry::Entry;
use amanat_protocol::hash::{self, Hash};
use amanat_protocol::id::{CircleId, PersonId};
use amanat_protocol::statement::Statement;
use amanat_vault::circle::CircleKind;
use amanat_vault::control::Circle;

use crate::came::CameV1;
use crate::keyring::Keyring;
use crate::locker::Locker;
use crate::marks::MarksV1;
use crate::pending::Waiting;
use crate::people::Directory;
use crate::rooms::RoomsV1;
use crate::seen::Ahead;
use crate::sync::Tangles;

/// Everything an open vault holds in memory. Dropping it wipes the keys.
pub(crate) struct Session {
    pub locker: Locker,
    pub ring: Keyring,
    pub marks: MarksV1,
    pub rooms: RoomsV1,
    pub came: CameV1,
    /// The person's own: their own circle and the parts they own.
    pub portfolio: Portfolio,
    /// What others show, by who owns it. Apart, so that nothing of theirs can reach into one's own.
    pub shown: BTreeMap<PersonId, Portfolio>,
    /// What is said in other circles: pairs, groups, the committee.
    pub said: BTreeMap<CircleId, Portfolio>,
    /// What the facts among all these say, read once after each change.
    pub directory: Directory,
    /// Shared circles whose statements are no plain line.
    pub tangles: Tangles,
    /// Words in no entry yet.
    pub waiting: BTreeMap<ItemId, Waiting>,
    /// Words typed and not given yet, with the name of their record.
    pub begun: BTreeMap<Begun, (String, String)>,
    /// Items that were asked for and have no word yet.
    pub reserved: BTreeMap<ItemId, Place>,
    /// Own entries the server has not acknowledged.
    pub unsent: BTreeMap<(CircleId, u64), Unsent>,
    /// Own statements the server has not acknowledged.
    pub unsent_statements: BTreeMap<(CircleId, u64), Statement>,
    /// Letters and deposits to send, by their hash.
    pub outbox: BTreeMap<Hash, Outgoing>,
    /// Letters to tell the server of that they were kept.
    pub kept: BTreeSet<Hash>,
    /// Store keys of records that do not open here. They are kept as they are.
    pub locked: BTreeSet<String>,
    /// Circles for which everything was looked at again, for whom, and how long their chain was then.
    pub looked_again: BTreeMap<CircleId, (PersonId, Option<u64>)>,
    /// The server's pass, and when it ends.
    pub bearer: Option<(String, Millis)>,
    /// Entries opened since the snapshot was written.
    pub since_snapshot: usize,
    /// What others have seen, and this device has not.
    pub ahead: Ahead,
}

/// An entry that waits for the server's word.
pub(crate) struct Unsent {
    pub entry: Entry,
    pub items: Vec<ItemId>,
}

/// Something sealed to somebody that waits for the server's word. This is also its stored form.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Outgoing {
    /// A letter to a person.
    Letter { to: PersonId, sealed: codec::Bytes },
    /// Something for the drop of a programme's circle.
    Deposit {
        circle: CircleId,
        sealed: codec::Bytes,
    },
}

impl Outgoing {
    /// SHA-256 of its sealed bytes.
    pub(crate) fn name(&self) -> Hash {
        let (Self::Letter { sealed, .. } | Self::Deposit { sealed, .. }) = self;
        hash::plain(&sealed.0)
    }
}

impl Session {
    pub(crate) fn new(locker: Locker, ring: Keyring, marks: MarksV1, rooms: RoomsV1) -> Self {
        Self {
            locker,
            ring,
            marks,
            rooms,
            came: CameV1::default(),
            portfolio: Portfolio::default(),
            shown: BTreeMap::new(),
            said: BTreeMap::new(),
            directory: Directory::default(),
            tangles: Tangles::default(),
            waiting: BTreeMap::new(),
            begun: BTreeMap::new(),
            reserved: BTreeMap::new(),
            unsent: BTreeMap::new(),
            unsent_statements: BTreeMap::new(),
            outbox: BTreeMap::new(),
            kept: BTreeSet::new(),
            locked: BTreeSet::new(),
            looked_again: BTreeMap::new(),
            bearer: None,
            since_snapshot: 0,
            ahead: Ahead::default(),
        }
    }

    /// The same, once the card has been confirmed.
    pub(crate) fn writable(&mut self) -> Result<&mut Self, Problem> {
        match self.ring.stored.card {
            Some(_) => Err(Problem::CardNotConfirmed),
            None => Ok(self),
        }
    }

    /// This person.
    pub(crate) fn me(&self) -> PersonId {
        self.ring.stored.person
    }

    /// Whether a circle is this person's.
    pub(crate) fn owns(&self, circle: &Circle) -> bool {
        circle.owner().is_some_and(|m| m.person == self.me())
    }

    /// Where the items of a circle live here.
    pub(crate) fn place_of(&self, circle: &Circle) -> Place {
        let mine = self.owns(circle);
        match circle.kind {
            CircleKind::Own if mine => Place::Own,
            CircleKind::Part { part, chapter: 0 } if mine => Place::Part(PartId(part)),
            CircleKind::Part { part, .. } => Place::Chapter(PartId(part), circle.id.0.0),
            _ => Place::Room(circle.id.0.0),
        }
    }

    /// The circle of a place.
    pub(crate) fn circle_for(&self, place: Place) -> Option<&Circle> {
        match place {
            Place::Chapter(_, id) | Place::Room(id) => self.marks.circle(CircleId(Hash(id))),
            Place::Own | Place::Part(_) => self
                .marks
                .circles
                .iter()
                .find(|c| self.place_of(c) == place),
        }
    }

    /// The chapters of an own part, oldest first.
    pub(crate) fn chapters(&self, part: PartId) -> Vec<&Circle> {
        let mut chapters: Vec<(u32, &Circle)> = self
            .marks
            .circles
            .iter()
            .filter(|c| self.owns(c))
            .filter_map(|c| match c.kind {
                CircleKind::Part { part: p, chapter } if p == part.0 => Some((chapter, c)),
                _ => None,
            })
            .collect();
        chapters.sort_by_key(|(chapter, _)| *chapter);
        chapters.into_iter().map(|(_, circle)| circle).collect()
    }

    /// Those from a chapter on. Where two devices began one at once, it has two circles.
    pub(crate) fn chapters_from(&self, part: PartId, from: u32) -> Vec<&Circle> {
        let mut chapters = self.chapters(part);
        chapters.retain(|circle| chapter_of(circle) >= from);
        chapters
    }

    /// The chapter that would be begun next; none where there is no such part.
    pub(crate) fn next_chapter(&self, part: PartId) -> Option<u32> {
        let newest = self.chapters(part).pop()?;
        Some(chapter_of(newest).saturating_add(1))
    }

    /// Where something new in an own part is written: its newest chapter.
    pub(crate) fn newest_place(&self, part: PartId) -> Option<Place> {
        let newest = self.chapters(part).pop()?;
        Some(self.place_of(newest))
    }

    /// The first part, in the order they were made.
    pub(crate) fn first_part(&self) -> Option<PartId> {
        let mut places = self.marks.circles.iter().map(|c| self.place_of(c));
        places.find_map(|place| match place {
            Place::Part(part) => Some(part),
            _ => None,
        })
    }

    /// The items that live beside those of a place.
    pub(crate) fn book(&self, place: Place) -> Option<&Portfolio> {
        match self.shelf(place) {
            Shelf::Mine => Some(&self.portfolio),
            Shelf::Shown(person) => self.shown.get(&person),
            Shelf::Said(circle) => self.said.get(&circle),
        }
    }

    /// As [`Self::book`], begun where there is none.
    pub(crate) fn book_mut(&mut self, place: Place) -> &mut Portfolio {
        match self.shelf(place) {
            Shelf::Mine => &mut self.portfolio,
            Shelf::Shown(person) => self.shown.entry(person).or_default(),
            Shelf::Said(circle) => self.said.entry(circle).or_default(),
        }
    }

    fn shelf(&self, place: Place) -> Shelf {
        match place {
            Place::Own | Place::Part(_) => Shelf::Mine,
            Place::Room(id) => Shelf::Said(CircleId(Hash(id))),
            Place::Chapter(_, id) => {
                let circle = self.marks.circle(CircleId(Hash(id)));
                match circle.and_then(Circle::owner) {
                    Some(owner) if owner.person != self.me() => Shelf::Shown(owner.person),
                    _ => Shelf::Mine,
                }
            }
        }
    }

    /// Whether anything was written in a place, sent or not.
    pub(crate) fn has_words(&self, place: Place) -> bool {
        self.book(place).is_some_and(|book| book.has(place))
    }

    /// What the part of a place is called, as far as it is known here.
    pub(crate) fn part_name_in(&mut self, place: Place) -> String {
        let Some(part) = place.part() else {
            return String::new();
        };
        let parts = self.book_mut(place).parts();
        let found = parts.into_iter().find(|p| p.part == part);
        found.map(|p| p.name).unwrap_or_default()
    }

    /// Where an own item lives, whether or not it has a word yet.
    pub(crate) fn place_of_item(&self, item: ItemId) -> Option<Place> {
        let found = self.portfolio.item(item).map(|i| i.place);
        let waiting = || self.waiting.get(&item).map(|w| w.stored.place);
        found
            .or_else(waiting)
            .or_else(|| self.reserved.get(&item).copied())
    }

    /// Whether a circle is on this device: not before somebody lets this person in, nor once it was taken back.
    pub(crate) fn is_here(&self, circle: CircleId) -> bool {
        self.marks.circle(circle).is_some()
    }

    /// Items with words that the server does not have.
    pub(crate) fn unsent_items(&self) -> BTreeSet<ItemId> {
        let entries = self.unsent.values().flat_map(|u| u.items.iter().copied());
        self.waiting.keys().copied().chain(entries).collect()
    }

    /// Lays what waits over what is read, as after loading it.
    pub(crate) fn lay_waiting(&mut self) {
        let waiting: Vec<_> = self.waiting.values().map(|w| w.stored.clone()).collect();
        for stored in waiting {
            let item = stored
                .fixed
                .first()
                .or(stored.draft.as_ref())
                .map(|r| r.item);
            let book = self.book_mut(stored.place);
            for revision in stored.fixed {
                book.insert(stored.place, revision_id(&revision), revision);
            }
            if let Some(item) = item {
                book.set_draft(stored.place, item, stored.draft);
            }
        }
    }
}

enum Shelf {
    Mine,
    Shown(PersonId),
    Said(CircleId),
}

/// How the domain names a person.
pub(crate) const fn person_ref(person: PersonId) -> PersonRef {
    PersonRef(person.0.0)
}

/// And back.
pub(crate) const fn person_id(person: PersonRef) -> PersonId {
    PersonId(Hash(person.0))
}

/// The name of a revision: a hash of its canonical bytes, so that every device finds the same.
pub(crate) fn revision_id(revision: &Revision) -> RevisionId {
    RevisionId(hash::labelled("amanat/v1/revision", &codec::encode(revision)).0)
}

/// The number of a part's chapter; 0 of whatever has none.
const fn chapter_of(circle: &Circle) -> u32 {
    match circle.kind {
        CircleKind::Part { chapter, .. } => chapter,
        _ => 0,
    }
}
