//! One of the people's devices: in memory, on the college's calendar, with a generator that repeats itself.

use std::cell::Cell;
use std::rc::Rc;

use amanat_client::{MemoryStore, Platform};
use amanat_mentoring::item::Millis;
use sha2::{Digest, Sha256};

use crate::transport::Http;

/// The time it is in the college, for everybody at once.
pub(super) type Clock = Rc<Cell<Millis>>;

pub(super) struct Device {
    store: MemoryStore,
    transport: Rc<Http>,
    clock: Clock,
    random: Random,
}

impl Device {
    pub(super) fn new(transport: Rc<Http>, clock: Clock, random: Random) -> Self {
        Self {
            store: MemoryStore::default(),
            transport,
            clock,
            random,
        }
    }
}

impl Platform for Device {
    type Store = MemoryStore;
    type Transport = Http;

    fn store(&self) -> &MemoryStore {
        &self.store
    }

    fn transport(&self) -> &Http {
        &self.transport
    }

    fn now(&self) -> Millis {
        self.clock.get()
    }

    fn fill(&self, buffer: &mut [u8]) {
        self.random.fill(buffer);
    }
}

/// SHA-256 of a seed, a name and a counter. Whoever knows the seed knows the bytes: fit for people who do
/// not exist, and for nobody else.
pub(super) struct Random {
    key: [u8; 32],
    blocks: Cell<u64>,
}

impl Random {
    pub(super) fn new(seed: u64, name: &str) -> Self {
        let hash = Sha256::new()
            .chain_update(seed.to_be_bytes())
            .chain_update(name);
        Self {
            key: hash.finalize().into(),
            blocks: Cell::new(0),
        }
    }

    pub(super) fn fill(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(32) {
            let block = self.blocks.get();
            self.blocks.set(block + 1);
            let hash = Sha256::new().chain_update(self.key);
            let bytes = hash.chain_update(block.to_be_bytes()).finalize();
            for (to, from) in chunk.iter_mut().zip(bytes) {
                *to = from;
            }
        }
    }

    /// Less than `bound`, which is small: the bias shows in nothing.
    pub(super) fn below(&self, bound: u64) -> u64 {
        let mut bytes = [0; 8];
        self.fill(&mut bytes);
        u64::from_be_bytes(bytes) % bound.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_and_a_name_repeat_themselves_and_nobody_else() {
        let draw = |seed, name| {
            let random = Random::new(seed, name);
            let mut bytes = [0; 80];
            random.fill(&mut bytes);
            bytes
        };
        assert_eq!(draw(1, "Sana"), draw(1, "Sana"));
        assert_ne!(draw(1, "Sana"), draw(2, "Sana"));
        assert_ne!(draw(1, "Sana"), draw(1, "Bilal"));
        let bytes = draw(1, "Sana");
        assert_ne!(bytes[..32], bytes[32..64]);
    }
}
