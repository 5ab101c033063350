//! Names of people, devices, circles and epochs. All are pseudonyms.

use serde::{Deserialize, Serialize};

use crate::hash::Hash;

macro_rules! hex_debug {
    ($t:ty) => {
        impl core::fmt::Debug for $t {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(stringify!($t))?;
                write!(
                    f,
                    "({})",
                    data_encoding::HEXLOWER.encode(&self.bytes()[..4])
                )
            }
        }
        impl $t {
            /// Lower-case hexadecimal.
            #[must_use]
            pub fn hex(&self) -> String {
                data_encoding::HEXLOWER.encode(self.bytes())
            }
        }
    };
}

/// A person: the hash of statement 0 of their identity chain.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct PersonId(pub Hash);

/// A circle: the hash of statement 0 of its control chain.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct CircleId(pub Hash);

/// A device: its Ed25519 verification key (RFC 8032), the DSK of the design.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DeviceKey(pub [u8; 32]);

/// The Ed25519 verification key whose other half exists only on the recovery card.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CardKey(pub [u8; 32]);

/// An epoch of a circle: 128 random bits that say nothing of its recipient.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EpochId(pub [u8; 16]);

/// Where the server keeps what a recovery card's holder needs. Derived from the card, 256 bits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Locator(pub [u8; 32]);

impl PersonId {
    const fn bytes(&self) -> &[u8] {
        &self.0.0
    }

    /// From lower-case hexadecimal, as in a letter's path.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        unhex(text).map(|bytes| Self(Hash(bytes)))
    }
}
impl CircleId {
    const fn bytes(&self) -> &[u8] {
        &self.0.0
    }

    /// From lower-case hexadecimal, as in a deposit's path.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        unhex(text).map(|bytes| Self(Hash(bytes)))
    }
}
impl DeviceKey {
    const fn bytes(&self) -> &[u8] {
        &self.0
    }
}
impl CardKey {
    const fn bytes(&self) -> &[u8] {
        &self.0
    }
}
impl EpochId {
    const fn bytes(&self) -> &[u8] {
        &self.0
    }
}
impl Locator {
    const fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// From lower-case hexadecimal, as in the recovery call's path.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        unhex(text).map(Self)
    }
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let bytes = data_encoding::HEXLOWER.decode(text.as_bytes()).ok()?;
    bytes.try_into().ok()
}

hex_debug!(PersonId);
hex_debug!(CircleId);
hex_debug!(DeviceKey);
hex_debug!(CardKey);
hex_debug!(EpochId);
hex_debug!(Locator);
