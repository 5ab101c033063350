//! Ed25519 signatures (RFC 8032, strict verification), one label per signed type.

use core::marker::PhantomData;

use ed25519_dalek::{Signature, VerifyingKey};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::codec::{self, Bytes, DecodeError};
use crate::hash::{self, Hash};

/// A type that is signed, hashed and chained. Its label is never reused: a changed type is a new label.
pub trait Labelled: Serialize + DeserializeOwned {
    /// `amanat/v1/<type>`.
    const LABEL: &'static str;
    /// The longest canonical encoding accepted, in bytes.
    const LIMIT: usize;
}

/// Canonical bytes of a `T` and a signature over `label || 0x00 || bytes`.
///
/// Holding one proves nothing: [`Signed::verify`] does, against a key from a chain.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Signed<T> {
    bytes: Bytes,
    // 64 bytes in halves, because serde's arrays end at 32.
    signature: ([u8; 32], [u8; 32]),
    #[serde(skip)]
    kind: PhantomData<fn() -> T>,
}

/// Why a signed value was refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum VerifyError {
    /// The bytes are not a canonical value of the type.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// The signature is not the key's.
    #[error("signature does not verify")]
    Signature,
}

impl<T: Labelled> Signed<T> {
    /// What a signer signs for this value.
    #[must_use]
    pub fn message(value: &T) -> Vec<u8> {
        Self::preimage(&codec::encode(value))
    }

    fn preimage(bytes: &[u8]) -> Vec<u8> {
        [T::LABEL.as_bytes(), &[0], bytes].concat()
    }

    /// Joins a value and the signature made over [`Signed::message`].
    #[must_use]
    pub fn new(value: &T, signature: [u8; 64]) -> Self {
        let (mut a, mut b) = ([0; 32], [0; 32]);
        a.copy_from_slice(&signature[..32]);
        b.copy_from_slice(&signature[32..]);
        Self {
            bytes: Bytes(codec::encode(value)),
            signature: (a, b),
            kind: PhantomData,
        }
    }

    /// The value, unverified: to learn which key it claims. Believe nothing else of it.
    ///
    /// # Errors
    /// When the bytes are not canonical.
    pub fn claim(&self) -> Result<T, DecodeError> {
        codec::decode(&self.bytes.0, T::LIMIT)
    }

    /// The value, if `key` signed it.
    ///
    /// # Errors
    /// [`VerifyError`]; weak keys and malleable signatures are refused too.
    pub fn verify(&self, key: &[u8; 32]) -> Result<T, VerifyError> {
        let value = self.claim()?;
        let mut raw = [0; 64];
        raw[..32].copy_from_slice(&self.signature.0);
        raw[32..].copy_from_slice(&self.signature.1);
        let key = VerifyingKey::from_bytes(key).map_err(|_| VerifyError::Signature)?;
        key.verify_strict(&Self::preimage(&self.bytes.0), &Signature::from_bytes(&raw))
            .map_err(|_| VerifyError::Signature)?;
        Ok(value)
    }

    /// Hash of the value without its signature: what the next link of the chain names.
    #[must_use]
    pub fn hash(&self) -> Hash {
        hash::labelled(T::LABEL, &self.bytes.0)
    }
}

impl<T> core::fmt::Debug for Signed<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Signed({} bytes)", self.bytes.0.len())
    }
}
