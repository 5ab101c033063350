//! The 24 words as people type them: with mistakes, numbers, commas, all at once or four by four.

use bip39::Language;

/// Words on a card.
pub const WORDS: usize = 24;
/// Words typed into one line.
pub const PER_LINE: usize = 4;
/// Lines.
pub const LINES: usize = WORDS / PER_LINE;

/// What the text of a card's QR begins with, in small letters.
const QR_PREFIX: &str = "amanat-card-1:";

/// The words in a text, in small letters.
pub fn words_of(text: &str) -> Vec<String> {
    let text = text.trim().to_lowercase();
    text.strip_prefix(QR_PREFIX)
        .unwrap_or(&text)
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A word that is on no card.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unknown {
    /// 1 to 24.
    pub place: usize,
    /// As typed.
    pub word: String,
    /// What was probably meant.
    pub meant: Option<&'static str>,
}

/// The words of one line that are on no card. While the person is still typing the last one, it counts as
/// unknown only once no card's word begins like it.
pub fn unknown_in(line: usize, text: &str, typing: bool) -> Vec<Unknown> {
    let words = words_of(text);
    let last = words.len().saturating_sub(1);
    let unfinished = typing && text.chars().next_back().is_some_and(char::is_alphabetic);
    words
        .into_iter()
        .enumerate()
        .filter(|(at, word)| {
            let begun = unfinished && *at == last;
            match begun {
                true => Language::English
                    .words_by_prefix_iter(word)
                    .next()
                    .is_none(),
                false => Language::English.find_word(word).is_none(),
            }
        })
        .map(|(at, word)| Unknown {
            place: line * PER_LINE + at + 1,
            meant: meant_by(&word),
            word,
        })
        .collect()
}

/// The text with one word put right.
pub fn replace(text: &str, at: usize, word: &str) -> String {
    let mut words = words_of(text);
    if let Some(wrong) = words.get_mut(at) {
        word.clone_into(wrong);
    }
    words.join(" ")
}

/// Lines from a text with more words than one line takes, to be filled in from line `from` on; from the
/// first line on if it is a whole card. None if it fits.
pub fn spread(from: usize, text: &str) -> Option<Vec<(usize, String)>> {
    let words = words_of(text);
    if words.len() <= PER_LINE {
        return None;
    }
    let from = if words.len() >= WORDS { 0 } else { from };
    let lines = words.chunks(PER_LINE).map(|words| words.join(" "));
    Some((from..LINES).zip(lines).collect())
}

/// The word on the list nearest to this one, if one is near.
fn meant_by(word: &str) -> Option<&'static str> {
    let mut begun = Language::English.words_by_prefix_iter(word);
    if let (Some(only), None) = (begun.next(), begun.next()) {
        return Some(only);
    }
    let words = Language::English.word_list().iter();
    let near = words.map(|known| (distance(word, known), *known)).min()?;
    (near.0 <= 2).then_some(near.1)
}

/// Letters to insert, remove, change or swap with their neighbour (restricted Damerau-Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(16).collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let same = a[i - 1] == b[j - 1];
            let mut least = (above[j] + 1)
                .min(row[j - 1] + 1)
                .min(above[j - 1] + usize::from(!same));
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_commas_and_the_text_of_a_qr() {
        let expected = ["abandon", "zoo"];
        for text in [
            "1 Abandon, 24. zoo",
            "AMANAT-CARD-1:ABANDON ZOO",
            " abandon\nzoo ",
        ] {
            assert_eq!(words_of(text), expected);
        }
    }

    #[test]
    fn names_an_unknown_word_with_its_place_and_what_was_meant() {
        let unknown = unknown_in(1, "abandon hravest zoo", false);
        assert_eq!(
            unknown,
            [Unknown {
                place: 6,
                word: "hravest".into(),
                meant: Some("harvest")
            }]
        );
        assert_eq!(unknown_in(0, "harv", false)[0].meant, Some("harvest"));
        assert_eq!(unknown_in(0, "qqqqqqqq", false)[0].meant, None);
    }

    #[test]
    fn a_word_being_typed_is_not_called_wrong() {
        assert!(unknown_in(0, "abandon har", true).is_empty());
        assert_eq!(unknown_in(0, "abandon har ", true).len(), 1);
        assert_eq!(unknown_in(0, "abandon harx", true).len(), 1);
    }

    #[test]
    fn a_pasted_card_fills_every_line_from_the_first() {
        let card = vec!["zoo"; WORDS].join(" ");
        let lines = spread(3, &card).unwrap();
        assert_eq!(lines.len(), LINES);
        assert_eq!(lines[0], (0, "zoo zoo zoo zoo".to_owned()));
        let part = spread(5, "zoo zoo zoo zoo zoo").unwrap();
        assert_eq!(part, [(5, "zoo zoo zoo zoo".to_owned())]);
        assert_eq!(spread(0, "zoo zoo zoo zoo"), None);
    }

    #[test]
    fn puts_one_word_right() {
        assert_eq!(
            replace("1. abandon, hravest", 1, "harvest"),
            "abandon harvest"
        );
    }
}
