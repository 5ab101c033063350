//! The passphrase slot: an age file (scrypt) that holds the unlock key. It never leaves the device.

use age::secrecy::SecretString;
use std::io::{Read, Write};
use zeroize::Zeroizing;

use crate::keys::OpenSecret;

/// The scrypt work factor, N = 2^17: about a second on a phone of five years ago.
pub const LOG_N: u8 = 17;
/// The lighter work factor for devices with little memory, N = 2^16 (64 MiB).
pub const LOG_N_SMALL: u8 = 16;
/// The shortest passphrase accepted, in characters.
pub const MIN_CHARS: usize = 8;

/// Why a slot did not open or could not be made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PassphraseError {
    /// Fewer than [`MIN_CHARS`] characters.
    #[error("passphrase is too short")]
    TooShort,
    /// The slot does not open with this passphrase.
    #[error("passphrase does not open the slot")]
    Wrong,
    /// The slot is no slot, or asks for more or less work than this app ever wrote.
    #[error("slot is damaged")]
    Damaged,
}

/// Locks the unlock key behind a passphrase.
///
/// # Errors
/// [`PassphraseError::TooShort`].
pub fn make_slot(
    unlock: &OpenSecret,
    passphrase: &str,
    log_n: u8,
) -> Result<Vec<u8>, PassphraseError> {
    if passphrase.chars().count() < MIN_CHARS {
        return Err(PassphraseError::TooShort);
    }
    // age would time the device and, in a worker, guess 18: the factor is always set.
    let mut recipient = age::scrypt::Recipient::new(SecretString::from(normal(passphrase)));
    recipient.set_work_factor(log_n.clamp(LOG_N_SMALL, LOG_N));
    let recipient: &dyn age::Recipient = &recipient;
    let encryptor = age::Encryptor::with_recipients(core::iter::once(recipient))
        .map_err(|_| PassphraseError::Damaged)?;
    let mut out = Vec::new();
    let mut writer = encryptor
        .wrap_output(&mut out)
        .map_err(|_| PassphraseError::Damaged)?;
    writer
        .write_all(unlock.expose_bytes())
        .map_err(|_| PassphraseError::Damaged)?;
    writer.finish().map_err(|_| PassphraseError::Damaged)?;
    Ok(out)
}

/// Opens a slot.
///
/// # Errors
/// [`PassphraseError`]. A slot that asks for other work than this app writes is refused before any work.
pub fn open_slot(slot: &[u8], passphrase: &str) -> Result<OpenSecret, PassphraseError> {
    let log_n = work_factor(slot).ok_or(PassphraseError::Damaged)?;
    if !(LOG_N_SMALL..=LOG_N).contains(&log_n) {
        return Err(PassphraseError::Damaged);
    }
    let decryptor = age::Decryptor::new_buffered(slot).map_err(|_| PassphraseError::Damaged)?;
    let mut identity = age::scrypt::Identity::new(SecretString::from(normal(passphrase)));
    identity.set_max_work_factor(LOG_N);
    let identity: &dyn age::Identity = &identity;
    let reader = decryptor
        .decrypt(core::iter::once(identity))
        .map_err(|_| PassphraseError::Wrong)?;
    let mut raw = Zeroizing::new(Vec::with_capacity(33));
    reader
        .take(33)
        .read_to_end(&mut raw)
        .map_err(|_| PassphraseError::Damaged)?;
    let raw =
        Zeroizing::new(<[u8; 32]>::try_from(raw.as_slice()).map_err(|_| PassphraseError::Damaged)?);
    Ok(OpenSecret::from_bytes(&raw))
}

/// The work factor a slot asks for: the last word of its only stanza.
#[must_use]
pub fn work_factor(slot: &[u8]) -> Option<u8> {
    let head = slot.get(..slot.len().min(256))?;
    let mut lines = head.split(|b| *b == b'\n');
    if lines.next()? != b"age-encryption.org/v1" {
        return None;
    }
    let stanza = core::str::from_utf8(lines.next()?).ok()?;
    let mut words = stanza.strip_prefix("-> scrypt ")?.split(' ');
    let (_salt, log_n) = (words.next()?, words.next()?);
    if words.next().is_some() {
        None
    } else {
        log_n.parse().ok()
    }
}

/// Keyboards differ in what they add around a passphrase, never inside it.
fn normal(passphrase: &str) -> String {
    passphrase.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_with_its_passphrase_only() {
        let unlock = OpenSecret::from_bytes(&[5; 32]);
        let slot = make_slot(&unlock, "گلاب ke phool", LOG_N_SMALL).unwrap();
        assert_eq!(work_factor(&slot), Some(LOG_N_SMALL));
        assert_eq!(
            open_slot(&slot, " گلاب ke phool\n").unwrap().expose_bytes(),
            &[5; 32]
        );
        assert_eq!(
            open_slot(&slot, "gulab ke phool").err(),
            Some(PassphraseError::Wrong)
        );
    }

    #[test]
    fn refuses_foreign_work_factors_before_working() {
        let unlock = OpenSecret::from_bytes(&[5; 32]);
        let slot = make_slot(&unlock, "long enough", LOG_N_SMALL).unwrap();
        for other in ["15", "18", "22"] {
            let text =
                String::from_utf8_lossy(&slot[..80]).replacen(" 16\n", &format!(" {other}\n"), 1);
            let bad = [text.as_bytes(), &slot[80..]].concat();
            assert_eq!(
                open_slot(&bad, "long enough").err(),
                Some(PassphraseError::Damaged),
                "{other}"
            );
        }
        assert_eq!(
            open_slot(b"", "long enough").err(),
            Some(PassphraseError::Damaged)
        );
        assert_eq!(
            make_slot(&unlock, "short", LOG_N).err(),
            Some(PassphraseError::TooShort)
        );
    }
}
