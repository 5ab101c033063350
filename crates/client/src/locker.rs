//! Sealing what stays on the device to the unlock key.

use amanat_protocol::codec;
use amanat_vault::keys::{OpenSecret, SealKey};
use amanat_vault::seal;
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

/// The longest local record, opened: a snapshot of tens of thousands of items.
const LIMIT: usize = 256 * 1024 * 1024;

/// Seals and opens local records. Each carries its own name, so one cannot stand in for another.
pub(crate) struct Locker {
    secret: OpenSecret,
    key: SealKey,
}

impl Locker {
    pub(crate) fn new(secret: OpenSecret) -> Self {
        let key = secret.seal_key();
        Self { secret, key }
    }

    /// The unlock key, to put behind another passphrase.
    pub(crate) const fn secret(&self) -> &OpenSecret {
        &self.secret
    }

    pub(crate) fn lock<T: Serialize>(&self, name: &str, value: &T) -> Vec<u8> {
        let plain = Zeroizing::new(codec::encode(&(name, value)));
        // Our own key is always a valid recipient.
        seal::seal(&self.key, &plain).unwrap_or_default()
    }

    /// None when it does not open, is of another name, or of a version this app does not know.
    pub(crate) fn unlock<T: Serialize + DeserializeOwned>(
        &self,
        name: &str,
        sealed: &[u8],
    ) -> Option<T> {
        let plain = Zeroizing::new(seal::open(&self.secret, sealed, LIMIT).ok()?);
        let (got, value): (String, T) = codec::decode(&plain, LIMIT).ok()?;
        (got == name).then_some(value)
    }
}
