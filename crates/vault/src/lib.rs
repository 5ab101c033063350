//! Keys, circles and logs: sign and seal, verify and open. Sans-I/O.
//!
//! Which module when:
//! - [`keys`]: secrets and what they do; nothing else in the workspace holds a secret's bytes
//! - [`seal`]: age v1 files, plain and padded to a legal length
//! - [`card`]: the recovery card's words and the keys derived from them
//! - [`passphrase`]: the local slot that holds the unlock key
//! - [`person`]: statements of the identity chain
//! - [`circle`], [`control`]: the member table, its fold, and the statements that change it
//! - [`log`]: entries of a device's log
//! - [`checkpoint`]: operations packed for those who start late
//! - [`deposit`]: what is handed to those who hear concerns, all of one length
//! - [`recovery`]: what the card's holder needs, sealed to the card
//! - [`programme`]: the key that names coordinators, and who may do what under it
//! - [`invitation`], [`letter`]: how people come in and what they are told outside circles
//! - [`say`]: what one person says to another, under its author's own signature
//! - [`fingerprint`]: eight words that name a person's or a programme's key
//!
//! Nothing is believed because it decrypts. It is believed because a device of a person whom the circle
//! admits has signed it, in its place in that device's chain. Randomness comes in through [`Random`]; the
//! age format draws its own, so nothing may depend on the bytes or order of ciphertexts.

pub mod card;
pub mod checkpoint;
pub mod circle;
pub mod control;
pub mod deposit;
pub mod fingerprint;
pub mod invitation;
pub mod keys;
pub mod letter;
pub mod log;
pub mod passphrase;
pub mod person;
pub mod programme;
pub mod recovery;
pub mod say;
pub mod seal;
mod words;

/// Where randomness comes from: the operating system's generator, or a seeded one in tests.
pub trait Random {
    /// Fills the buffer with uniform bytes.
    fn fill(&mut self, buffer: &mut [u8]);
}

/// Draws an array.
pub fn make_bytes<const N: usize>(random: &mut (impl Random + ?Sized)) -> [u8; N] {
    let mut out = [0; N];
    random.fill(&mut out);
    out
}

#[cfg(test)]
mod testing;
