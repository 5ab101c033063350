//! X25519 (RFC 7748) for `age`, by the functions of curve25519-dalek.
//!
//! The x25519-dalek of crates.io is a name for each of them too, but brings, as a default that `age` asks for, tables of
//! multiples of the base point: 36 KB that a browser would download before one can write. Here is what `age` uses, and no
//! table. docs/decisions/0022 says what that costs.

use curve25519_dalek::montgomery::MontgomeryPoint;
use rand_core::{CryptoRng, RngCore};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A point's u-coordinate, 32 bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct PublicKey(MontgomeryPoint);

impl PublicKey {
    /// Its 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }
}

impl From<[u8; 32]> for PublicKey {
    fn from(bytes: [u8; 32]) -> Self {
        Self(MontgomeryPoint(bytes))
    }
}

/// A secret that is used again: 32 bytes, clamped where they are multiplied.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct StaticSecret([u8; 32]);

impl StaticSecret {
    /// Draws one.
    pub fn random_from_rng(mut rng: impl RngCore + CryptoRng) -> Self {
        let mut bytes = [0; 32];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// Its 32 bytes, as they were given or drawn.
    #[must_use]
    pub const fn to_bytes(&self) -> [u8; 32] {
        self.0
    }

    /// What both sides come to.
    #[must_use]
    pub fn diffie_hellman(&self, theirs: &PublicKey) -> SharedSecret {
        SharedSecret(theirs.0.mul_clamped(self.0))
    }
}

impl From<[u8; 32]> for StaticSecret {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl From<&StaticSecret> for PublicKey {
    fn from(secret: &StaticSecret) -> Self {
        Self(MontgomeryPoint::mul_base_clamped(secret.0))
    }
}

/// A secret that is used once.
pub struct EphemeralSecret(StaticSecret);

impl EphemeralSecret {
    /// Draws one.
    pub fn random_from_rng(rng: impl RngCore + CryptoRng) -> Self {
        Self(StaticSecret::random_from_rng(rng))
    }

    /// What both sides come to.
    #[must_use]
    pub fn diffie_hellman(self, theirs: &PublicKey) -> SharedSecret {
        self.0.diffie_hellman(theirs)
    }
}

impl From<&EphemeralSecret> for PublicKey {
    fn from(secret: &EphemeralSecret) -> Self {
        Self::from(&secret.0)
    }
}

/// What two secrets come to. All zero where the other side gave a point of small order: the caller looks.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct SharedSecret(MontgomeryPoint);

impl SharedSecret {
    /// Its 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hexadecimal digits.
    fn bytes(text: &str) -> [u8; 32] {
        let digit = |at: usize| u8::from_str_radix(text.get(at..at + 2).unwrap(), 16).unwrap();
        std::array::from_fn(|index| digit(2 * index))
    }

    /// RFC 7748, section 5.2.
    #[test]
    fn multiplies_as_the_standard_does() {
        for (scalar, point, product) in [
            (
                "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
                "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
                "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
            ),
            (
                "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
                "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
                "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957",
            ),
        ] {
            let secret = StaticSecret::from(bytes(scalar));
            let shared = secret.diffie_hellman(&PublicKey::from(bytes(point)));
            assert_eq!(*shared.as_bytes(), bytes(product));
        }
    }

    /// RFC 7748, section 6.1.
    #[test]
    fn both_sides_come_to_the_same() {
        let alice = StaticSecret::from([7; 32]);
        let bob = StaticSecret::from(bytes(
            "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb",
        ));
        let (to_bob, to_alice) = (PublicKey::from(&alice), PublicKey::from(&bob));
        assert_eq!(
            *to_alice.as_bytes(),
            bytes("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f")
        );
        assert_eq!(
            alice.diffie_hellman(&to_alice).as_bytes(),
            bob.diffie_hellman(&to_bob).as_bytes()
        );
    }
}
