//! Eight words that name a person's key: 88 bits of the person id, from the BIP39 list.

use amanat_protocol::hash;
use amanat_protocol::id::PersonId;
use bip39::Language;

/// Words in a fingerprint.
pub const WORDS: usize = 8;

/// The fingerprint of a person.
#[must_use]
pub fn of(person: PersonId) -> Vec<String> {
    let digest = hash::labelled("amanat/v1/fingerprint", &person.0.0);
    let list = Language::English.word_list();
    (0..WORDS)
        .map(|i| {
            let index = (0..11).fold(0_usize, |acc, b| {
                let bit = i * 11 + b;
                acc << 1 | usize::from(digest.0[bit / 8] >> (7 - bit % 8) & 1)
            });
            list[index].to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use amanat_protocol::hash::Hash;

    #[test]
    fn is_stable_and_differs() {
        let a = of(PersonId(Hash([1; 32])));
        assert_eq!(a.len(), WORDS);
        assert_eq!(a, of(PersonId(Hash([1; 32]))));
        assert_ne!(a, of(PersonId(Hash([2; 32]))));
    }
}
