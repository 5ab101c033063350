//! Joining two texts that grew from one, word by word.
//!
//! Every word of the result was kept by both sides or written by one of them, and every word that one
//! side wrote is in it. A word goes only if a side that had it took it out. Where both sides changed the
//! same place, both wordings stand one after the other and the result says so: the person chooses.
//!
//! Words are compared without the space before them, so that a changed paragraph is no changed word and
//! no two words can grow together. Time is bounded by a budget of steps.

use core::ops::Range;
use std::collections::BTreeSet;

use crate::diff::matches;

/// A joined text.
#[derive(Clone, PartialEq, Eq)]
pub struct Merged {
    /// Everything both sides kept, and everything either wrote.
    pub text: String,
    /// Whether both changed the same place, so that somebody should look.
    pub conflict: bool,
}

/// Joins two texts that both grew from `base`. Not symmetric: where both wrote in one place, the left
/// side's words come first, so callers must agree on the sides.
#[must_use]
pub fn merge(base: &str, left: &str, right: &str) -> Merged {
    let clean = |text: &str| Merged {
        text: text.to_owned(),
        conflict: false,
    };
    if left == right || right == base {
        return clean(left);
    }
    if left == base {
        return clean(right);
    }
    let (base, left, right) = (Words::of(base), Words::of(left), Words::of(right));
    let ours = Edits::between(&base, &left);
    let theirs = Edits::between(&base, &right);
    let mut join = Join {
        base: &base,
        left: &left,
        right: &right,
        out: Vec::new(),
        conflict: ours.clash(&theirs, &left, &right),
    };
    let (mut from_left, mut from_right, mut from_out) = (0, 0, 0);
    for place in 0..=base.words.len() {
        join.insert(ours.inserted(place), theirs.inserted(place));
        let kept = (ours.kept(place), theirs.kept(place));
        let end = place == base.words.len();
        let stable = if end {
            (Some(left.words.len()), Some(right.words.len()))
        } else {
            kept
        };
        if let (Some(i), Some(j)) = stable {
            join.restore(from_left..i, from_right..j, from_out);
            if !end {
                join.keep(place, i, j);
            }
            (from_left, from_right, from_out) = (i + 1, j + 1, join.out.len());
        }
    }
    join.finish()
}

/// The space that changed; of two changes the one that separates more.
fn newer<'a>(base: &str, left: &'a str, right: &'a str) -> &'a str {
    if left == base {
        right
    } else if right == base {
        left
    } else {
        let lines = |gap: &str| (gap.matches('\n').count(), gap.len());
        if lines(right) > lines(left) {
            right
        } else {
            left
        }
    }
}

/// A text as words, each with the space before it, and the space at the end.
struct Words<'a> {
    gaps: Vec<&'a str>,
    words: Vec<&'a str>,
    tail: &'a str,
}

impl<'a> Words<'a> {
    fn of(text: &'a str) -> Self {
        let (mut gaps, mut words) = (Vec::new(), Vec::new());
        let mut rest = text;
        loop {
            let start = rest
                .find(|c: char| !c.is_whitespace())
                .unwrap_or(rest.len());
            let (gap, from) = rest.split_at(start);
            if from.is_empty() {
                return Self {
                    gaps,
                    words,
                    tail: gap,
                };
            }
            let end = from.find(char::is_whitespace).unwrap_or(from.len());
            let (word, after) = from.split_at(end);
            gaps.push(gap);
            words.push(word);
            rest = after;
        }
    }
}

impl<'a> Words<'a> {
    fn pairs(&self, range: Range<usize>) -> impl Iterator<Item = (&'a str, &'a str)> {
        let gaps = self.gaps[range.clone()].iter().copied();
        gaps.zip(self.words[range].iter().copied())
    }
}

/// How one side differs from the base.
struct Edits {
    /// For each word of the base, where the side has it; none if it took it out.
    kept: Vec<Option<usize>>,
    /// For each place of the base (before word n; the last is the end), the side's new words there.
    inserted: Vec<Range<usize>>,
    /// Changed stretches: base range and the side's words in its place. Sorted, never both empty.
    hunks: Vec<(Range<usize>, Range<usize>)>,
}

impl Edits {
    fn between(base: &Words<'_>, side: &Words<'_>) -> Self {
        let mut kept = vec![None; base.words.len()];
        let mut inserted = vec![0..0; base.words.len() + 1];
        let mut hunks = Vec::new();
        let (mut from_base, mut from_side) = (0, 0);
        let mut pairs = matches(&base.words, &side.words);
        pairs.push((base.words.len(), side.words.len()));
        for (i, j) in pairs {
            if from_base < i || from_side < j {
                inserted[from_base] = from_side..j;
                hunks.push((from_base..i, from_side..j));
            }
            if let Some(place) = kept.get_mut(i) {
                *place = Some(j);
            }
            (from_base, from_side) = (i + 1, j + 1);
        }
        Self {
            kept,
            inserted,
            hunks,
        }
    }

    fn kept(&self, place: usize) -> Option<usize> {
        self.kept.get(place).copied().flatten()
    }

    fn inserted(&self, place: usize) -> Range<usize> {
        self.inserted.get(place).cloned().unwrap_or_default()
    }

    /// Whether both sides changed one place differently. Taking out the same words twice is no clash,
    /// nor is writing the same words.
    fn clash(&self, other: &Self, left: &Words<'_>, right: &Words<'_>) -> bool {
        let mut theirs = other.hunks.iter().peekable();
        for (a, ours) in &self.hunks {
            while theirs.next_if(|(b, _)| b.end < a.start).is_some() {}
            for (b, new) in theirs.clone().take_while(|(b, _)| b.start <= a.end) {
                let (wa, wb) = (&left.words[ours.clone()], &right.words[new.clone()]);
                let same_place = a.start == b.start && !wa.is_empty() && !wb.is_empty();
                let overlap = a.start.max(b.start) < a.end.min(b.end);
                let inside = (b.is_empty() && a.start < b.start && b.end < a.end)
                    || (a.is_empty() && b.start < a.start && a.end < b.end);
                let written = !wa.is_empty() || !wb.is_empty();
                let alike = a == b && wa == wb;
                if !alike && (same_place || inside || (overlap && written)) {
                    return true;
                }
            }
        }
        false
    }
}

/// The joined text as it grows.
struct Join<'a> {
    base: &'a Words<'a>,
    left: &'a Words<'a>,
    right: &'a Words<'a>,
    /// Words with the space before them.
    out: Vec<(&'a str, &'a str)>,
    conflict: bool,
}

impl<'a> Join<'a> {
    /// A word of the base that both sides kept.
    fn keep(&mut self, place: usize, i: usize, j: usize) {
        let gap = newer(self.base.gaps[place], self.left.gaps[i], self.right.gaps[j]);
        self.out.push((gap, self.base.words[place]));
    }

    /// New words of both sides in one place; once, if one side's hold the other's.
    fn insert(&mut self, ours: Range<usize>, theirs: Range<usize>) {
        let a = &self.left.words[ours.clone()];
        let b = &self.right.words[theirs.clone()];
        if a.starts_with(b) || a.ends_with(b) {
            self.out.extend(self.left.pairs(ours));
        } else if b.starts_with(a) || b.ends_with(a) {
            self.out.extend(self.right.pairs(theirs));
        } else {
            self.out.extend(self.left.pairs(ours));
            self.out.extend(self.right.pairs(theirs));
        }
    }

    /// Between two words that both kept: if the base had a word twice and each side kept another one of
    /// the two, none would be left although both sides have it. Then both wordings stay whole.
    fn restore(&mut self, ours: Range<usize>, theirs: Range<usize>, from_out: usize) {
        let written = || self.out[from_out..].iter().map(|(_, word)| *word);
        if lost(
            &self.left.words[ours.clone()],
            &self.right.words[theirs.clone()],
            written,
        ) {
            self.out.truncate(from_out);
            self.insert(ours, theirs);
            self.conflict = true;
        }
    }

    fn finish(self) -> Merged {
        let (left, right) = (self.left, self.right);
        // The same across the whole text, or a side that took out everything: right, but worth a look.
        let emptied = left.words.is_empty() || right.words.is_empty();
        let conflict = self.conflict
            || (emptied && !self.base.words.is_empty())
            || lost(&left.words, &right.words, || {
                self.out.iter().map(|(_, word)| *word)
            });
        let indented = |side: &Words<'_>| side.gaps.first().is_some_and(|gap| !gap.is_empty());
        let indented = indented(left) || indented(right);
        let mut text = String::new();
        for (n, (gap, word)) in self.out.iter().enumerate() {
            text.push_str(match *gap {
                // A word that now comes first must not bring the space that stood before it.
                _ if n == 0 && !indented => "",
                // Words of different origin must not grow together.
                "" if n > 0 => " ",
                gap => gap,
            });
            text.push_str(word);
        }
        text.push_str(newer(self.base.tail, left.tail, right.tail));
        Merged { text, conflict }
    }
}

/// Whether a word that both sides have is not among those written.
fn lost<'a, W: Iterator<Item = &'a str>>(
    left: &[&'a str],
    right: &[&'a str],
    written: impl Fn() -> W,
) -> bool {
    if left.is_empty() || right.is_empty() {
        return false;
    }
    let right: BTreeSet<&str> = right.iter().copied().collect();
    let mut missing: BTreeSet<&str> = left.iter().copied().filter(|w| right.contains(w)).collect();
    for word in written() {
        missing.remove(word);
    }
    !missing.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn joined(base: &str, left: &str, right: &str) -> (String, bool) {
        let merged = merge(base, left, right);
        (merged.text, merged.conflict)
    }

    fn ok(text: &str) -> (String, bool) {
        (text.to_owned(), false)
    }

    fn both(text: &str) -> (String, bool) {
        (text.to_owned(), true)
    }

    #[test]
    fn a_change_on_one_side_is_taken() {
        assert_eq!(joined("a b", "a b", "a x"), ok("a x"));
        assert_eq!(joined("a b", "a", "a b"), ok("a"));
        assert_eq!(joined("", "a", "a"), ok("a"));
    }

    #[test]
    fn changes_in_different_places_join() {
        let base = "I saw a child. I was afraid. I called for help.";
        let left = "Today I saw a child. I was afraid. I called for help.";
        let right = "I saw a child. I was very afraid. I called for help at once.";
        assert_eq!(
            joined(base, left, right),
            ok("Today I saw a child. I was very afraid. I called for help at once.")
        );
        assert_eq!(joined("a b c d", "a x c d", "a b y d"), ok("a x y d"));
        assert_eq!(joined("a b c d", "a c d", "a b d"), ok("a d"));
    }

    #[test]
    fn urdu_joins_like_english() {
        assert_eq!(
            joined(
                "میں نے مریض دیکھا۔",
                "آج میں نے مریض دیکھا۔",
                "میں نے ایک مریض دیکھا۔"
            ),
            ok("آج میں نے ایک مریض دیکھا۔")
        );
    }

    #[test]
    fn one_place_changed_twice_keeps_both_and_asks() {
        assert_eq!(
            joined(
                "I felt sad today",
                "I felt angry today",
                "I felt tired today"
            ),
            both("I felt angry tired today")
        );
        assert_eq!(
            joined("a", "a\n\nleft", "a\n\nright"),
            both("a\n\nleft\n\nright")
        );
        assert_eq!(joined("", "left", "right"), both("left right"));
        assert_eq!(joined("a b c d e", "a e", "a b x d e"), both("a x e"));
        assert_eq!(joined("a b", "", "a b c"), both("c"));
    }

    #[test]
    fn the_same_change_twice_counts_once() {
        assert_eq!(joined("a b c", "a x c d", "a x c e"), both("a x c d e"));
        assert_eq!(joined("a c", "a b c", "a b c "), ok("a b c "));
        assert_eq!(joined("a b c", "a c", "a c d"), ok("a c d"));
    }

    #[test]
    fn of_a_word_that_stood_twice_one_stays() {
        assert_eq!(joined("b c c a a", "c", "d c"), both("d c"));
        // Far apart, each side took out another one: both are gone, and somebody should look.
        assert_eq!(joined("w x w", "w x", "x w"), both("x"));
    }

    #[test]
    fn paragraphs_change_without_changing_words() {
        assert_eq!(joined("a b c", "a\n\nb c", "a b d"), ok("a\n\nb d"));
        assert_eq!(joined("a b", "a\nb", "a\n\nb"), ok("a\n\nb"));
        assert_eq!(joined("a b\n", "b\n", "a b c\n"), ok("b c\n"));
    }

    #[test]
    fn the_longest_fields_merge_in_bounded_time() {
        let limit = crate::item::MAX_FIELD;
        let prose = |seed: usize, distinct: usize| -> String {
            let mut n = seed;
            let mut text = String::new();
            while text.len() < limit - 12 {
                n = n
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                text.push_str(&format!("{} ", (n >> 33) % distinct));
            }
            text
        };
        // Unrelated, highly repetitive and two-word texts are the worst for a diff.
        for distinct in [2, 40, 4_000, usize::MAX >> 1] {
            let (base, left, right) = (prose(1, distinct), prose(2, distinct), prose(3, distinct));
            // The clock is only read here, in a test of time.
            #[allow(clippy::disallowed_methods)]
            let start = std::time::Instant::now();
            let merged = merge(&base, &left, &right);
            let took = start.elapsed();
            assert!(merged.conflict);
            println!("{distinct} distinct words: {took:?}");
            assert!(took.as_millis() < 2_000, "{took:?}");
        }
    }

    proptest! {
        #[test]
        fn no_written_word_is_lost_and_no_deleted_word_returns(
            base in "([a-d]{1,2}[ \n]{1,2}){0,12}",
            left in "([a-d]{1,2}[ \n]{1,2}){0,12}",
            right in "([a-d]{1,2}[ \n]{1,2}){0,12}",
        ) {
            let Merged { text: merged, conflict } = merge(&base, &left, &right);
            let has = |text: &str, word: &str| text.split_whitespace().any(|w| w == word);
            for word in left.split_whitespace().chain(right.split_whitespace()) {
                let deleted = has(&base, word) && !(has(&left, word) && has(&right, word));
                prop_assert!(deleted || has(&merged, word) || conflict, "{word} lost in {merged}");
                prop_assert!(has(&base, word) || has(&merged, word), "new {word} lost in {merged}");
            }
            for word in merged.split_whitespace() {
                prop_assert!(has(&left, word) || has(&right, word), "{word} from nowhere");
            }
        }

        #[test]
        fn anything_at_all_merges(base in ".{0,40}", left in ".{0,40}", right in ".{0,40}") {
            let merged = merge(&base, &left, &right);
            prop_assert_eq!(merge(&base, &left, &base).text, left.clone());
            prop_assert_eq!(merge(&base, &base, &right).text, right);
            prop_assert_eq!(merge(&base, &left, &left).text, left);
            prop_assert!(merged.text.len() <= base.len() + 2 * 400);
        }
    }
}
