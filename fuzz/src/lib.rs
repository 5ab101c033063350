//! What the targets share: the people of the vectors, and how a value is held to its own bytes.

#[path = "../../tests/vectors/src/fixtures.rs"]
pub mod fixtures;

use std::fmt::Debug;

use amanat_protocol::codec;
use amanat_protocol::limits::MAX_ANSWER;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Decodes a value, and asserts that nothing but exactly these bytes stands for it.
pub fn read<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let value: T = codec::decode(bytes, MAX_ANSWER).ok()?;
    assert_eq!(codec::encode(&value), bytes);
    let longer = [bytes, &[0]].concat();
    assert!(codec::decode::<T>(&longer, MAX_ANSWER).is_err());
    if let Some((_, shorter)) = bytes.split_last() {
        assert!(codec::decode::<T>(shorter, MAX_ANSWER).is_err());
    }
    assert!(bytes.is_empty() || codec::decode::<T>(bytes, bytes.len() - 1).is_err());
    Some(value)
}

/// Asserts that two things say the same, without printing what they say where that cannot be printed.
pub fn same<T: PartialEq>(one: &T, other: &T) {
    assert!(one == other);
}

/// A result's value; its error where there has to be one is a finding.
pub fn must<T, E: Debug>(result: Result<T, E>) -> T {
    result.expect("holds by construction")
}
