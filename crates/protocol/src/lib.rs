//! What client and server share: ids, signed headers, padding, requests, answers, errors, limits.
//!
//! The server may link this crate and no other of the workspace, so nothing here can open anything: there
//! are no decryption keys, no plaintext types, only what travels in clear around ciphertext.
//!
//! - [`codec`]: the one encoding, canonical postcard
//! - [`hash`], [`id`]: labelled SHA-256 and the names built on it
//! - [`signed`]: Ed25519 signatures over one label per type
//! - [`identity`], [`statement`], [`entry`]: the three kinds of chain
//! - [`padding`]: the legal lengths of ciphertext
//! - [`api`], [`error`], [`link`], [`name`]: the calls of the sync endpoint, and what lets people in
//! - [`limits`]: every bound, in one place

pub mod api;
pub mod codec;
pub mod entry;
pub mod error;
pub mod hash;
pub mod id;
pub mod identity;
pub mod limits;
pub mod link;
pub mod name;
pub mod padding;
pub mod signed;
pub mod statement;

/// The suite of every v1 header: Ed25519, SHA-256, HKDF-SHA256, age v1 with X25519 recipients.
///
/// Written into each signed header so that a future suite cannot be passed off as this one.
pub const SUITE: u8 = 1;
