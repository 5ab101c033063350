//! Cards, as people type them or a camera reads them.
#![no_main]

use amanat_fuzz::must;
use amanat_vault::card::{Card, CardError, WORDS};
use amanat_vault::programme::ProgrammeKey;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = &*String::from_utf8_lossy(bytes);
    match Card::read(text) {
        Ok(card) => {
            assert_eq!(card.expose_words().len(), WORDS);
            for text in [card.expose_words().join(" "), card.expose_qr()] {
                assert_eq!(must(Card::read(&text)).expose_bytes(), card.expose_bytes());
            }
        }
        Err(CardError::Unknown { place }) => assert!((1..=WORDS).contains(&usize::from(place))),
        Err(CardError::Count { got }) => assert_ne!(got, WORDS),
        Err(CardError::Checksum) => {}
    }
    if let Ok(key) = ProgrammeKey::read(text) {
        for text in [key.expose_words().join(" "), key.expose_qr()] {
            assert_eq!(must(ProgrammeKey::read(&text)).key(), key.key());
        }
    }
});
