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

/// Up to two letters for a name's round picture.
pub fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphabetic()));
    let first = words.next();
    first
        .into_iter()
        .chain(words.next_back())
        .flat_map(char::to_uppercase)
        .collect()
}
