//! Every bound, in one place. The server refuses beyond them; clients never send beyond them.

/// The smallest sealed entry payload, in bytes.
pub const MIN_ENTRY_PAYLOAD: usize = 1024;
/// The largest sealed entry payload, in bytes.
pub const MAX_ENTRY_PAYLOAD: usize = 1024 * 1024;
/// The largest sealed statement payload, in bytes.
pub const MAX_STATEMENT_PAYLOAD: usize = 64 * 1024;
/// The largest slot, in bytes.
pub const MAX_SLOT: usize = 64 * 1024;
/// The most members of one circle.
pub const MAX_MEMBERS: usize = 2000;
/// The most entries in one append.
pub const MAX_APPEND: usize = 64;
/// The largest request body, in bytes.
pub const MAX_BODY: usize = 2 * 1024 * 1024;
/// A page of answers stops after this many bytes of records.
pub const PAGE_BYTES: usize = 512 * 1024;
/// The largest answer a client reads: one page and one record over.
pub const MAX_ANSWER: usize = PAGE_BYTES + MAX_BODY;
/// The largest recovery blob, in bytes.
pub const MAX_RECOVERY_BLOB: usize = 256 * 1024;
/// The most recovery blobs under one locator.
pub const MAX_RECOVERY_BLOBS: usize = 512;
/// The most devices a person may list.
pub const MAX_DEVICES: usize = 16;
/// How long a session's bearer is good for, in seconds.
pub const SESSION_SECONDS: u64 = 12 * 60 * 60;
/// How old a challenge may be when it comes back signed, in seconds.
pub const CHALLENGE_SECONDS: u64 = 120;
