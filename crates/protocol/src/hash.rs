//! Labelled SHA-256 (FIPS 180-4).

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A SHA-256 digest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// Stands for "nothing before this" in the first link of every chain.
    pub const ZERO: Self = Self([0; 32]);

    /// Lower-case hexadecimal.
    #[must_use]
    pub fn hex(&self) -> String {
        data_encoding::HEXLOWER.encode(&self.0)
    }
}

impl core::fmt::Debug for Hash {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&data_encoding::HEXLOWER.encode(&self.0[..4]))
    }
}

/// `SHA-256(label || 0x00 || bytes)`. The label keeps a hash of one type from standing for another.
#[must_use]
pub fn labelled(label: &str, bytes: &[u8]) -> Hash {
    let mut h = Sha256::new();
    h.update(label.as_bytes());
    h.update([0]);
    h.update(bytes);
    Hash(h.finalize().into())
}

/// `SHA-256(bytes)`: names a payload, so that anybody can check it with stock tools.
#[must_use]
pub fn plain(bytes: &[u8]) -> Hash {
    Hash(Sha256::digest(bytes).into())
}
