//! Items as Markdown: the words as they were written, under the questions they answer.

use std::fmt::Write;

use amanat_mentoring::item::{Content, Revision, Value};
use amanat_mentoring::template::FieldKey;
use amanat_messages::ItemView;
use data_encoding::HEXLOWER;

/// An item with what stands at its head.
pub(crate) fn item(view: &ItemView) -> String {
    let mut text = content(&view.content);
    let at = text.find('\n').map_or(text.len(), |end| end + 1);
    let mut head = format!("\n{} · {}", day(view.summary.created_at), view.part_name);
    for tag in &view.content.tags {
        let _ = write!(head, " · #{tag}");
    }
    if view.conflict.is_some() {
        head.push_str(" · two versions differ");
    }
    head.push('\n');
    text.insert_str(at, &head);
    text
}

/// What a revision says.
pub(crate) fn revision(revision: &Revision) -> String {
    let name = HEXLOWER.encode(&revision.item.0);
    match &revision.value {
        Value::Reflection(words) => content(words),
        Value::Part(part) => format!("Name of the part: {}\n", part.name),
        Value::Profile(profile) => format!("Name of the author: {}\n", profile.name),
        Value::Trashed => format!("Moved to the trash: {name}\n"),
        Value::Fact(_) => format!("Kept about people: {name}\n"),
    }
}

fn content(content: &Content) -> String {
    let title = match content.title.trim() {
        "" => "(no title)",
        title => title,
    };
    let mut text = format!("# {title}\n");
    for field in &content.fields {
        // Writing to a string cannot fail.
        let _ = match field.key {
            FieldKey::Free => writeln!(text, "\n{}", field.text),
            key => writeln!(text, "\n## {}\n\n{}", question(key), field.text),
        };
    }
    text
}

const fn question(key: FieldKey) -> &'static str {
    match key {
        FieldKey::Free => "",
        FieldKey::What => "What?",
        FieldKey::SoWhat => "So what?",
        FieldKey::NowWhat => "Now what?",
        FieldKey::Description => "Description",
        FieldKey::Feelings => "Feelings",
        FieldKey::Evaluation => "Evaluation",
        FieldKey::Analysis => "Analysis",
        FieldKey::Conclusion => "Conclusion",
        FieldKey::ActionPlan => "Action plan",
    }
}

/// The day of a time, in UTC: `2026-11-23`. Howard Hinnant's `civil_from_days`, for years that are written
/// with four digits.
pub(crate) fn day(at: u64) -> String {
    let days = at / 86_400_000 + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use amanat_mentoring::item::Field;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (at, expected) in [
            (0, "1970-01-01"),
            (951_782_399_999, "2000-02-28"),
            (951_782_400_000, "2000-02-29"),
            (951_868_800_000, "2000-03-01"),
            (1_795_392_000_000, "2026-11-23"),
            (4_107_542_400_000, "2100-03-01"),
        ] {
            assert_eq!(day(at), expected);
        }
    }

    #[test]
    fn words_stay_as_they_are() {
        let words = Content {
            title: "پہلا معائنہ".into(),
            fields: vec![Field {
                key: FieldKey::SoWhat,
                text: "اس سے *کیا* سیکھا؟".into(),
            }],
            ..Content::default()
        };
        assert_eq!(
            content(&words),
            "# پہلا معائنہ\n\n## So what?\n\nاس سے *کیا* سیکھا؟\n"
        );
    }
}
