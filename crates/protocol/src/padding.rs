//! Legal lengths of entry ciphertext: PADMÉ (Nikitin et al., PETS 2019) with a floor of 1 KiB.
//!
//! A length then tells O(log log L) bits, at a cost of at most 12 %.

use crate::limits::{MAX_ENTRY_PAYLOAD, MAX_LETTER, MIN_ENTRY_PAYLOAD};

/// The smallest legal length that holds `len` bytes.
#[must_use]
pub const fn bucket(len: usize) -> usize {
    if len <= MIN_ENTRY_PAYLOAD {
        return MIN_ENTRY_PAYLOAD;
    }
    let e = len.ilog2();
    let s = e.ilog2() + 1;
    let mask = (1_usize << (e - s)) - 1;
    (len + mask) & !mask
}

/// Whether an entry's ciphertext may have this length.
#[must_use]
pub const fn is_bucket(len: usize) -> bool {
    len >= MIN_ENTRY_PAYLOAD && len <= MAX_ENTRY_PAYLOAD && bucket(len) == len
}

/// Whether a letter's ciphertext may have this length.
#[must_use]
pub const fn is_letter(len: usize) -> bool {
    len <= MAX_LETTER && is_bucket(len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_hold_their_input_and_are_stable() {
        let mut last = 0;
        for len in 0..200_000 {
            let b = bucket(len);
            assert!(b >= len && b >= last && bucket(b) == b, "{len} -> {b}");
            assert!(len <= 1024 || (b - len) * 100 <= len * 12, "{len} -> {b}");
            last = b;
        }
        assert!(is_bucket(1024) && !is_bucket(1025) && !is_bucket(1023));
        assert!(is_letter(1024) && is_letter(MAX_LETTER) && !is_letter(1025));
        assert!(!is_letter(bucket(MAX_LETTER + 1)) && is_bucket(bucket(MAX_LETTER + 1)));
    }
}
