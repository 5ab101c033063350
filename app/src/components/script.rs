//! Which language a text is in, as far as letters tell, so that fonts and voices fit it.

/// `ur` or `en` by the first letter that belongs to either script.
pub fn lang_of(text: &str) -> Option<&'static str> {
    text.chars().find_map(|c| match c {
        '\u{600}'..='\u{6ff}'
        | '\u{750}'..='\u{77f}'
        | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{feff}'
            if c.is_alphabetic() =>
        {
            Some("ur")
        }
        'A'..='Z' | 'a'..='z' => Some("en"),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::lang_of;

    #[test]
    fn the_first_letter_decides() {
        assert_eq!(lang_of("Ward 7 میں"), Some("en"));
        assert_eq!(lang_of("۱۲۔ پہلا معائنہ (OSCE)"), Some("ur"));
        assert_eq!(lang_of("12 … 2026"), None);
        assert_eq!(lang_of(""), None);
    }
}
