//! Operations of checkpoint entries. Written once: another compressor may deflate the same otherwise.

use amanat_protocol::codec::{self, Bytes};
use amanat_vault::checkpoint::{pack, unpack};
use serde::{Deserialize, Serialize};

use crate::{Cases, Result, hex, unhex};

/// A packed operation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows.
    pub name: String,
    /// The deflated bytes.
    pub packed: String,
    /// The operations in it; none when it is refused.
    pub operations: Option<Vec<String>>,
}

/// Unpacks.
///
/// # Errors
/// When the case itself is damaged.
pub fn judge(packed: &str) -> Result<Option<Vec<String>>> {
    let operations = unpack(&unhex(packed)?).ok();
    Ok(operations.map(|all| all.iter().map(|o| hex(&o.0)).collect()))
}

/// A deflate stream of one stored block (RFC 1951, 3.2.4).
fn stored(plain: &[u8]) -> Result<Vec<u8>> {
    let length = u16::try_from(plain.len())?;
    let header = [length.to_le_bytes(), (!length).to_le_bytes()].concat();
    Ok([&[1], header.as_slice(), plain].concat())
}

/// The cases.
///
/// # Errors
/// When something is not judged as it should be.
pub fn make() -> Result<Cases<Case>> {
    let operations = vec![
        Bytes(b"one operation".to_vec()),
        Bytes(vec![b'a'; 400]),
        Bytes::default(),
    ];
    let plain = codec::encode(&operations);
    let packed = pack(&operations).pop().ok_or("nothing packed")?.0;
    let zeros = pack(&[Bytes(vec![0; 4 * 1024 * 1024 - 5])]);
    let most = zeros.into_iter().next().ok_or("nothing packed")?.0;
    let over = pack(&[Bytes(vec![0; 4 * 1024 * 1024])]);
    let bomb = over.into_iter().next().ok_or("nothing packed")?.0;
    let list: Vec<(&str, Vec<u8>, bool)> = vec![
        ("as the app packs it", packed.clone(), true),
        ("stored, not deflated", stored(&plain)?, true),
        ("no operation", stored(&[0])?, true),
        ("more than 4 MiB inflated", bomb, false),
        (
            "a byte after the stream",
            [packed.as_slice(), &[0]].concat(),
            false,
        ),
        ("two streams", packed.repeat(2), false),
        (
            "cut short",
            packed.get(..packed.len() - 1).unwrap_or_default().to_vec(),
            false,
        ),
        (
            "a byte after the list",
            stored(&[plain.as_slice(), &[0]].concat())?,
            false,
        ),
        (
            "a list cut short",
            stored(plain.get(..plain.len() - 1).unwrap_or_default())?,
            false,
        ),
        ("an overlong count", stored(&[0x80, 0x00])?, false),
        (
            "16,385 operations",
            stored(&[[0x81, 0x80, 0x01].as_slice(), &[0; 16_385]].concat())?,
            false,
        ),
        ("no stream", Vec::new(), false),
        ("a block of no kind", vec![7], false),
        ("not deflated", plain, false),
    ];
    if unpack(&most).is_err() {
        return Err("4 MiB must unpack".into());
    }
    let mut cases = Vec::new();
    for (name, packed, holds) in list {
        let packed = hex(&packed);
        let operations = judge(&packed)?;
        if operations.is_some() != holds {
            return Err(format!("checkpoint, {name}").into());
        }
        cases.push(Case {
            name: name.into(),
            packed,
            operations,
        });
    }
    Ok(Cases {
        about: "Operations of checkpoint entries: raw DEFLATE of a list of operations.".into(),
        cases,
    })
}
