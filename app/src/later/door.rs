//! Where the build cuts.

// The macro declares the second half's entry for the linker, which knows C alone. Both sides come from one run
// of the compiler.
#![allow(unsafe_code)]

use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::Later;
use super::drawn::view_of;

#[wasm_split(later, fallible)]
pub(super) fn half() -> Result<fn(Later) -> AnyView, SplitLoaderError> {
    Ok(view_of)
}
