//! The one encoding: postcard, canonical and bounded.
//!
//! Postcard itself accepts trailing bytes and overlong varints. Signed and hashed values must have exactly
//! one encoding, so decoding re-encodes and compares.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Why bytes were refused. Deliberately coarse: the bytes come from outside.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum DecodeError {
    /// Longer than the caller allows.
    #[error("{got} bytes where at most {limit} are allowed")]
    TooLong {
        /// Bytes given.
        got: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// Truncated, of another type, or from a newer version.
    #[error("not a known encoding")]
    Malformed,
    /// Decodes, but not from its canonical bytes.
    #[error("not the canonical encoding")]
    NotCanonical,
}

/// The canonical bytes of a value.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the one place")]
pub fn encode<T: Serialize + ?Sized>(value: &T) -> Vec<u8> {
    // Serialising to memory fails only for maps of unknown length and custom errors; the workspace's types
    // have neither. An empty answer decodes as nothing, so even then nothing wrong is believed.
    postcard::to_allocvec(value).unwrap_or_default()
}

/// Reads a value of at most `limit` bytes from its canonical encoding and from nothing else.
///
/// # Errors
/// [`DecodeError`] on anything that `encode` would not have written.
#[expect(clippy::disallowed_methods, reason = "this is the one place")]
pub fn decode<T: Serialize + DeserializeOwned>(
    bytes: &[u8],
    limit: usize,
) -> Result<T, DecodeError> {
    if bytes.len() > limit {
        return Err(DecodeError::TooLong {
            got: bytes.len(),
            limit,
        });
    }
    let value: T = postcard::from_bytes(bytes).map_err(|_| DecodeError::Malformed)?;
    if encode(&value) == bytes {
        Ok(value)
    } else {
        Err(DecodeError::NotCanonical)
    }
}

/// A byte string that encodes as length and bytes at the speed of a copy.
#[derive(Clone, PartialEq, Eq, Default, Hash)]
pub struct Bytes(pub Vec<u8>);

impl core::fmt::Debug for Bytes {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Bytes({})", self.0.len())
    }
}

impl Serialize for Bytes {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_bytes(&self.0)
    }
}

impl<'de> serde::Deserialize<'de> for Bytes {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Bytes;
            fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str("bytes")
            }
            fn visit_bytes<E>(self, v: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes(v.to_vec()))
            }
            fn visit_byte_buf<E>(self, v: Vec<u8>) -> Result<Bytes, E> {
                Ok(Bytes(v))
            }
        }
        d.deserialize_byte_buf(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn refuses_overlong_varints_and_trailing_bytes() {
        assert_eq!(decode::<u64>(&[5], 16), Ok(5));
        assert_eq!(
            decode::<u64>(&[0x85, 0x00], 16),
            Err(DecodeError::NotCanonical)
        );
        assert_eq!(decode::<u64>(&[5, 0], 16), Err(DecodeError::NotCanonical));
        assert_eq!(decode::<u64>(&[], 16), Err(DecodeError::Malformed));
        assert_eq!(
            decode::<u64>(&[0; 17], 16),
            Err(DecodeError::TooLong { got: 17, limit: 16 })
        );
    }

    proptest! {
        #[test]
        fn bytes_round_trip(v in proptest::collection::vec(any::<u8>(), 0..300)) {
            let b = Bytes(v);
            let enc = encode(&b);
            prop_assert_eq!(decode::<Bytes>(&enc, 1024).unwrap(), b);
            for cut in 0..enc.len() {
                prop_assert!(decode::<Bytes>(&enc[..cut], 1024).is_err());
            }
        }
    }
}
