//! Eight words that name a person's or a programme's key: 88 bits of a hash of it, from the BIP39 list.

use amanat_protocol::hash;
use amanat_protocol::id::PersonId;
use bip39::Language;

/// Words in a fingerprint.
pub const WORDS: usize = 8;

/// The fingerprint of a person.
#[must_use]
pub fn of(person: PersonId) -> Vec<String> {
    words("amanat/v1/fingerprint", &person.0.0)
}

/// The fingerprint of a programme, from its verification key.
#[must_use]
pub fn of_programme(key: &[u8; 32]) -> Vec<String> {
    words("amanat/v1/programme-fingerprint", key)
}

fn words(label: &str, key: &[u8; 32]) -> Vec<String> {
    let digest = hash::labelled(label, key);
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
        let programme = of_programme(&[1; 32]);
        assert_eq!(programme.len(), WORDS);
        assert_ne!(programme, a);
        assert_ne!(programme, of_programme(&[2; 32]));
    }
}
