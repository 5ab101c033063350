//! What a module imports from its script, by names that compress.
//!
//! wasm-bindgen tells names apart by sixteen digits of a hash, which no compressor can shorten, in the module and
//! in the script. Numbers tell them apart as well. They are as long, so nothing else in the module moves.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::Result;

const START: &str = "__wbg_";
const DIGITS: usize = 16;

/// Numbers the names of a module and its script, in place.
pub fn number(script: &Path, module: &Path) -> Result {
    let mut text = fs::read_to_string(script)?;
    let mut bytes = fs::read(module)?;
    for (name, numbered) in numbered(&names(&text)) {
        text = text.replace(&name, &numbered);
        replace(&mut bytes, name.as_bytes(), numbered.as_bytes());
    }
    fs::write(script, text)?;
    Ok(fs::write(module, bytes)?)
}

/// All names in a script that end in a hash.
fn names(script: &str) -> BTreeSet<String> {
    let found = script.match_indices(START).filter_map(|(at, _)| {
        let rest = script.get(at..)?;
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        let name = rest.get(..end.unwrap_or(rest.len()))?;
        let (stem, hash) = name.rsplit_once('_')?;
        let hashed = hash.len() == DIGITS && hash.bytes().all(|b| b.is_ascii_hexdigit());
        (hashed && stem.len() >= START.len()).then(|| name.to_owned())
    });
    found.collect()
}

/// Each name with its own number among those that are the same but for the hash.
fn numbered(names: &BTreeSet<String>) -> Vec<(String, String)> {
    let mut so_far: BTreeMap<&str, usize> = BTreeMap::new();
    let numbered = names.iter().filter_map(|name| {
        let (stem, _) = name.rsplit_once('_')?;
        let number = so_far.entry(stem).or_default();
        *number += 1;
        Some((name.clone(), format!("{stem}_{number:0DIGITS$}")))
    });
    numbered.collect()
}

fn replace(bytes: &mut [u8], old: &[u8], new: &[u8]) {
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| {
        let mut windows = rest.windows(old.len());
        windows.position(|window| window == old)
    }) {
        at += found;
        if let Some(place) = bytes.get_mut(at..at + old.len()) {
            place.copy_from_slice(new);
        }
        at += old.len();
    }
}

#[cfg(test)]
mod tests {
    use super::{names, numbered, replace};

    #[test]
    fn names_stay_apart_and_as_long_as_they_were() {
        let script = "__wbg_new_0afe64b4dc16ab74:f,__wbg_new_1da3429bc3c4541c:g,\
            __wbg_put_7d52c69d9da5ab22:h,__wbg_free:i,__wbindgen_cast_0000000000000001:j";
        let found = numbered(&names(script));
        let expected = [
            ("__wbg_new_0afe64b4dc16ab74", "__wbg_new_0000000000000001"),
            ("__wbg_new_1da3429bc3c4541c", "__wbg_new_0000000000000002"),
            ("__wbg_put_7d52c69d9da5ab22", "__wbg_put_0000000000000001"),
        ];
        assert_eq!(found, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    }

    #[test]
    fn every_place_is_replaced() {
        let mut bytes = b"ab.ab.a".to_vec();
        replace(&mut bytes, b"ab", b"xy");
        assert_eq!(bytes, b"xy.xy.a");
    }
}
