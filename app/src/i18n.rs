//! Every text a person reads, in both languages. Made by `build.rs` from `locales/`.

#![allow(clippy::all, clippy::pedantic, missing_docs, unused_qualifications, unused_imports, dead_code, deprecated)]

include!(concat!(env!("OUT_DIR"), "/i18n.rs"));

pub use i18n::*;
