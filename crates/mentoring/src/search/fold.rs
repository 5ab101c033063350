//! Makes spellings of one word equal.
//!
//! Latin: lower case, no diacritics, æ œ ß as two letters. Urdu and Arabic script:
//!
//! | written | becomes | why |
//! |---|---|---|
//! | short vowels, tashdid, hamza and madda above or below, tatweel | nothing | optional |
//! | zero-width joiners, direction marks, soft hyphens | nothing | invisible |
//! | ي ى ئ | ی | Arabic keyboards; hamza is written with and without its seat |
//! | ك ڪ | ک | Arabic keyboards |
//! | ه ة ھ ۃ ۂ ۀ ە | ہ | Arabic keyboards. ھ is a letter of its own in Urdu, but ھے for ہے is the commonest slip; better کہا and کھا both found than ہے missed |
//! | آ أ إ ٱ | ا | written and typed without the madda or hamza |
//! | ؤ, ۓ | و, ے | as ئ |
//! | ٠–٩, ۰–۹ | 0–9 | both sets occur beside Western digits |
//! | shapes of letters in words (U+FB50, U+FE70) | the letters | text out of old documents |
//!
//! ے and ی, ں and ن stay apart: whole words differ by them.
//!
//! A hand-made table, not a normalisation library: these ranges take 2 KB; the library's tables for all
//! of Unicode take more than ten times that, and would still leave the right-hand column to be done.

use super::table::{JOINED, LATIN, LATIN_ADDITIONAL, LATIN_ADDITIONAL_START, LATIN_START};

/// Appends the words of `text`, folded, with one space after each.
pub(super) fn fold_into(text: &str, out: &mut String) {
    for c in text.chars() {
        fold_char(c, out);
    }
    end_word(out);
}

fn end_word(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

fn fold_char(c: char, out: &mut String) {
    match c {
        '0'..='9' | 'a'..='z' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        // Within words: don't, mother’s.
        '\'' | '’' => {}
        '\0'..='\u{7F}' => end_word(out),
        _ if is_dropped(c) => {}
        'ي' | 'ى' | 'ئ' => out.push('ی'),
        'ك' | 'ڪ' => out.push('ک'),
        'ه' | 'ة' | 'ھ' | 'ۃ' | 'ۂ' | 'ۀ' | 'ە' => out.push('ہ'),
        'آ' | 'أ' | 'إ' | 'ٱ' => out.push('ا'),
        'ؤ' => out.push('و'),
        'ۓ' => out.push('ے'),
        'æ' | 'Æ' | 'ǣ' | 'Ǣ' | 'ǽ' | 'Ǽ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'ß' | 'ẞ' => out.push_str("ss"),
        'ø' | 'Ø' | 'ǿ' | 'Ǿ' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' => out.push('d'),
        'ı' => out.push('i'),
        'ǯ' | 'Ǯ' => out.push('ʒ'),
        '٠'..='٩' => push_digit(c, '٠', out),
        '۰'..='۹' => push_digit(c, '۰', out),
        _ => {
            if let Some(base) = latin_base(c) {
                out.push(base);
            } else if let Some(letters) = joined(c) {
                out.push_str(letters);
            } else if c.is_alphanumeric() {
                for lower in c.to_lowercase() {
                    match lower == c {
                        true => out.push(c),
                        // It may have a row of its own: the sign of the ångström is å in lower case.
                        false => fold_char(lower, out),
                    }
                }
            } else {
                end_word(out);
            }
        }
    }
}

/// Marks that spelling leaves out as often as not, and characters that cannot be seen.
fn is_dropped(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{300}'..='\u{36F}'
        | '\u{610}'..='\u{61A}' | '\u{61C}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}'
        | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E4}' | '\u{6E7}' | '\u{6E8}' | '\u{6EA}'..='\u{6ED}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

fn push_digit(c: char, zero: char, out: &mut String) {
    let value = u32::from(c) - u32::from(zero);
    out.extend(char::from_digit(value, 10));
}

fn latin_base(c: char) -> Option<char> {
    let code = u32::from(c);
    let entry = |table: &'static [u8], start: u32| {
        let place = usize::try_from(code.checked_sub(start)?).ok()?;
        table.get(place).copied()
    };
    entry(LATIN_ADDITIONAL, LATIN_ADDITIONAL_START)
        .or_else(|| entry(LATIN, LATIN_START))
        .filter(|base| *base != b'.')
        .map(char::from)
}

fn joined(c: char) -> Option<&'static str> {
    let after = JOINED.partition_point(|(first, _, _)| *first <= c);
    let (_, last, letters) = JOINED.get(after.checked_sub(1)?)?;
    (c <= *last).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    fn fold(text: &str) -> String {
        let mut out = String::new();
        fold_into(text, &mut out);
        out.trim_end().to_owned()
    }

    #[test]
    fn every_letter_of_the_tables_agrees_with_unicode() {
        let ranges = [
            '\u{C0}'..='\u{24F}',
            '\u{600}'..='\u{6FF}',
            '\u{1E00}'..='\u{1EFF}',
            '\u{FB50}'..='\u{FBE9}',
            '\u{FBFC}'..='\u{FBFF}',
            '\u{FE70}'..='\u{FEFC}',
        ];
        // Two letters in one character, or a letter and a mark that is no accent: left as they are.
        let apart = "ĲĳĿŀŉǄǅǆǇǈǉǊǋǌǱǲǳẚٵٶٷٸ";
        let mut checked = 0;
        for c in ranges.into_iter().flatten().filter(|c| !apart.contains(*c)) {
            let decomposed: String = std::iter::once(c).nfkd().filter(|c| *c != ' ').collect();
            assert_eq!(
                fold(&c.to_string()),
                fold(&decomposed),
                "U+{:04X}",
                u32::from(c)
            );
            checked += 1;
        }
        assert!(checked > 1_100, "{checked}");
    }

    #[test]
    fn english_spellings_meet() {
        assert_eq!(fold("Café, NAÏVE; Ḥakīm’s don't"), "cafe naive hakims dont");
        assert_eq!(
            fold("e\u{301}tude İstanbul co\u{AD}operate"),
            "etude istanbul cooperate"
        );
        assert_eq!(fold("BP 120/80 mmHg"), "bp 120 80 mmhg");
        assert_eq!(fold("5 \u{212B}, 310 \u{212A}"), "5 a 310 k");
    }

    #[test]
    fn urdu_spellings_meet() {
        for (one, other) in [
            ("كيا", "کیا"),
            ("هے", "ہے"),
            ("ھے", "ہے"),
            ("آپ", "اپ"),
            ("أحمد", "احمد"),
            ("گئے", "گیے"),
            ("مؤثر", "موثر"),
            ("اللّٰہ", "اللہ"),
            ("مَرِیض", "مریض"),
            ("مـــریض", "مریض"),
            ("می\u{200C}خواہم", "میخواہم"),
            ("زندگىٔ", "زندگی"),
            ("۲۰۲۶", "2026"),
            ("٢٠٢٦", "2026"),
            ("قلعۂ", "قلعہ"),
            ("صلاة", "صلاۃ"),
            ("ﻣﺮﯾﺾ", "مریض"),
            ("ﻼ", "لا"),
        ] {
            assert_eq!(fold(one), fold(other));
        }
        assert_eq!(fold("مریض۔ کیا؟ جی، ہاں"), "مریض کیا جی ہاں");
        assert_ne!(fold("میں"), fold("مین"));
        assert_ne!(fold("مرے"), fold("مری"));
    }

    proptest! {
        #[test]
        fn folding_again_changes_nothing(text in "\\PC{0,60}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
