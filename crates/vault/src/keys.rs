//! Secrets and what they do.
//!
//! None of these types has `Debug`, and their bytes leave only through functions named `expose_…`, for
//! sealed storage. All are wiped when dropped.

use amanat_protocol::id::{CardKey, DeviceKey};
use amanat_protocol::signed::{Labelled, Signed};
use bech32::{Bech32, Hrp};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::{Zeroize, Zeroizing};

use crate::{Random, make_bytes};

/// An Ed25519 signing key (RFC 8032): a device's DSK or a card's.
pub struct SignSecret(SigningKey);

impl SignSecret {
    /// A new key.
    pub fn make(random: &mut (impl Random + ?Sized)) -> Self {
        Self::from_seed(&Zeroizing::new(make_bytes(random)))
    }

    /// The key of a seed.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The seed, for sealed storage.
    #[must_use]
    pub fn expose_seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// Its verification key, as a device.
    #[must_use]
    pub fn device(&self) -> DeviceKey {
        DeviceKey(self.0.verifying_key().to_bytes())
    }

    /// Its verification key, as a programme's.
    #[must_use]
    pub fn programme(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// Its verification key, as a card.
    #[must_use]
    pub fn card(&self) -> CardKey {
        CardKey(self.0.verifying_key().to_bytes())
    }

    /// Signs a value under its type's label.
    #[must_use]
    pub fn sign<T: Labelled>(&self, value: &T) -> Signed<T> {
        Signed::new(value, self.0.sign(&Signed::message(value)).to_bytes())
    }

    /// Signs bytes under a label: for what is kept as bytes and never read as a value.
    pub(crate) fn sign_bytes(&self, label: &str, bytes: &[u8]) -> [u8; 64] {
        self.0.sign(&message(label, bytes)).to_bytes()
    }
}

fn message(label: &str, bytes: &[u8]) -> Vec<u8> {
    [label.as_bytes(), &[0], bytes].concat()
}

/// Whether `device` made this signature of [`SignSecret::sign_bytes`]. Strict, as everywhere.
pub(crate) fn verify_bytes(device: DeviceKey, label: &str, bytes: &[u8], signature: &[u8]) -> bool {
    let Ok(key) = VerifyingKey::from_bytes(&device.0) else {
        return false;
    };
    Signature::from_slice(signature)
        .is_ok_and(|s| key.verify_strict(&message(label, bytes), &s).is_ok())
}

/// HKDF-SHA256 (RFC 5869) of a secret, without salt.
pub(crate) fn derive<const N: usize>(secret: &[u8], label: &str) -> Zeroizing<[u8; N]> {
    let mut out = Zeroizing::new([0; N]);
    // Fails only for outputs over 8,160 bytes.
    let _ = Hkdf::<Sha256>::new(None, secret).expand(label.as_bytes(), out.as_mut_slice());
    out
}

/// The public half of an [`OpenSecret`]: 32 bytes of X25519. Travels only inside ciphertext.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct SealKey(pub [u8; 32]);

impl core::fmt::Debug for SealKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("SealKey(..)")
    }
}

/// An age X25519 identity: opens what was sealed to its [`SealKey`]. PEK, epoch, unlock and card keys.
#[derive(Clone)]
pub struct OpenSecret {
    identity: age::x25519::Identity,
    raw: Zeroizing<[u8; 32]>,
}

// The prefixes of https://age-encryption.org/v1: both are valid human-readable parts.
const SECRET_PREFIX: Hrp = Hrp::parse_unchecked("age-secret-key-");
const PUBLIC_PREFIX: Hrp = Hrp::parse_unchecked("age");

impl OpenSecret {
    /// A new identity.
    pub fn make(random: &mut (impl Random + ?Sized)) -> Self {
        Self::from_bytes(&Zeroizing::new(make_bytes(random)))
    }

    /// The identity of 32 secret bytes (clamped by X25519, RFC 7748).
    #[must_use]
    pub fn from_bytes(raw: &[u8; 32]) -> Self {
        let text = Zeroizing::new(encode_secret(raw));
        // A 32-byte key under age's own prefix always parses.
        let identity = text
            .parse()
            .unwrap_or_else(|_| age::x25519::Identity::generate());
        Self {
            identity,
            raw: Zeroizing::new(*raw),
        }
    }

    /// The secret bytes, for sealed storage.
    #[must_use]
    pub fn expose_bytes(&self) -> &[u8; 32] {
        &self.raw
    }

    /// The identity as age's tools read it (`AGE-SECRET-KEY-1…`), for the person who owns it.
    #[must_use]
    pub fn expose_age_identity(&self) -> Zeroizing<String> {
        Zeroizing::new(encode_secret(&self.raw))
    }

    /// Its public half.
    #[must_use]
    pub fn seal_key(&self) -> SealKey {
        let text = self.identity.to_public().to_string();
        let bytes = bech32::decode(&text).map(|(_, b)| b).unwrap_or_default();
        SealKey(bytes.try_into().unwrap_or_default())
    }

    pub(crate) const fn identity(&self) -> &age::x25519::Identity {
        &self.identity
    }
}

impl SealKey {
    pub(crate) fn recipient(&self) -> Option<age::x25519::Recipient> {
        bech32::encode::<Bech32>(PUBLIC_PREFIX, &self.0)
            .ok()?
            .parse()
            .ok()
    }
}

fn encode_secret(raw: &[u8; 32]) -> String {
    let mut lower = bech32::encode::<Bech32>(SECRET_PREFIX, raw).unwrap_or_default();
    let upper = lower.to_ascii_uppercase();
    lower.zeroize();
    upper
}

#[cfg(test)]
mod tests {
    use super::*;
    use age::secrecy::ExposeSecret;

    #[test]
    fn agrees_with_age_on_both_forms_of_a_key() {
        for n in 0..20_u8 {
            let key = OpenSecret::from_bytes(&[n; 32]);
            assert_eq!(
                key.expose_age_identity().as_str(),
                key.identity().to_string().expose_secret()
            );
            let recipient = key.seal_key().recipient().unwrap();
            assert_eq!(
                recipient.to_string(),
                key.identity().to_public().to_string()
            );
        }
    }
}
