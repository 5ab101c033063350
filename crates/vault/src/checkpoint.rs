//! Checkpoints: the newest readings of a log or a circle, for those who start late.
//!
//! An entry of class checkpoint carries operations of this form instead of plain ones. They are deflated
//! (RFC 1951, raw), because there are many and their sum says little of any one of them.

use amanat_protocol::codec::{self, Bytes};
use amanat_protocol::limits::MAX_ENTRY_PAYLOAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// The longest an operation of a checkpoint may be, inflated.
pub const MAX_INFLATED: usize = 4 * 1024 * 1024;
/// The most operations in one operation of a checkpoint: each costs memory, however short.
pub const MAX_OPERATIONS: usize = 16 * 1024;

/// Operations are gathered until they are this long, so that even what does not deflate fits an entry beside
/// the rest of its payload.
const PIECE: usize = 1_000_000;
/// Deflate's usual level: the time of a higher one buys little.
const LEVEL: u8 = 6;
/// How long an operation's own length is at most, and the list's count.
const LENGTHS: usize = 8;

/// These bytes are no operation of a checkpoint.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a checkpoint's operation")]
pub struct CheckpointError;

/// The operations of checkpoint entries that carry `operations`, in order: each goes into an entry of its
/// own. An operation that fitted an entry fits here too.
#[must_use]
pub fn pack(operations: &[Bytes]) -> Vec<Bytes> {
    let mut packed = Vec::new();
    let mut rest = operations;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(fitting(rest));
        packed.push(Bytes(compress_to_vec(&codec::encode(piece), LEVEL)));
        rest = after;
    }
    packed
}

/// How many of the first operations go into one piece: at least one.
fn fitting(operations: &[Bytes]) -> usize {
    let mut length = LENGTHS;
    let count = operations.iter().take(MAX_OPERATIONS).take_while(|o| {
        length += o.0.len() + LENGTHS;
        length <= PIECE
    });
    count.count().max(1)
}

/// The operations that one operation of a checkpoint entry carries.
///
/// # Errors
/// [`CheckpointError`] on anything that is not one whole deflate stream of a canonical list, within
/// [`MAX_INFLATED`] and [`MAX_OPERATIONS`].
pub fn unpack(packed: &[u8]) -> Result<Vec<Bytes>, CheckpointError> {
    if packed.len() > MAX_ENTRY_PAYLOAD {
        return Err(CheckpointError);
    }
    let plain = inflate(packed)?;
    if count(&plain) > MAX_OPERATIONS {
        return Err(CheckpointError);
    }
    codec::decode(&plain, MAX_INFLATED).map_err(|_| CheckpointError)
}

/// What the list says its count is, before memory is given to its members. The decoder judges the rest.
fn count(plain: &[u8]) -> usize {
    let mut count = 0_usize;
    for (i, byte) in plain.iter().take(4).enumerate() {
        count |= usize::from(byte & 0x7f) << (7 * i);
        if byte & 0x80 == 0 {
            return count;
        }
    }
    usize::MAX
}

/// Inflates one stream that ends where the bytes end: not a byte of the entry goes unread.
fn inflate(mut packed: &[u8]) -> Result<Vec<u8>, CheckpointError> {
    let mut state = Box::<DecompressorOxide>::default();
    let mut out = vec![0; packed.len().saturating_mul(4).clamp(1024, MAX_INFLATED)];
    let mut filled = 0;
    loop {
        let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, read, written) = decompress(&mut state, packed, &mut out, filled, flags);
        packed = packed.get(read..).ok_or(CheckpointError)?;
        filled += written;
        match status {
            TINFLStatus::Done if packed.is_empty() => {
                out.truncate(filled);
                return Ok(out);
            }
            TINFLStatus::HasMoreOutput if out.len() < MAX_INFLATED => {
                out.resize(out.len().saturating_mul(2).min(MAX_INFLATED), 0);
            }
            _ => return Err(CheckpointError),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Random;
    use crate::testing::Seeded;
    use proptest::prelude::*;

    fn noise(length: usize, seed: u64) -> Bytes {
        let mut bytes = vec![0; length];
        Seeded(seed).fill(&mut bytes);
        Bytes(bytes)
    }

    fn unpacked(packed: &[Bytes]) -> Vec<Bytes> {
        packed.iter().flat_map(|p| unpack(&p.0).unwrap()).collect()
    }

    #[test]
    fn many_and_long_operations_come_back_in_pieces_that_fit_entries() {
        let mut operations: Vec<_> = (0..40).map(|n| noise(90_000, n * 10_000)).collect();
        operations.push(noise(1_040_000, 7));
        operations.extend(vec![Bytes::default(); MAX_OPERATIONS + 5]);
        operations.push(Bytes(vec![b'a'; 900 * 1024]));
        let packed = pack(&operations);
        assert!(packed.len() >= 6);
        for piece in &packed {
            // What an entry of the largest legal length holds, beside header, place and 64 heads.
            assert!(
                piece.0.len() <= MAX_ENTRY_PAYLOAD - 7 * 1024,
                "{}",
                piece.0.len()
            );
        }
        assert_eq!(unpacked(&packed), operations);
        assert!(pack(&[]).is_empty());
    }

    #[test]
    fn text_gets_much_smaller() {
        let operations: Vec<_> = (0..200)
            .map(|n| Bytes(format!("Reflection {n}: what happened on the ward that night").into()))
            .collect();
        let packed = pack(&operations);
        assert_eq!(packed.len(), 1);
        assert!(packed[0].0.len() * 4 < codec::encode(&operations).len());
    }

    #[test]
    fn bombs_and_leftovers_are_refused() {
        let deflated = |plain: &[u8]| compress_to_vec(plain, LEVEL);
        let zeros = |n: usize| {
            let mut plain = codec::encode(&vec![Bytes(vec![0; n])]);
            plain.shrink_to_fit();
            plain
        };
        let most = zeros(MAX_INFLATED - 5);
        assert_eq!(most.len(), MAX_INFLATED);
        assert!(unpack(&deflated(&most)).is_ok());
        assert!(unpack(&deflated(&zeros(MAX_INFLATED - 4))).is_err());
        assert!(unpack(&deflated(&vec![0; 64 * 1024 * 1024])).is_err());
        // Four million operations of nothing.
        let mut empty = vec![0; MAX_INFLATED];
        empty[..4].copy_from_slice(&[0xfc, 0xff, 0xff, 0x01]);
        assert!(codec::decode::<Vec<Bytes>>(&empty, MAX_INFLATED).is_ok());
        assert!(unpack(&deflated(&empty)).is_err());
        let good = deflated(&codec::encode(&vec![noise(50, 1)]));
        assert!(unpack(&good).is_ok());
        assert!(unpack(&[good.as_slice(), &[0]].concat()).is_err());
        assert!(unpack(&good.repeat(2)).is_err());
        for cut in 0..good.len() {
            assert!(unpack(&good[..cut]).is_err());
        }
        let longer = [codec::encode(&vec![noise(50, 1)]), vec![0]].concat();
        assert!(unpack(&deflated(&longer)).is_err());
        assert!(unpack(&deflated(&[0x81, 0x00, 0x00])).is_err());
    }

    proptest! {
        #[test]
        fn any_operations_come_back(
            operations in proptest::collection::vec(
                proptest::collection::vec(any::<u8>(), 0..200).prop_map(Bytes), 0..40),
        ) {
            prop_assert_eq!(unpacked(&pack(&operations)), operations);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = unpack(&bytes);
        }
    }
}
