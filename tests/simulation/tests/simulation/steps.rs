//! One device's steps, which happen when the schedule says so.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::Poll;

use super::chance::Chance;
use crate::support::signed::Signed;
use crate::support::{Fault, Steps};

/// What every device of a world shares.
#[derive(Default)]
pub struct Wire {
    /// No fault happens any more, and nobody waits for a turn.
    pub healed: Cell<bool>,
    /// Every entry that ever left a device, by its place.
    signed: Signed,
}

/// Where a device waits for its turn.
pub struct Turns {
    /// The server is at work for it.
    pub at_server: Cell<bool>,
    pub granted: Cell<bool>,
    pub steps: Cell<u64>,
    wire: Rc<Wire>,
    chance: Rc<Chance>,
}

impl Turns {
    pub fn new(wire: Rc<Wire>, chance: Rc<Chance>) -> Self {
        Self {
            at_server: Cell::default(),
            granted: Cell::default(),
            steps: Cell::default(),
            wire,
            chance,
        }
    }
}

impl Steps for Turns {
    fn step(&self) -> Pin<Box<dyn Future<Output = ()> + '_>> {
        if self.wire.healed.get() {
            return Box::pin(std::future::ready(()));
        }
        self.steps.set(self.steps.get() + 1);
        Box::pin(poll_fn(|_| {
            if self.granted.replace(false) || self.wire.healed.get() {
                return Poll::Ready(());
            }
            Poll::Pending
        }))
    }

    fn fill(&self, buffer: &mut [u8]) {
        for bytes in buffer.chunks_mut(8) {
            let drawn = self.chance.draw().to_le_bytes();
            bytes.copy_from_slice(&drawn[..bytes.len()]);
        }
    }

    fn fault(&self) -> Option<Fault> {
        const FAULTS: [Fault; 6] = [
            Fault::RequestLost,
            Fault::AnswerLost,
            Fault::AnswerLost,
            Fault::Twice,
            Fault::Late,
            Fault::Garbage,
        ];
        let broken = !self.wire.healed.get() && self.chance.once_in(9);
        broken.then(|| *self.chance.of(&FAULTS).unwrap())
    }

    fn at_server(&self, at: bool) {
        self.at_server.set(at);
    }

    /// 10. A device with its state intact never signs two byte strings at one seq, whatever the server answers.
    fn sent(&self, path: &str, body: &[u8]) {
        self.wire.signed.note(path, body);
    }
}
