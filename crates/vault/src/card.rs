//! The recovery card: one 256-bit secret as 24 words (BIP39, English list) and as a QR.
//!
//! ```text
//! secret ─HKDF-SHA256─┬─ "amanat/v1/card-locator"    where the server keeps what a restore needs
//!                     ├─ "amanat/v1/card-signing"    Ed25519 key that signs identity statements
//!                     └─ "amanat/v1/card-recipient"  age identity that opens recovery blobs
//! ```
//!
//! BIP39 serves as an encoding with a checksum; its seed derivation is not used.

use amanat_protocol::id::Locator;
use zeroize::Zeroizing;

use crate::keys::{OpenSecret, SignSecret, derive};
use crate::words;
pub use crate::words::{CardError, WORDS};
use crate::{Random, make_bytes};

/// What the QR of a card begins with. It is text, never a link: links end up in histories.
const QR_PREFIX: &str = "AMANAT-CARD-1:";

/// The secret of a recovery card. It exists on the card alone, once the card has been confirmed.
#[derive(Clone)]
pub struct Card(Zeroizing<[u8; 32]>);

impl Card {
    /// A new card.
    pub fn make(random: &mut (impl Random + ?Sized)) -> Self {
        Self(Zeroizing::new(make_bytes(random)))
    }

    /// The card of a stored secret.
    #[must_use]
    pub fn from_bytes(secret: &[u8; 32]) -> Self {
        Self(Zeroizing::new(*secret))
    }

    /// The secret, for sealed storage until the card is confirmed.
    #[must_use]
    pub fn expose_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The words, for the person's eyes.
    #[must_use]
    pub fn expose_words(&self) -> Vec<String> {
        words::expose(&self.0)
    }

    /// The text of the card's QR: a prefix and the words, in capitals, which QR packs tightest.
    #[must_use]
    pub fn expose_qr(&self) -> String {
        words::expose_qr(QR_PREFIX, &self.0)
    }

    /// Reads 24 words or the text of a QR, in any case, with numbers, commas and line breaks between them.
    ///
    /// # Errors
    /// [`CardError`], naming the first word that is on no card.
    pub fn read(text: &str) -> Result<Self, CardError> {
        words::read(QR_PREFIX, text).map(Self)
    }

    /// Where the server keeps what this card's holder needs.
    #[must_use]
    pub fn derive_locator(&self) -> Locator {
        Locator(*self.derive("amanat/v1/card-locator"))
    }

    /// The key that signs identity statements in the card's name.
    #[must_use]
    pub fn derive_signing(&self) -> SignSecret {
        SignSecret::from_seed(&self.derive("amanat/v1/card-signing"))
    }

    /// The identity that opens recovery blobs.
    #[must_use]
    pub fn derive_recipient(&self) -> OpenSecret {
        OpenSecret::from_bytes(&self.derive("amanat/v1/card-recipient"))
    }

    fn derive(&self, label: &str) -> Zeroizing<[u8; 32]> {
        derive(self.0.as_slice(), label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZEROS: &str = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon art";

    #[test]
    fn reads_its_own_words_and_qr() {
        let card = Card::from_bytes(&[0; 32]);
        assert_eq!(card.expose_words().join(" "), ZEROS);
        for text in [
            ZEROS.to_uppercase(),
            format!("1. {}", ZEROS.replace(' ', ",\n2 ")),
            card.expose_qr(),
        ] {
            assert_eq!(Card::read(&text).unwrap().expose_bytes(), &[0; 32]);
        }
    }

    #[test]
    fn names_what_is_wrong() {
        let misspelt = ZEROS.replacen("abandon", "abandom", 1);
        assert_eq!(
            Card::read(&misspelt).err(),
            Some(CardError::Unknown { place: 1 })
        );
        let swapped = ZEROS.replace("art", "ability");
        assert_eq!(Card::read(&swapped).err(), Some(CardError::Checksum));
        assert_eq!(
            Card::read("abandon art").err(),
            Some(CardError::Count { got: 2 })
        );
        assert_eq!(Card::read("").err(), Some(CardError::Count { got: 0 }));
        assert!(Card::read(&"zoo ".repeat(100_000)).is_err());
    }

    #[test]
    fn derives_three_unrelated_keys() {
        let card = Card::from_bytes(&[9; 32]);
        assert_ne!(
            card.derive_locator().0,
            *card.derive_signing().expose_seed()
        );
        assert_ne!(
            card.derive_signing().expose_seed().as_slice(),
            card.derive_recipient().expose_bytes()
        );
    }
}
