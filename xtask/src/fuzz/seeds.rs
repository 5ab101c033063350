//! What a fuzzer begins with: everything that stands in the format vectors.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::{Result, digest, repo};

/// Writes each value of the vectors into a file of `folder`, named by its hash, and returns the folder.
pub fn write(folder: &Path) -> Result<PathBuf> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let mut seeds = Vec::new();
    for file in repo::files_under(&repo::root().join("tests/vectors/v1"))? {
        gather(
            &serde_json::from_str(&fs::read_to_string(file)?)?,
            &mut seeds,
        );
    }
    for seed in seeds {
        fs::write(
            folder.join(digest::short_hex(&digest::sha256(&seed), 32)),
            seed,
        )?;
    }
    Ok(folder.to_owned())
}

/// Hexadecimal as the bytes it stands for, other texts as they are. A list of encodings is one too: its count
/// and its members.
fn gather(value: &Value, seeds: &mut Vec<Vec<u8>>) {
    match value {
        Value::String(text) => seeds.push(bytes(text).unwrap_or_else(|| text.clone().into())),
        Value::Array(members) => {
            let encodings = members.iter().map(|member| bytes(member.as_str()?));
            if let Some(encodings) = encodings.collect::<Option<Vec<_>>>()
                && let Ok(count @ 1..0x80) = u8::try_from(encodings.len())
            {
                seeds.push([vec![count], encodings.concat()].concat());
            }
            members.iter().for_each(|member| gather(member, seeds));
        }
        Value::Object(fields) => fields.values().for_each(|field| gather(field, seeds)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let digits: Vec<u8> = hex
        .chars()
        .map(|digit| u8::try_from(digit.to_digit(16)?).ok())
        .collect::<Option<_>>()?;
    let whole = !digits.is_empty() && digits.len().is_multiple_of(2);
    whole.then(|| {
        digits
            .chunks(2)
            .map(|pair| pair[0] << 4 | pair[1])
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_texts_and_lists_of_encodings_are_seeds() {
        let mut seeds = Vec::new();
        let value = serde_json::json!({"a": ["0102", "ff"], "b": ["0g", 7], "c": "", "d": []});
        gather(&value, &mut seeds);
        let expected: [&[u8]; 5] = [&[2, 1, 2, 255], &[1, 2], &[255], b"0g", b""];
        assert_eq!(seeds, expected);
    }
}
