//! Names of people and programmes, as they travel: one short line.

/// The longest name, in characters.
pub const MAX_NAME: usize = 60;

/// Whether this can be shown beside other text before anybody is trusted: 1 to [`MAX_NAME`] characters, no
/// white space around them, no control characters, none that turn the direction of what follows.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let count = name.chars().take(MAX_NAME + 1).count();
    (1..=MAX_NAME).contains(&count)
        && name.trim() == name
        && !name.chars().any(|c| c.is_control() || turns(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_one_short_line_that_turns_nothing_around_it() {
        let long = "ب".repeat(MAX_NAME);
        for good in ["Sara", "ڈاکٹر سارہ خان", "Ali\u{200c}reza", long.as_str()] {
            assert!(is_name(good), "{good}");
        }
        let over = "b".repeat(MAX_NAME + 1);
        for bad in [
            "",
            " a",
            "a ",
            "a\nb",
            "a\u{202e}b",
            "\u{2066}a",
            over.as_str(),
        ] {
            assert!(!is_name(bad), "{bad:?}");
        }
    }
}
