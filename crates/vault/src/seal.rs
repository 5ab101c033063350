//! age v1 files (<https://age-encryption.org/v1>) with X25519 recipients.

use std::cell::Cell;
use std::io::{Read, Write};
use std::rc::Rc;

use amanat_protocol::padding;

use crate::keys::{OpenSecret, SealKey};

/// It does not open: wrong key, damaged, cut short or not an age file. Which of them is not told.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("does not open")]
pub struct OpenError;

/// It cannot be sealed: a recipient is no valid key, or the text is longer than an entry may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("cannot be sealed")]
pub struct SealError;

/// Seals bytes to a recipient.
///
/// # Errors
/// [`SealError`] when the recipient is no valid key.
pub fn seal(to: &SealKey, plain: &[u8]) -> Result<Vec<u8>, SealError> {
    let mut writer = begin(to, plain.len())?;
    writer.stream.write_all(plain).map_err(|_| SealError)?;
    Ok(writer.stream.finish().map_err(|_| SealError)?.out)
}

/// Seals bytes so that the whole file has a legal entry length ([`padding`]).
///
/// The plaintext is framed as `length (u32 LE) || bytes || zeros`. age adds a random stanza of 13 to 190
/// bytes ("grease"), so the header is written first and the zeros are counted after it.
///
/// # Errors
/// [`SealError`] when it would be longer than [`amanat_protocol::limits::MAX_ENTRY_PAYLOAD`].
pub fn seal_padded(to: &SealKey, plain: &[u8]) -> Result<Vec<u8>, SealError> {
    seal_framed(to, plain, |header, framed| {
        let mut target = padding::bucket(header + stream_len(framed));
        // A length just past a chunk border is no ciphertext's length: take the next legal one.
        loop {
            if !padding::is_bucket(target) {
                return None;
            }
            match plain_len(target - header) {
                Some(n) if n >= framed => return Some((target, n)),
                _ => target = padding::bucket(target + 1),
            }
        }
    })
}

/// As [`seal_padded`], to exactly `length` bytes.
///
/// # Errors
/// [`SealError`] when it does not fit.
pub fn seal_to_length(to: &SealKey, plain: &[u8], length: usize) -> Result<Vec<u8>, SealError> {
    seal_framed(to, plain, |header, framed| {
        let padded = plain_len(length.checked_sub(header)?)?;
        (padded >= framed).then_some((length, padded))
    })
}

/// Seals framed bytes. Given the lengths of the age header and of the frame, `choose` says how long the file
/// and its plaintext become.
fn seal_framed(
    to: &SealKey,
    plain: &[u8],
    choose: impl FnOnce(usize, usize) -> Option<(usize, usize)>,
) -> Result<Vec<u8>, SealError> {
    let length = u32::try_from(plain.len()).map_err(|_| SealError)?;
    let mut writer = begin(to, plain.len())?;
    writer
        .stream
        .write_all(&length.to_le_bytes())
        .map_err(|_| SealError)?;
    writer.stream.write_all(plain).map_err(|_| SealError)?;
    let framed = plain.len() + 4;
    let (target, padded) = choose(writer.header, framed).ok_or(SealError)?;
    let zeros = vec![0; padded - framed];
    writer.stream.write_all(&zeros).map_err(|_| SealError)?;
    let sealed = writer.stream.finish().map_err(|_| SealError)?.out;
    if sealed.len() == target {
        Ok(sealed)
    } else {
        Err(SealError)
    }
}

/// Opens a file of [`seal`] of at most `limit` plain bytes.
///
/// # Errors
/// [`OpenError`] on anything else.
pub fn open(key: &OpenSecret, sealed: &[u8], limit: usize) -> Result<Vec<u8>, OpenError> {
    let decryptor = age::Decryptor::new_buffered(sealed).map_err(|_| OpenError)?;
    // Only X25519 identities are tried, so a scrypt stanza from the network costs nothing.
    let identity: &dyn age::Identity = key.identity();
    let reader = decryptor
        .decrypt(core::iter::once(identity))
        .map_err(|_| OpenError)?;
    let mut plain = Vec::with_capacity(sealed.len().min(limit));
    let bound = u64::try_from(limit)
        .map_err(|_| OpenError)?
        .saturating_add(1);
    reader
        .take(bound)
        .read_to_end(&mut plain)
        .map_err(|_| OpenError)?;
    if plain.len() > limit {
        Err(OpenError)
    } else {
        Ok(plain)
    }
}

/// Opens a file of [`seal_padded`] or [`seal_to_length`] and checks that the padding is zeros.
///
/// # Errors
/// [`OpenError`] on anything else.
pub fn open_padded(key: &OpenSecret, sealed: &[u8]) -> Result<Vec<u8>, OpenError> {
    let mut framed = open(key, sealed, sealed.len())?;
    let (length, rest) = framed.split_first_chunk::<4>().ok_or(OpenError)?;
    let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| OpenError)?;
    let zeros = rest.get(length..).ok_or(OpenError)?;
    if zeros.iter().any(|b| *b != 0) {
        return Err(OpenError);
    }
    framed.truncate(length + 4);
    Ok(framed.split_off(4))
}

/// age's payload is cut into chunks of this many plain bytes, each with a 16-byte tag.
const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;

/// Length of the encrypted stream of `plain` bytes.
const fn stream_len(plain: usize) -> usize {
    let chunks = if plain == 0 { 1 } else { plain.div_ceil(CHUNK) };
    plain + chunks * TAG
}

/// Plain bytes whose encrypted stream has exactly this length, if there are any.
const fn plain_len(stream: usize) -> Option<usize> {
    let chunks = stream.div_ceil(CHUNK + TAG);
    match stream.checked_sub(chunks * TAG) {
        Some(plain) if stream_len(plain) == stream => Some(plain),
        _ => None,
    }
}

struct Writer {
    stream: age::stream::StreamWriter<Counted>,
    header: usize,
}

/// Writes the header and says how long it was.
fn begin(to: &SealKey, expect: usize) -> Result<Writer, SealError> {
    let recipient = to.recipient().ok_or(SealError)?;
    let recipient: &dyn age::Recipient = &recipient;
    let encryptor =
        age::Encryptor::with_recipients(core::iter::once(recipient)).map_err(|_| SealError)?;
    let written = Rc::new(Cell::new(0));
    let out = Counted {
        out: Vec::with_capacity(expect + 512),
        written: Rc::clone(&written),
    };
    let stream = encryptor.wrap_output(out).map_err(|_| SealError)?;
    Ok(Writer {
        stream,
        header: written.get(),
    })
}

/// Collects the file and tells how much of it has been written.
struct Counted {
    out: Vec<u8>,
    written: Rc<Cell<usize>>,
}

impl Write for Counted {
    fn write(&mut self, buf: &[u8]) -> std::io::Result<usize> {
        self.out.extend_from_slice(buf);
        self.written.set(self.out.len());
        Ok(buf.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padded_files_have_legal_lengths_and_open_again() {
        let key = OpenSecret::from_bytes(&[3; 32]);
        let to = key.seal_key();
        let mut lengths: Vec<usize> = (0..3000).step_by(37).collect();
        lengths.extend([
            65_000, 65_530, 65_531, 65_532, 65_533, 65_600, 130_990, 131_068, 700_000,
        ]);
        for n in lengths {
            let plain: Vec<u8> = (0..=250).cycle().take(n).collect();
            let sealed = seal_padded(&to, &plain).unwrap();
            assert!(padding::is_bucket(sealed.len()), "{n} -> {}", sealed.len());
            assert_eq!(open_padded(&key, &sealed).unwrap(), plain);
        }
        assert_eq!(seal_padded(&to, &vec![0; 1024 * 1024]), Err(SealError));
    }

    #[test]
    fn small_entries_cost_the_floor() {
        let to = OpenSecret::from_bytes(&[3; 32]).seal_key();
        for _ in 0..50 {
            assert_eq!(seal_padded(&to, &[7; 500]).unwrap().len(), 1024);
        }
    }

    #[test]
    fn refuses_other_keys_bit_flips_truncation_and_excess() {
        let key = OpenSecret::from_bytes(&[3; 32]);
        let sealed = seal(&key.seal_key(), b"words").unwrap();
        assert_eq!(open(&key, &sealed, 5).unwrap(), b"words");
        assert_eq!(open(&key, &sealed, 4), Err(OpenError));
        assert_eq!(
            open(&OpenSecret::from_bytes(&[4; 32]), &sealed, 5),
            Err(OpenError)
        );
        for cut in 0..sealed.len() {
            assert_eq!(open(&key, &sealed[..cut], 5), Err(OpenError));
        }
        for bit in 0..sealed.len() * 8 {
            let mut bad = sealed.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(open(&key, &bad, 5), Err(OpenError), "bit {bit}");
        }
    }
}
