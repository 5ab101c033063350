//! How near a text is to its limit, said before anything is refused.

use amanat_mentoring::item::{MAX_FIELD, MAX_TITLE};

use crate::components::intl;
use crate::i18n::{Locale, td_string};

/// From here on the room that is left is shown.
const NEAR: usize = MAX_FIELD / 10;
const KB: usize = 1024;

/// What is to be said of a text's length.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Length {
    /// Nothing.
    Fine,
    /// So much is left, in kilobytes.
    Near(usize),
    /// So much is too much: kilobytes of a text, characters of a title.
    Over(usize),
}

impl Length {
    /// Of an answer.
    pub fn of_text(text: &str) -> Self {
        match MAX_FIELD.checked_sub(text.len()) {
            Some(left) if left >= NEAR => Self::Fine,
            Some(left) => Self::Near(left / KB),
            None => Self::Over((text.len() - MAX_FIELD).div_ceil(KB)),
        }
    }

    /// Of a title.
    pub fn of_title(title: &str) -> Self {
        let length = title.trim().chars().count();
        match length.checked_sub(MAX_TITLE) {
            None | Some(0) => Self::Fine,
            Some(over) => Self::Over(over),
        }
    }

    /// Whether it cannot be saved like this.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Over(_))
    }

    /// In words, of an answer.
    pub fn text_words(self, locale: Locale) -> Option<String> {
        match self {
            Self::Fine => None,
            Self::Near(left) => Some(td_string!(
                locale,
                editor.text_near,
                left = intl::count(locale, left)
            )),
            Self::Over(over) => Some(td_string!(
                locale,
                editor.text_long,
                over = intl::count(locale, over)
            )),
        }
    }

    /// In words, of a title.
    pub fn title_words(self, locale: Locale) -> Option<String> {
        let Self::Over(over) = self else { return None };
        let (max, over) = (intl::count(locale, MAX_TITLE), intl::count(locale, over));
        Some(td_string!(
            locale,
            editor.title_long,
            max = max,
            over = over
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_is_announced_and_exact() {
        assert_eq!(Length::of_text(""), Length::Fine);
        assert_eq!(
            Length::of_text(&"x".repeat(MAX_FIELD - 2 * KB)),
            Length::Near(2)
        );
        assert_eq!(Length::of_text(&"x".repeat(MAX_FIELD)), Length::Near(0));
        assert_eq!(Length::of_text(&"x".repeat(MAX_FIELD + 1)), Length::Over(1));
        assert_eq!(Length::of_title(&"ا".repeat(MAX_TITLE)), Length::Fine);
        assert_eq!(
            Length::of_title(&"ا".repeat(MAX_TITLE + 3)),
            Length::Over(3)
        );
    }
}
