//! Small parts without a mind of their own: props in, callbacks out.

pub mod arriving;
pub mod audience;
pub mod comments;
pub mod copy;
pub mod day;
pub mod dialog;
pub mod empty_state;
pub mod first;
pub mod flow;
pub mod grow;
pub mod icons;
pub mod intl;
pub mod item_card;
pub mod markdown;
pub mod part_picker;
pub mod person;
pub mod qr;
pub mod questions;
pub mod save_state;
pub mod script;
pub mod tag_input;
pub mod template_picker;
pub mod toast;

/// What stands before many names here, and tells nobody apart.
const TITLES: [&str; 8] = ["dr", "prof", "mr", "mrs", "ms", "miss", "ڈاکٹر", "پروفیسر"];

/// Up to two letters for a name's round picture.
pub fn initials(name: &str) -> String {
    let is_title = |word: &str| {
        let word = word.trim_end_matches('.').to_lowercase();
        TITLES.contains(&word.as_str())
    };
    let words: Vec<&str> = name.split_whitespace().collect();
    let titles = words.iter().take_while(|word| is_title(word)).count();
    // A name that is nothing but a title keeps it.
    let named = words.get(titles..).filter(|rest| !rest.is_empty());
    let letters = named.unwrap_or(&words).iter();
    let mut letters = letters.filter_map(|word| word.chars().find(|c| c.is_alphabetic()));
    let first = letters.next();
    first
        .into_iter()
        .chain(letters.next_back())
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn titles_tell_nobody_apart() {
        let pairs = [
            ("Dr Saima Khan", "SK"),
            ("Prof. Dr. Nasir Shah", "NS"),
            ("ڈاکٹر صائمہ خان", "صخ"),
            ("Ayesha", "A"),
            ("Hina, roll 114", "HR"),
            ("Dr", "D"),
            ("  ", ""),
        ];
        for (name, letters) in pairs {
            assert_eq!(initials(name), letters, "{name}");
        }
    }
}
