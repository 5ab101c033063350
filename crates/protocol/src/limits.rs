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
/// The most tokens one request for invitations may add and withdraw together.
pub const MAX_INVITATIONS: usize = 600;
/// The most invitations of one account that nobody has used yet.
pub const MAX_OPEN_INVITATIONS: usize = 2000;
/// How long an invitation may be good, in seconds.
pub const INVITATION_SECONDS: u64 = 90 * 24 * 60 * 60;
/// The largest letter, in bytes.
pub const MAX_LETTER: usize = 64 * 1024;
/// The most letters of one sender that wait for one recipient…
pub const MAX_LETTERS_FROM_ONE: usize = 64;
/// …and their bytes.
pub const MAX_LETTER_BYTES_FROM_ONE: usize = 1024 * 1024;
/// The most letters that wait for one recipient…
pub const MAX_LETTERS: usize = 5000;
/// …and their bytes.
pub const MAX_LETTER_BYTES: usize = 32 * 1024 * 1024;
/// The most letters one request declares done.
pub const MAX_LETTERS_DONE: usize = 64;
/// The length of every deposit, in bytes.
pub const DEPOSIT_BYTES: usize = 8192;
/// The most deposits of one account in a week.
pub const MAX_DEPOSITS_A_WEEK: u32 = 20;
/// The most devices a person may list.
pub const MAX_DEVICES: usize = 16;
/// How long a session's bearer is good for, in seconds.
pub const SESSION_SECONDS: u64 = 12 * 60 * 60;
/// How old a challenge may be when it comes back signed, in seconds.
pub const CHALLENGE_SECONDS: u64 = 120;
