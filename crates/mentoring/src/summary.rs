//! The line an item has in a list.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::id::{ItemId, PartId};
use crate::item::{Content, Date, Millis};
use crate::template::Template;

/// About how long an excerpt is, in characters.
const EXCERPT: usize = 160;

/// The line an item has in a list.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemSummary {
    /// Which.
    pub item: ItemId,
    /// The part it lives in; none if in the person's own circle.
    pub part: Option<PartId>,
    /// The later chapter of the part it lives in, by its circle; none for the first.
    pub chapter: Option<[u8; 32]>,
    /// May be empty.
    pub title: String,
    /// How its text begins, in one line, without Markdown's marks.
    pub excerpt: String,
    /// Which questions are shown.
    pub template: Template,
    /// Sorted, unique.
    pub tags: Vec<String>,
    /// The earliest time of any revision.
    pub created_at: Millis,
    /// The latest time of any revision.
    pub edited_at: Millis,
    /// The day it is about, if the author named one.
    pub happened_on: Option<Date>,
    /// Whether two versions wait to be compared.
    pub conflict: bool,
    /// When it was moved to the trash.
    pub trashed_at: Option<Millis>,
    /// Whether its newest words are in no entry yet.
    pub draft: bool,
}

impl fmt::Debug for ItemSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemSummary")
            .field("item", &self.item)
            .field("part", &self.part)
            .field("created_at", &self.created_at)
            .field("edited_at", &self.edited_at)
            .field("conflict", &self.conflict)
            .field("trashed_at", &self.trashed_at)
            .field("draft", &self.draft)
            .finish_non_exhaustive()
    }
}

/// The beginning of the first answer that has text, in the template's order, then of any other.
pub(crate) fn excerpt(content: &Content) -> String {
    let asked = content
        .template
        .questions()
        .iter()
        .map(|key| content.text(*key));
    let others = content.unshown_fields().map(|field| field.text.as_str());
    let plain = asked
        .chain(others)
        .map(plain_line)
        .find(|line| !line.is_empty());
    plain.map(shorten).unwrap_or_default()
}

/// One line without Markdown's marks. Stops once there is enough for an excerpt.
fn plain_line(text: &str) -> String {
    let mut line = String::new();
    let mut length = 0;
    for words in text.lines().map(without_marks) {
        for word in words.split_whitespace() {
            let word: String = word
                .chars()
                .filter(|c| !matches!(c, '*' | '_' | '`' | '~'))
                .collect();
            if word.is_empty() {
                continue;
            }
            if !line.is_empty() {
                line.push(' ');
            }
            length += word.chars().count() + 1;
            line.push_str(&word);
            if length > EXCERPT {
                return line;
            }
        }
    }
    line
}

/// A line without heading, quotation and list marks, and with links as their text.
fn without_marks(line: &str) -> String {
    let mut rest = line.trim_start();
    loop {
        let bare = rest.trim_start_matches(['#', '>']).trim_start();
        let bare = ["- ", "* ", "+ "]
            .iter()
            .find_map(|mark| bare.strip_prefix(mark))
            .unwrap_or(bare);
        if bare.len() == rest.len() {
            break;
        }
        rest = bare.trim_start();
    }
    let mut plain = String::new();
    while let Some((before, link)) = rest.split_once('[') {
        let parts = link.split_once("](").and_then(|(text, target)| {
            let (_, after) = target.split_once(')')?;
            Some((text, after))
        });
        plain.push_str(
            before
                .strip_suffix('!')
                .filter(|_| parts.is_some())
                .unwrap_or(before),
        );
        let Some((text, after)) = parts else {
            plain.push('[');
            rest = link;
            continue;
        };
        plain.push_str(text);
        rest = after;
    }
    plain.push_str(rest);
    plain
}

/// At most [`EXCERPT`] characters, cut between words if that costs little.
fn shorten(line: String) -> String {
    let Some((end, _)) = line.char_indices().nth(EXCERPT) else {
        return line;
    };
    let (head, _) = line.split_at(end);
    let cut = head
        .rfind(' ')
        .filter(|space| *space > end / 2)
        .unwrap_or(end);
    let (head, _) = head.split_at(cut);
    format!("{head}…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Field;
    use crate::template::FieldKey;
    use proptest::prelude::*;

    fn content(fields: &[(FieldKey, &str)]) -> Content {
        let field = |(key, text): &(FieldKey, &str)| Field {
            key: *key,
            text: (*text).to_owned(),
        };
        Content {
            fields: fields.iter().map(field).collect(),
            ..Content::default()
        }
    }

    #[test]
    fn the_first_answer_with_text_is_shown_plainly() {
        let text =
            "\n# On *call*\n\n> - a [link](https://x.org) and ![picture](p.png)\n* 2 * 3 [open";
        let shown = excerpt(&content(&[
            (FieldKey::What, "** _ "),
            (FieldKey::SoWhat, text),
        ]));
        assert_eq!(shown, "On call a link and picture 2 3 [open");
        assert_eq!(
            excerpt(&content(&[(FieldKey::Feelings, "afraid")])),
            "afraid"
        );
        assert_eq!(excerpt(&content(&[])), "");
    }

    #[test]
    fn long_text_is_cut_between_words() {
        let urdu = "مریض ".repeat(100);
        let shown = excerpt(&content(&[(FieldKey::What, &urdu)]));
        assert!(shown.ends_with("مریض…"), "{shown}");
        assert!(shown.chars().count() <= EXCERPT + 1);
        let unbroken = "x".repeat(MANY);
        assert_eq!(
            excerpt(&content(&[(FieldKey::What, &unbroken)]))
                .chars()
                .count(),
            EXCERPT + 1
        );
    }

    const MANY: usize = 5_000;

    proptest! {
        #[test]
        fn any_text_has_a_bounded_excerpt(text in "[\\PC\n\\[\\]()#>*_ -]{0,400}") {
            let shown = excerpt(&content(&[(FieldKey::What, &text)]));
            prop_assert!(shown.chars().count() <= EXCERPT + 1);
            prop_assert!(!shown.contains('\n'));
        }
    }
}
