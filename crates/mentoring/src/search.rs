//! Finding text in English and Urdu.
//!
//! An index in memory from folded words to the documents that hold them. Every word of a query must
//! begin some word of a document. Title counts before tags, tags before text; the caller breaks ties.
//! How spellings are made equal is in `search/fold.rs`.
//!
//! A changed document gets a new number and its old one dies: entries of dead numbers are swept out once
//! they are many. So a change costs its own words only, and no document's words are kept twice.

mod fold;
mod table;

use core::ops::Bound;
use std::collections::BTreeMap;

use fold::fold_into;

/// Words of a query that count; more narrow nothing down.
const MAX_QUERY_WORDS: usize = 16;
/// Bytes of a word that count.
const MAX_WORD: usize = 48;
/// Dead numbers that are always tolerated.
const DEAD_ALLOWED: usize = 256;

/// Where a word stands. The value is its weight.
const TEXT: u32 = 1;
const TAG: u32 = 2;
const TITLE: u32 = 3;

/// What a document says.
#[derive(Clone, Copy, Default)]
pub struct Document<'a> {
    /// Counts most.
    pub title: &'a str,
    /// Count second.
    pub tags: &'a [String],
    /// Count least.
    pub texts: &'a [&'a str],
}

/// Words of many documents, each named by a key.
#[derive(Clone)]
pub struct Index<K> {
    /// Folded word to document number times four plus weight, rising.
    words: BTreeMap<Box<str>, Vec<u32>>,
    /// The document behind each number; none once it is dead.
    keys: Vec<Option<K>>,
    numbers: BTreeMap<K, usize>,
}

impl<K> Default for Index<K> {
    fn default() -> Self {
        Self {
            words: BTreeMap::new(),
            keys: Vec::new(),
            numbers: BTreeMap::new(),
        }
    }
}

impl<K: Ord + Clone> Index<K> {
    /// Adds a document or replaces what was known of it.
    pub fn set(&mut self, key: K, document: Document<'_>) {
        self.remove(&key);
        // 2^30 documents are out of reach; if they were not, the newest would just not be found.
        let Some(number) = u32::try_from(self.keys.len())
            .ok()
            .and_then(|n| n.checked_mul(4))
        else {
            return;
        };
        self.numbers.insert(key.clone(), self.keys.len());
        self.keys.push(Some(key));

        let mut title = String::new();
        fold_into(document.title, &mut title);
        let mut tags = String::new();
        for tag in document.tags {
            fold_into(tag, &mut tags);
        }
        let mut text = String::new();
        for part in document.texts {
            fold_into(part, &mut text);
        }
        for (folded, weight) in [(&title, TITLE), (&tags, TAG), (&text, TEXT)] {
            let mut words: Vec<&str> = folded.split_terminator(' ').map(cut).collect();
            words.sort_unstable();
            words.dedup();
            for word in words {
                match self.words.get_mut(word) {
                    // The weightiest place comes first and is the one kept.
                    Some(places) if places.last().is_none_or(|last| *last < number) => {
                        places.push(number + weight);
                    }
                    Some(_) => {}
                    None => {
                        self.words.insert(word.into(), vec![number + weight]);
                    }
                }
            }
        }
    }

    /// Forgets a document.
    pub fn remove(&mut self, key: &K) {
        if let Some(number) = self.numbers.remove(key)
            && let Some(place) = self.keys.get_mut(number)
        {
            *place = None;
        }
        if self.keys.len() > DEAD_ALLOWED + self.numbers.len() + self.numbers.len() / 2 {
            self.sweep();
        }
    }

    /// Documents in which every word of the query begins a word, with their rank: higher is better.
    /// In no order that means anything. None if the query has no words, which asks for nothing.
    #[must_use]
    pub fn find(&self, query: &str) -> Option<Vec<(&K, u32)>> {
        let mut folded = String::new();
        fold_into(query, &mut folded);
        let mut wanted = folded
            .split_terminator(' ')
            .take(MAX_QUERY_WORDS)
            .map(cut)
            .peekable();
        wanted.peek()?;
        let mut rank: Vec<Option<u32>> = self
            .keys
            .iter()
            .map(|key| key.as_ref().map(|_| 0))
            .collect();
        let mut best = vec![0_u32; self.keys.len()];
        for prefix in wanted {
            best.fill(0);
            // No word holds the last code point, so this range is just the words that begin so; asking
            // each of them would fetch every word's letters from memory.
            let end = format!("{prefix}\u{10FFFF}");
            let range = (Bound::Included(prefix), Bound::Excluded(end.as_str()));
            for (_, places) in self.words.range::<str, _>(range) {
                for place in places {
                    if let Some(best) = best.get_mut((place / 4) as usize) {
                        *best = (*best).max(place % 4);
                    }
                }
            }
            for (rank, best) in rank.iter_mut().zip(&best) {
                *rank = rank.filter(|_| *best > 0).map(|sum| sum + best);
            }
        }
        let found = self.keys.iter().zip(rank);
        Some(
            found
                .filter_map(|(key, rank)| Some((key.as_ref()?, rank?)))
                .collect(),
        )
    }

    /// Gives the living new numbers in the old order and drops the rest.
    fn sweep(&mut self) {
        let mut renumbered = Vec::with_capacity(self.keys.len());
        let mut living = 0_u32;
        for key in &self.keys {
            renumbered.push(key.as_ref().map(|_| living));
            living += u32::from(key.is_some());
        }
        self.words.retain(|_, places| {
            *places = places
                .iter()
                .filter_map(|place| {
                    let number = renumbered.get((place / 4) as usize).copied().flatten()?;
                    Some(number * 4 + place % 4)
                })
                .collect();
            !places.is_empty()
        });
        self.keys.retain(Option::is_some);
        self.numbers = self.keys.iter().flatten().cloned().zip(0..).collect();
    }
}

/// The part of a word that counts.
fn cut(word: &str) -> &str {
    let mut end = word.len().min(MAX_WORD);
    while !word.is_char_boundary(end) {
        end -= 1;
    }
    word.get(..end).unwrap_or(word)
}

#[cfg(test)]
#[path = "search/tests.rs"]
mod tests;
