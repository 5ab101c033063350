//! Matching the words of two texts, in bounded time.
//!
//! Patience diff: equal ends first, then the words that occur once on both sides and keep their order,
//! then again between those; small stretches without such words get an exact longest common
//! subsequence. Any matching in order is good enough for [`crate::merge`] to lose nothing, so when the
//! budget is spent the rest simply counts as replaced. A budget of steps, not a deadline: two devices
//! must match alike, however slow they are.

use core::ops::Range;
use std::collections::BTreeMap;

/// Steps one comparison may take; 96 KiB against 96 KiB of prose takes about a twentieth.
const BUDGET: usize = 4_000_000;

/// The largest table of an exact match, in cells.
const EXACT_CELLS: usize = 62_500;

/// Pairs of places with equal words, rising on both sides.
pub(crate) fn matches(left: &[&str], right: &[&str]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut budget = BUDGET;
    let mut open = vec![(0..left.len(), 0..right.len())];
    while let Some((mut l, mut r)) = open.pop() {
        while !l.is_empty() && !r.is_empty() && left[l.start] == right[r.start] {
            found.push((l.start, r.start));
            l.start += 1;
            r.start += 1;
        }
        while !l.is_empty() && !r.is_empty() && left[l.end - 1] == right[r.end - 1] {
            l.end -= 1;
            r.end -= 1;
            found.push((l.end, r.end));
        }
        if l.is_empty() || r.is_empty() {
            continue;
        }
        let anchors = anchors(left, right, &l, &r, &mut budget);
        if anchors.is_empty() {
            exact(left, right, &l, &r, &mut budget, &mut found);
            continue;
        }
        for (i, j) in anchors {
            open.push((l.start..i, r.start..j));
            found.push((i, j));
            l.start = i + 1;
            r.start = j + 1;
        }
        open.push((l, r));
    }
    found.sort_unstable();
    found
}

/// Words that occur once in each range, as the longest chain that rises on both sides.
fn anchors(
    left: &[&str],
    right: &[&str],
    l: &Range<usize>,
    r: &Range<usize>,
    budget: &mut usize,
) -> Vec<(usize, usize)> {
    if !spend(budget, l.len() + r.len()) {
        return Vec::new();
    }
    // Place on each side, or none once seen twice.
    let mut seen: BTreeMap<&str, (Places, Places)> = BTreeMap::new();
    for i in l.clone() {
        seen.entry(left[i]).or_default().0.add(i);
    }
    for j in r.clone() {
        if let Some(places) = seen.get_mut(right[j]) {
            places.1.add(j);
        }
    }
    let mut once: Vec<(usize, usize)> = seen
        .values()
        .filter_map(|(a, b)| Some((a.only()?, b.only()?)))
        .collect();
    once.sort_unstable();
    longest_rising(&once)
}

/// Where a word was seen: nowhere, once, or too often to be an anchor.
#[derive(Clone, Copy, Default)]
enum Places {
    #[default]
    None,
    One(usize),
    Many,
}

impl Places {
    fn add(&mut self, place: usize) {
        *self = match self {
            Self::None => Self::One(place),
            Self::One(_) | Self::Many => Self::Many,
        };
    }

    fn only(self) -> Option<usize> {
        match self {
            Self::One(place) => Some(place),
            Self::None | Self::Many => None,
        }
    }
}

/// The longest subsequence whose second members rise (patience sorting); the first ones already do.
fn longest_rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut tops: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (n, pair) in pairs.iter().enumerate() {
        let pile = tops.partition_point(|&top| pairs[top].1 < pair.1);
        before.push(pile.checked_sub(1).map(|below| tops[below]));
        if pile == tops.len() {
            tops.push(n);
        } else {
            tops[pile] = n;
        }
    }
    let mut chain = Vec::with_capacity(tops.len());
    let mut next = tops.last().copied();
    while let Some(n) = next {
        chain.push(pairs[n]);
        next = before[n];
    }
    chain.reverse();
    chain
}

/// An exact longest common subsequence, if the table is small.
fn exact(
    left: &[&str],
    right: &[&str],
    l: &Range<usize>,
    r: &Range<usize>,
    budget: &mut usize,
    found: &mut Vec<(usize, usize)>,
) {
    let cells = l.len().saturating_mul(r.len());
    if cells > EXACT_CELLS || !spend(budget, cells) {
        return;
    }
    let width = r.len() + 1;
    // length[i][j]: the longest match of what follows place i on the left and j on the right.
    let mut length = vec![0_u32; (l.len() + 1) * width];
    for i in (0..l.len()).rev() {
        for j in (0..r.len()).rev() {
            length[i * width + j] = if left[l.start + i] == right[r.start + j] {
                length[(i + 1) * width + j + 1] + 1
            } else {
                length[(i + 1) * width + j].max(length[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < l.len() && j < r.len() {
        if left[l.start + i] == right[r.start + j] {
            found.push((l.start + i, r.start + j));
            i += 1;
            j += 1;
        } else if length[(i + 1) * width + j] >= length[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
}

fn spend(budget: &mut usize, steps: usize) -> bool {
    match budget.checked_sub(steps) {
        Some(rest) => {
            *budget = rest;
            true
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        text.split_whitespace().collect()
    }

    #[test]
    fn finds_what_stayed() {
        let left = words("the ward was quiet and the night was long");
        let right = words("the ward was not quiet and night was very long");
        let same: Vec<&str> = matches(&left, &right)
            .iter()
            .map(|&(i, _)| left[i])
            .collect();
        assert_eq!(same.join(" "), "the ward was quiet and night was long");
    }

    #[test]
    fn repeated_words_match_exactly_in_small_texts() {
        let left = words("a b a b a c");
        let right = words("b a a b c a");
        assert_eq!(matches(&left, &right).len(), 4);
    }

    proptest! {
        #[test]
        fn any_matching_rises_and_pairs_equal_words(
            left in proptest::collection::vec("[a-e]", 0..60),
            right in proptest::collection::vec("[a-e]", 0..60),
        ) {
            let left: Vec<&str> = left.iter().map(String::as_str).collect();
            let right: Vec<&str> = right.iter().map(String::as_str).collect();
            let found = matches(&left, &right);
            for pair in &found {
                prop_assert_eq!(left[pair.0], right[pair.1]);
            }
            for two in found.windows(2) {
                prop_assert!(two[0].0 < two[1].0 && two[0].1 < two[1].1);
            }
        }
    }
}
