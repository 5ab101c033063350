//! Lines of all items, kept sorted and recomputed only for what changed.

use core::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::fact::Fact;
use crate::id::{ItemId, PartId};
use crate::item::{Date, Millis, Value};
use crate::portfolio::{Entry, Filter, Key, Page, PartSummary};
use crate::reading::Reading;
use crate::search::{Document, Index};
use crate::summary::{ItemSummary, excerpt};

/// How long the trash shows what is in it: 30 days.
pub const TRASH_MILLIS: Millis = 30 * DAY;

const DAY: Millis = 24 * 60 * 60 * 1000;

/// Newest first: by day, then by when it was begun, then by key, so that no two are equal.
type Order = (Reverse<i64>, Reverse<Millis>, Key);

#[derive(Clone, Default)]
pub(crate) struct Lists {
    lines: BTreeMap<Key, (Order, ItemSummary)>,
    order: BTreeSet<Order>,
    /// Names of each part by the item that holds them, with when that was begun. One, unless two devices
    /// named a part at once; the lowest item counts then, on every device.
    parts: BTreeMap<PartId, BTreeMap<ItemId, (Millis, String)>>,
    facts: BTreeMap<Key, Fact>,
    index: Index<Key>,
    stale: BTreeSet<Key>,
    unindexed: BTreeSet<Key>,
}

impl Lists {
    /// Lists that have yet to read all of these.
    pub(crate) fn of(keys: impl Iterator<Item = Key>) -> Self {
        Self {
            stale: keys.collect(),
            ..Self::default()
        }
    }

    /// Remembers that an item changed.
    pub(crate) fn touch(&mut self, key: Key) {
        self.stale.insert(key);
    }

    /// Reads what changed.
    pub(crate) fn refresh(&mut self, entries: &BTreeMap<Key, Entry>) {
        while let Some(key) = self.stale.pop_first() {
            if let Some((order, _)) = self.lines.remove(&key) {
                self.order.remove(&order);
            }
            self.unindexed.insert(key);
            self.facts.remove(&key);
            if let Some(part) = key.1.part() {
                self.parts.entry(part).or_default().remove(&key.0);
            }
            let Some(entry) = entries.get(&key) else {
                continue;
            };
            let Some(reading) = entry.read() else {
                continue;
            };
            if let (Some(part), Value::Part(name)) = (key.1.part(), &reading.value) {
                let name = (reading.created_at, name.name.clone());
                self.parts.entry(part).or_default().insert(key.0, name);
            }
            if let Value::Fact(fact) = &reading.value
                && !reading.trashed()
            {
                self.facts.insert(key, fact.clone());
            }
            if let Some(summary) = summarize(key, entry, &reading) {
                let order = order_of(key, &summary);
                self.order.insert(order);
                self.lines.insert(key, (order, summary));
            }
        }
    }

    /// Whether an item has a line, outside the trash.
    pub(crate) fn shows(&self, key: Key) -> bool {
        let line = self.lines.get(&key);
        line.is_some_and(|(_, line)| line.trashed_at.is_none())
    }

    pub(crate) fn facts(&self) -> impl Iterator<Item = (ItemId, crate::portfolio::Place, &Fact)> {
        self.facts.iter().map(|(key, fact)| (key.0, key.1, fact))
    }

    /// All lines, the trash included.
    pub(crate) fn newest_first(&self) -> impl Iterator<Item = &ItemSummary> {
        self.order
            .iter()
            .filter_map(|(_, _, key)| Some(&self.lines.get(key)?.1))
    }

    pub(crate) fn parts(&self) -> Vec<PartSummary> {
        let mut parts: BTreeMap<PartId, (Millis, PartSummary)> = BTreeMap::new();
        for (part, names) in &self.parts {
            let named = names.first_key_value();
            let summary = PartSummary {
                part: *part,
                name: named.map(|(_, (_, name))| name.clone()).unwrap_or_default(),
                items: 0,
                last_edited: None,
                named_by: named.map(|(item, _)| *item),
            };
            let made = named.map_or(Millis::MAX, |(_, (made, _))| *made);
            parts.insert(*part, (made, summary));
        }
        for line in self.newest_first().filter(|line| line.trashed_at.is_none()) {
            if let Some((_, part)) = line.part.and_then(|part| parts.get_mut(&part)) {
                part.items += 1;
                part.last_edited = part.last_edited.max(Some(line.edited_at));
            }
        }
        let mut parts: Vec<(Millis, PartSummary)> = parts.into_values().collect();
        parts.retain(|(_, part)| part.named_by.is_some() || part.items > 0);
        parts.sort_by_key(|(made, part)| (*made, part.part));
        parts.into_iter().map(|(_, part)| part).collect()
    }

    pub(crate) fn page(
        &mut self,
        entries: &BTreeMap<Key, Entry>,
        filter: &Filter,
        now: Millis,
        offset: u32,
        limit: u32,
    ) -> Page {
        let text = filter
            .text
            .as_deref()
            .filter(|text| !text.trim().is_empty());
        if text.is_some() {
            self.index_some(entries, usize::MAX);
        }
        let shown = |line: &&ItemSummary| matches(line, filter, now);
        match text.and_then(|text| self.index.find(text)) {
            None => window(self.newest_first().filter(shown), offset, limit),
            Some(found) => {
                let lines = found.into_iter().filter_map(|(key, rank)| {
                    let (order, line) = self.lines.get(key)?;
                    Some((Reverse(rank), *order, line))
                });
                let mut best: Vec<_> = lines.filter(|(_, _, line)| shown(line)).collect();
                best.sort_unstable_by_key(|(rank, order, _)| (*rank, *order));
                window(best.into_iter().map(|(_, _, line)| line), offset, limit)
            }
        }
    }

    /// True while there is more to index.
    pub(crate) fn index_some(&mut self, entries: &BTreeMap<Key, Entry>, count: usize) -> bool {
        for _ in 0..count {
            let Some(key) = self.unindexed.pop_first() else {
                break;
            };
            let reading = entries.get(&key).and_then(Entry::read);
            match reading.as_ref().and_then(Reading::content) {
                Some(content) => {
                    let texts: Vec<&str> = content.fields.iter().map(|f| f.text.as_str()).collect();
                    let (title, tags) = (&content.title, &content.tags);
                    self.index.set(
                        key,
                        Document {
                            title,
                            tags,
                            texts: &texts,
                        },
                    );
                }
                None => self.index.remove(&key),
            }
        }
        !self.unindexed.is_empty()
    }
}

/// The line of an item; none for names, and for text that is not here.
pub(crate) fn summarize(key: Key, entry: &Entry, reading: &Reading) -> Option<ItemSummary> {
    let content = reading.content()?;
    Some(ItemSummary {
        item: key.0,
        part: key.1.part(),
        chapter: key.1.chapter(),
        title: content.title.clone(),
        excerpt: excerpt(content),
        template: content.template,
        tags: content.tags.clone(),
        created_at: reading.created_at,
        edited_at: reading.edited_at,
        happened_on: content.happened_on,
        conflict: reading.conflict.is_some(),
        trashed_at: reading.trashed_at,
        draft: entry.has_draft(),
    })
}

fn order_of(key: Key, summary: &ItemSummary) -> Order {
    let begun = i64::try_from(summary.created_at / DAY).unwrap_or(i64::MAX);
    let day = summary.happened_on.map_or(begun, days_since_1970);
    (Reverse(day), Reverse(summary.created_at), key)
}

/// Days from 1970-01-01 in the Gregorian calendar (Howard Hinnant's `days_from_civil`).
fn days_since_1970(date: Date) -> i64 {
    let (month, day) = (i64::from(date.month), i64::from(date.day));
    let year = i64::from(date.year) - i64::from(month <= 2);
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn matches(line: &ItemSummary, filter: &Filter, now: Millis) -> bool {
    let bin = match line.trashed_at {
        None => !filter.trash,
        Some(at) => filter.trash && now.saturating_sub(at) < TRASH_MILLIS,
    };
    bin && filter.part.is_none_or(|part| line.part == Some(part))
        && filter
            .tag
            .as_ref()
            .is_none_or(|tag| line.tags.contains(tag))
}

fn window<'a>(lines: impl Iterator<Item = &'a ItemSummary>, offset: u32, limit: u32) -> Page {
    let mut page = Page::default();
    let end = offset.saturating_add(limit);
    for line in lines {
        if (offset..end).contains(&page.total) {
            page.items.push(line.clone());
        }
        page.total = page.total.saturating_add(1);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (year, month, day, days) in [
            (1970, 1, 1, 0),
            (1969, 12, 31, -1),
            (2000, 2, 29, 11_016),
            (2000, 3, 1, 11_017),
            (2026, 7, 30, 20_664),
            (1, 1, 1, -719_162),
        ] {
            assert_eq!(days_since_1970(Date { year, month, day }), days);
        }
    }
}
