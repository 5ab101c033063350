//! The fold of all operations, and the lists made from it.
//!
//! Feed it revisions in any order; read lists and items. It is a cache: everything in it comes again
//! from the entries, so its stored form stays on the device, sealed, and is thrown away and rebuilt when
//! an app meets a version it does not know.

use core::fmt;
use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::fact::Fact;
use crate::history::History;
use crate::id::{ItemId, PartId, RevisionId};
use crate::item::{Millis, Profile, Revision, Value};
pub use crate::lists::TRASH_MILLIS;
use crate::lists::{Lists, summarize};
use crate::reading::Reading;
pub use crate::summary::ItemSummary;

/// Where an item lives. The order is stored: append only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Place {
    /// The person's own circle, which nobody else can enter.
    Own,
    /// A part of the person's own portfolio, first chapter.
    Part(PartId),
    /// A later chapter of a part, or a chapter of somebody else's: the part, and the circle's id.
    Chapter(PartId, [u8; 32]),
    /// Any other circle, by its id.
    Room([u8; 32]),
}

impl Place {
    /// The circle of a later chapter.
    #[must_use]
    pub const fn chapter(self) -> Option<[u8; 32]> {
        match self {
            Self::Own | Self::Part(_) | Self::Room(_) => None,
            Self::Chapter(_, circle) => Some(circle),
        }
    }

    /// The part, if it is one.
    #[must_use]
    pub const fn part(self) -> Option<PartId> {
        match self {
            Self::Own | Self::Room(_) => None,
            Self::Part(part) | Self::Chapter(part, _) => Some(part),
        }
    }
}

/// All of a person's items, folded.
#[derive(Clone, Default)]
pub struct Portfolio {
    entries: BTreeMap<Key, Entry>,
    lists: Lists,
}

/// One item in one place. Revisions never reach across places: whoever may write into one circle could
/// otherwise change what is read in another.
pub(crate) type Key = (ItemId, Place);

/// What is known of one item.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    history: History,
    draft: Option<Revision>,
}

impl Entry {
    pub(crate) fn read(&self) -> Option<Reading> {
        self.history.current_with(self.draft.as_ref())
    }

    pub(crate) fn has_draft(&self) -> bool {
        self.draft.is_some()
    }
}

/// One item as it reads now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ItemReading {
    /// Where it lives.
    pub place: Place,
    /// What it says, the draft included.
    pub reading: Reading,
    /// Its line in lists. None for what lists do not show: names, and text that is not here.
    pub summary: Option<ItemSummary>,
}

/// A part of the portfolio.
#[derive(Clone, PartialEq, Eq)]
pub struct PartSummary {
    /// Which.
    pub part: PartId,
    /// Empty until its name has arrived.
    pub name: String,
    /// Items not in the trash.
    pub items: u32,
    /// The latest time of any revision of those.
    pub last_edited: Option<Millis>,
    /// The item that holds its name: what renaming revises.
    pub named_by: Option<ItemId>,
}

impl fmt::Debug for PartSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PartSummary({:?}, {} items)", self.part, self.items)
    }
}

/// The person's own profile.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProfileReading {
    /// The item that holds it: what renaming revises.
    pub item: ItemId,
    /// What it says.
    pub profile: Profile,
    /// The parents of whatever is written after it.
    pub heads: Vec<RevisionId>,
}

/// What to list. The default is everything that is not in the trash.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only this part.
    pub part: Option<PartId>,
    /// Only with this tag, exactly.
    pub tag: Option<String>,
    /// Only where every word of this begins a word of the item. Without words it asks for nothing.
    pub text: Option<String>,
    /// The trash instead.
    pub trash: bool,
}

/// A window of a list.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Page {
    /// How many items match in all.
    pub total: u32,
    /// Those of the window.
    pub items: Vec<ItemSummary>,
}

impl Portfolio {
    /// Adds a revision; see [`History::insert`]. True if it was not here before.
    pub fn insert(&mut self, place: Place, id: RevisionId, revision: Revision) -> bool {
        let key = (revision.item, place);
        let new = self
            .entries
            .entry(key)
            .or_default()
            .history
            .insert(id, revision);
        if new {
            self.lists.touch(key);
        }
        new
    }

    /// Lays the working text over an item, or takes it away. Its parents are the heads it was begun on:
    /// what arrives meanwhile is joined with it, like any other revision.
    pub fn set_draft(&mut self, place: Place, item: ItemId, draft: Option<Revision>) {
        let key = (item, place);
        let entry = self.entries.entry(key).or_default();
        entry.draft = draft;
        if entry.draft.is_none() && entry.history.is_empty() {
            self.entries.remove(&key);
        }
        self.lists.touch(key);
    }

    /// An item as it reads now. If it is in several places, the first where it is not in the trash.
    #[must_use]
    pub fn item(&self, item: ItemId) -> Option<ItemReading> {
        let readings = self.places(item).filter_map(|((_, place), entry)| {
            let reading = entry.read()?;
            let summary = summarize((item, *place), entry, &reading);
            Some(ItemReading {
                place: *place,
                reading,
                summary,
            })
        });
        readings.min_by_key(|found| (found.reading.trashed(), found.place))
    }

    /// The stored revisions of an item in a place.
    #[must_use]
    pub fn history(&self, place: Place, item: ItemId) -> Option<&History> {
        self.entries.get(&(item, place)).map(|entry| &entry.history)
    }

    /// The working text of an item in a place.
    #[must_use]
    pub fn draft(&self, place: Place, item: ItemId) -> Option<&Revision> {
        self.entries.get(&(item, place))?.draft.as_ref()
    }

    /// All working texts.
    pub fn drafts(&self) -> impl Iterator<Item = (Place, &Revision)> {
        let drafts = self.entries.iter();
        drafts.filter_map(|((_, place), entry)| Some((*place, entry.draft.as_ref()?)))
    }

    /// The newest revisions of everything in a place that is not in the trash, drafts apart: what somebody who
    /// comes late is shown.
    #[must_use]
    pub fn newest(&self, place: Place) -> Vec<Revision> {
        let here = self.entries.iter().filter(|((_, p), _)| *p == place);
        let kept = here.filter(|(_, entry)| {
            let reading = entry.history.current();
            reading.is_some_and(|reading| !reading.trashed())
        });
        kept.flat_map(|(_, entry)| entry.history.newest())
            .cloned()
            .collect()
    }

    /// The items of a place that hold its part's name.
    #[must_use]
    pub fn names(&self, place: Place) -> Vec<ItemId> {
        let here = self.entries.iter().filter(|((_, p), _)| *p == place);
        here.filter(|(_, entry)| entry.history.is_part_name())
            .map(|((item, _), _)| *item)
            .collect()
    }

    /// Items of a place that lists show, the trash apart.
    pub fn count(&mut self, place: Place) -> u32 {
        self.lists.refresh(&self.entries);
        let here = self.entries.keys().filter(|(_, p)| *p == place);
        let shown = here.filter(|key| self.lists.shows(**key)).count();
        u32::try_from(shown).unwrap_or(u32::MAX)
    }

    /// Whether anything is in a place.
    #[must_use]
    pub fn has(&self, place: Place) -> bool {
        self.entries.keys().any(|(_, p)| *p == place)
    }

    /// Forgets everything of a place.
    pub fn forget(&mut self, place: Place) {
        let gone: Vec<Key> = self
            .entries
            .keys()
            .filter(|(_, p)| *p == place)
            .copied()
            .collect();
        for key in gone {
            self.entries.remove(&key);
            self.lists.touch(key);
        }
    }

    /// Every fact that is not in the trash, with its item and place.
    pub fn facts(&mut self) -> impl Iterator<Item = (ItemId, Place, &Fact)> {
        self.lists.refresh(&self.entries);
        self.lists.facts()
    }

    /// The parts, in the order they were made.
    pub fn parts(&mut self) -> Vec<PartSummary> {
        self.lists.refresh(&self.entries);
        self.lists.parts()
    }

    /// A window of the items that match, newest first: by the day an item is about, or was begun. With
    /// a text, the best match first. `now` decides what the trash still shows.
    pub fn list(&mut self, filter: &Filter, now: Millis, offset: u32, limit: u32) -> Page {
        self.lists.refresh(&self.entries);
        self.lists.page(&self.entries, filter, now, offset, limit)
    }

    /// Every item that is not in the trash, newest first.
    pub fn summaries(&mut self) -> impl Iterator<Item = &ItemSummary> {
        self.lists.refresh(&self.entries);
        self.lists
            .newest_first()
            .filter(|summary| summary.trashed_at.is_none())
    }

    /// Every tag in use outside the trash with its count, most used first, then by name.
    pub fn tags(&mut self) -> Vec<(String, u32)> {
        let mut counts: BTreeMap<&String, u32> = BTreeMap::new();
        self.lists.refresh(&self.entries);
        let shown = self
            .lists
            .newest_first()
            .filter(|summary| summary.trashed_at.is_none());
        for tag in shown.flat_map(|summary| &summary.tags) {
            *counts.entry(tag).or_default() += 1;
        }
        let mut tags: Vec<(String, u32)> =
            counts.into_iter().map(|(t, n)| (t.clone(), n)).collect();
        tags.sort_by_key(|(_, count)| core::cmp::Reverse(*count));
        tags
    }

    /// Indexes up to `count` changed items for [`Portfolio::list`] with a text, which otherwise does it
    /// all at the first search. For idle moments. True while there is more to do.
    pub fn index_some(&mut self, count: usize) -> bool {
        self.lists.refresh(&self.entries);
        self.lists.index_some(&self.entries, count)
    }

    /// The person's own profile.
    #[must_use]
    pub fn profile(&self) -> Option<ProfileReading> {
        let own = self
            .entries
            .iter()
            .filter(|((_, place), _)| *place == Place::Own);
        own.filter(|(_, entry)| entry.history.is_profile())
            .find_map(|((item, _), entry)| {
                let reading = entry.read()?;
                match reading.value {
                    Value::Profile(profile) => Some(ProfileReading {
                        item: *item,
                        profile,
                        heads: reading.heads,
                    }),
                    Value::Reflection(_) | Value::Part(_) | Value::Trashed | Value::Fact(_) => None,
                }
            })
    }

    fn places(&self, item: ItemId) -> impl Iterator<Item = (&Key, &Entry)> {
        let from = self.entries.range((item, Place::Own)..);
        from.take_while(move |((other, _), _)| *other == item)
    }
}

/// The stored form. New versions are appended.
#[derive(Serialize)]
enum SnapshotRef<'a> {
    V1 { entries: &'a BTreeMap<Key, Entry> },
}

#[derive(Deserialize)]
enum Snapshot {
    V1 { entries: BTreeMap<Key, Entry> },
}

impl Serialize for Portfolio {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        SnapshotRef::V1 {
            entries: &self.entries,
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Portfolio {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Snapshot::V1 { entries } = Snapshot::deserialize(deserializer)?;
        let lists = Lists::of(entries.keys().copied());
        Ok(Self { entries, lists })
    }
}

#[cfg(test)]
#[path = "portfolio/tests.rs"]
mod tests;
