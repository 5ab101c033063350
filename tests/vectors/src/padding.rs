//! Legal lengths of ciphertext.

use amanat_protocol::padding::{bucket, is_bucket};
use serde::{Deserialize, Serialize};

use crate::Cases;

/// A length and its bucket.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Bytes to hold.
    pub length: usize,
    /// The smallest legal length that holds them.
    pub bucket: usize,
    /// Whether `length` itself is a legal length of an entry's payload.
    pub legal: bool,
}

/// The case of a length.
#[must_use]
pub const fn judge(length: usize) -> Case {
    Case {
        length,
        bucket: bucket(length),
        legal: is_bucket(length),
    }
}

/// The cases.
#[must_use]
pub fn make() -> Cases<Case> {
    let mut lengths = vec![0, 1, 512, 1023, 1024, 1025, 1056, 1057, 1088, 1500, 2000];
    for power in 11..=20 {
        let p = 1_usize << power;
        lengths.extend([p - 1, p, p + 1, p + p / 3]);
    }
    lengths.sort_unstable();
    Cases {
        about: "PADMÉ with a floor of 1,024 bytes; a legal payload has at most 1,048,576 bytes."
            .into(),
        cases: lengths.into_iter().map(judge).collect(),
    }
}
