//! 32 secret bytes as 24 words (BIP39, English list): what cards of both kinds are written in.

use bip39::{Language, Mnemonic};
use zeroize::Zeroizing;

/// Words on a card.
pub const WORDS: usize = 24;

/// Why words are not a card.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CardError {
    /// Not 24 words.
    #[error("{got} words where a card has 24")]
    Count {
        /// Words given.
        got: usize,
    },
    /// A word that is in no card.
    #[error("word {place} is on no card")]
    Unknown {
        /// 1 to 24.
        place: u8,
    },
    /// The checksum fails: a word is wrong or two are swapped.
    #[error("these words are not a card")]
    Checksum,
}

/// The words of a secret.
pub(crate) fn expose(secret: &[u8; 32]) -> Vec<String> {
    // 32 bytes are always 24 words.
    Mnemonic::from_entropy(secret.as_slice())
        .map(|m| m.words().map(str::to_owned).collect())
        .unwrap_or_default()
}

/// The text of a QR: a prefix and the words, in capitals, which QR packs tightest.
pub(crate) fn expose_qr(prefix: &str, secret: &[u8; 32]) -> String {
    let words = Zeroizing::new(expose(secret).join(" "));
    format!("{prefix}{}", words.to_ascii_uppercase())
}

/// Reads 24 words or the text of a QR, in any case, with numbers, commas and line breaks between them.
pub(crate) fn read(prefix: &str, text: &str) -> Result<Zeroizing<[u8; 32]>, CardError> {
    let text = Zeroizing::new(text.trim().to_lowercase());
    let body = text.strip_prefix(&prefix.to_lowercase()).unwrap_or(&text);
    let words: Vec<&str> = body
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .take(WORDS * 8)
        .collect();
    for (i, word) in words.iter().enumerate().take(WORDS) {
        if Language::English.find_word(word).is_none() {
            return Err(CardError::Unknown {
                place: u8::try_from(i + 1).unwrap_or(u8::MAX),
            });
        }
    }
    if words.len() != WORDS {
        return Err(CardError::Count { got: words.len() });
    }
    let joined = Zeroizing::new(words.join(" "));
    let mnemonic = Mnemonic::parse_in_normalized(Language::English, &joined)
        .map_err(|_| CardError::Checksum)?;
    let entropy = Zeroizing::new(mnemonic.to_entropy());
    let secret = entropy
        .as_slice()
        .try_into()
        .map_err(|_| CardError::Checksum)?;
    Ok(Zeroizing::new(secret))
}
