//! Frames: `length (u32 LE) || SHA-256(length || body) || body`, the body a batch in canonical postcard.

use amanat_client::Batch;
use amanat_protocol::codec::{self, Bytes};
use sha2::{Digest, Sha256};

/// Longer than any batch of the engine: a page of fetched records and the marks.
const MAX_BODY: usize = 64 * 1024 * 1024;
const HEAD: usize = 4 + 32;

type Body = (Vec<(String, Bytes)>, Vec<String>);

/// None for a batch that is too long.
pub(super) fn encode(batch: &Batch) -> Option<Vec<u8>> {
    let puts = batch.puts.iter();
    let puts = puts.map(|(k, v)| (k.clone(), Bytes(v.clone()))).collect();
    let body: Body = (puts, batch.deletes.clone());
    let body = codec::encode(&body);
    if body.len() > MAX_BODY {
        return None;
    }
    let length = u32::try_from(body.len()).ok()?.to_le_bytes();
    let mut frame = Vec::with_capacity(HEAD + body.len());
    frame.extend(length);
    frame.extend(digest(length, &body));
    frame.extend(body);
    Some(frame)
}

/// Why there is no further batch.
pub(super) enum End {
    /// That was the last.
    Clean,
    /// The last frame is not whole.
    Torn,
    /// A frame is wrong although more follows.
    Damaged,
}

/// Goes through a file's frames.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Length of the frames read so far.
    pub(super) const fn whole(&self) -> u64 {
        self.at as u64
    }

    /// The next batch.
    pub(super) fn next(&mut self) -> Result<Batch, End> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        if rest.is_empty() {
            return Err(End::Clean);
        }
        let (length, after) = rest.split_first_chunk::<4>().ok_or(End::Torn)?;
        let (hash, after) = after.split_first_chunk::<32>().ok_or(End::Torn)?;
        let claimed = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| End::Damaged)?;
        if claimed > MAX_BODY {
            return Err(End::Damaged);
        }
        let body = after.get(..claimed).ok_or(End::Torn)?;
        if digest(*length, body) != *hash {
            let last = claimed == after.len();
            return Err(if last { End::Torn } else { End::Damaged });
        }
        let (puts, deletes): Body = codec::decode(body, MAX_BODY).map_err(|_| End::Damaged)?;
        self.at += HEAD + claimed;
        let puts = puts.into_iter().map(|(k, v)| (k, v.0)).collect();
        Ok(Batch { puts, deletes })
    }
}

fn digest(length: [u8; 4], body: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(length);
    hash.update(body);
    hash.finalize().into()
}
