//! A counting generator for unit tests: distinct, repeatable bytes.

use sha2::{Digest, Sha256};

pub(crate) struct Seeded(pub(crate) u64);

impl crate::Random for Seeded {
    fn fill(&mut self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(32) {
            self.0 += 1;
            let d = Sha256::digest(self.0.to_le_bytes());
            chunk.copy_from_slice(&d[..chunk.len()]);
        }
    }
}
