//! The calls of the sync endpoint: canonical postcard in request and answer bodies.
//!
//! `Authorization: Bearer <token>` carries the session where a call needs one.

use serde::{Deserialize, Serialize};

use crate::codec::Bytes;
use crate::entry::Entry;
use crate::hash::Hash;
use crate::id::{CardKey, CircleId, DeviceKey, PersonId};
use crate::identity::IdentityStatement;
use crate::signed::{Labelled, Signed};
use crate::statement::Statement;

/// `POST /v1/join`
pub const JOIN: &str = "/v1/join";
/// `POST /v1/challenge`
pub const CHALLENGE: &str = "/v1/challenge";
/// `POST /v1/session`
pub const SESSION: &str = "/v1/session";
/// `POST /v1/identity`
pub const IDENTITY: &str = "/v1/identity";
/// `POST /v1/statements`
pub const STATEMENTS: &str = "/v1/statements";
/// `POST /v1/entries`
pub const ENTRIES: &str = "/v1/entries";
/// `POST /v1/sync`
pub const SYNC: &str = "/v1/sync";
/// `POST` and `GET /v1/recovery/{locator}`, the locator in lower-case hexadecimal
pub const RECOVERY: &str = "/v1/recovery";
/// `POST /v1/invitations`
pub const INVITATIONS: &str = "/v1/invitations";
/// `POST /v1/inbox/{person}`, the person in lower-case hexadecimal
pub const INBOX: &str = "/v1/inbox";
/// `POST /v1/inbox-done`
pub const INBOX_DONE: &str = "/v1/inbox-done";
/// `POST /v1/drop/{circle}`, the circle in lower-case hexadecimal
pub const DROP: &str = "/v1/drop";
/// `GET /v1/info`, JSON [`Info`]
pub const INFO: &str = "/v1/info";

/// `POST /v1/join`: an account for a new person, against a single-use token. Repeating it with the same
/// identity is answered like the first time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct JoinRequest {
    /// The token; the server keeps only [`token_hash`].
    pub token: [u8; 16],
    /// Statement 0.
    pub identity: Signed<IdentityStatement>,
}

/// What the server stores of a join token.
#[must_use]
pub fn token_hash(token: &[u8; 16]) -> Hash {
    crate::hash::labelled("amanat/v1/join-token", token)
}

/// Answer to `POST /v1/challenge` (empty request).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Challenge {
    /// The server's clock, Unix seconds: also warns of a wrong clock.
    pub time: u64,
    /// Random.
    pub nonce: [u8; 16],
    /// The server's own mark on both, so that no node need remember them.
    pub mac: [u8; 32],
}

/// Which key opens a session.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum SessionKey {
    /// An active device: every call.
    Device(DeviceKey),
    /// The recovery card: `sync` and `identity`, to restore.
    Card(CardKey),
}

/// What a device signs to open a session. Bound to origin and purpose: it is worth nothing elsewhere.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SessionProof {
    /// The endpoint's origin as the client reached it.
    pub origin: String,
    /// From `POST /v1/challenge`.
    pub challenge: Challenge,
    /// Whose account.
    pub person: PersonId,
    /// The key that signs.
    pub key: SessionKey,
}

impl Labelled for SessionProof {
    const LABEL: &'static str = "amanat/v1/session";
    const LIMIT: usize = 1024;
}

/// `POST /v1/session`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SessionRequest {
    /// The signed proof.
    pub proof: Signed<SessionProof>,
}

/// Answer to `POST /v1/session`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SessionAnswer {
    /// For the `Authorization` header; at most 128 visible ASCII characters.
    pub bearer: String,
    /// Seconds until it expires.
    pub seconds: u64,
}

/// `POST /v1/identity`: the next statement of the caller's own chain. Repeating it is harmless.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct IdentityRequest {
    /// The statement.
    pub statement: Signed<IdentityStatement>,
}

/// `POST /v1/statements`: the next statement of a circle's chain, compare and set. Repeating it is harmless.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StatementRequest {
    /// The statement.
    pub statement: Statement,
    /// Where the caller's last sync ended.
    pub cursor: Option<Cursor>,
}

/// Answer to statements: accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StatementAnswer {
    /// See [`AppendAnswer::cursor`].
    pub cursor: Option<Cursor>,
}

/// `POST /v1/entries`: append to any number of circles. Each entry is stored whole or not at all, in order;
/// repeating it is harmless.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AppendRequest {
    /// At most [`crate::limits::MAX_APPEND`] entries.
    pub entries: Vec<Entry>,
    /// Where the caller's last sync ended.
    pub cursor: Option<Cursor>,
}

/// Answer to `POST /v1/entries`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AppendAnswer {
    /// One for each entry, in order.
    pub results: Vec<Appended>,
    /// Where a sync would end now, if nothing but this append happened since the caller's cursor: then no
    /// sync is needed and one edit costs one round trip.
    pub cursor: Option<Cursor>,
}

/// What became of one entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Appended {
    /// It is durable (now, or since an earlier identical append).
    Stored,
    /// It does not continue the log. The server's head follows: none for an empty log.
    NotNext {
        /// Sequence number and hash of the server's last header.
        head: Option<(u64, Hash)>,
    },
    /// The caller has no access to the circle, or is not the device that signed.
    NoAccess,
    /// A hash, a length or the signature is wrong.
    Invalid,
    /// No room for it.
    Quota,
}

/// Where a sync ended. Opaque to clients: they store it and send it back.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub struct Cursor {
    /// Which life of the store this counts in; a restored backup begins a new one.
    pub era: [u8; 8],
    /// When the record became visible to the caller, in the store's count.
    pub visible: u64,
    /// When the record was stored, in the store's count.
    pub stored: u64,
}

/// `POST /v1/sync`: everything the caller may see after the cursor, in the order it became visible.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SyncRequest {
    /// Where the last page ended; none for all.
    pub cursor: Option<Cursor>,
}

/// Answer to `POST /v1/sync`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum SyncAnswer {
    /// Nothing new. One byte.
    Unchanged,
    /// A page.
    Page {
        /// Records in order: a chain's links always come before what needs them.
        records: Vec<Record>,
        /// Ask again with this.
        cursor: Cursor,
        /// Whether there is more now.
        more: bool,
    },
    /// The cursor is of another life of the store (a restored backup): begin again without one. What the
    /// client holds and the store lacks must be sent again.
    Restart,
}

/// One stored record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Record {
    /// A statement of the identity chain of somebody the caller shares a circle with, or their own.
    Identity(Signed<IdentityStatement>),
    /// A control statement.
    Statement(Statement),
    /// An entry.
    Entry(Entry),
    /// An entry without its payload: its circle's owner pruned it, or it was stored before the caller first
    /// had access to the circle and is sealed to epochs they were never given.
    Pruned(Signed<crate::entry::EntryHeader>),
    /// A letter to the caller, as it was sent: sealed bytes of anybody who has an account. The endpoint
    /// keeps it until [`LettersDone`] names it, and does not say who sent it.
    Letter(Bytes),
    /// What somebody left for the people of a circle the caller has access to. Who, is not served.
    Deposit {
        /// Whose people it is for.
        circle: CircleId,
        /// Sealed, [`crate::limits::DEPOSIT_BYTES`] long.
        sealed: Bytes,
    },
}

/// `POST /v1/invitations`: makes join tokens good, and others good for nothing. Only accounts that came by a
/// founding token, or by an invitation with [`NewInvitation::invites`], may. Repeating it is harmless.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InvitationsRequest {
    /// At most [`crate::limits::MAX_INVITATIONS`] together with those withdrawn.
    pub add: Vec<NewInvitation>,
    /// Hashes of the caller's own tokens. One that was used stays used, and one nobody knows is passed over.
    pub withdraw: Vec<Hash>,
}

/// A join token to be made good.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NewInvitation {
    /// [`token_hash`] of it.
    pub token: Hash,
    /// Unix seconds after which it is worth nothing; at most
    /// [`crate::limits::INVITATION_SECONDS`] from now.
    pub expires: u64,
    /// Whether who comes by it may invite others.
    pub invites: bool,
}

/// `POST /v1/inbox/{person}`: a letter to one person. Repeating it while it waits is harmless.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LetterRequest {
    /// Sealed to the recipient. A [`crate::padding`] bucket of at most [`crate::limits::MAX_LETTER`] bytes.
    pub sealed: Bytes,
}

/// `POST /v1/inbox-done`: the caller has kept what it needs of these letters, and the endpoint forgets them.
/// Repeating it is harmless.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LettersDone {
    /// SHA-256 of each letter's sealed bytes; at most [`crate::limits::MAX_LETTERS_DONE`].
    pub letters: Vec<Hash>,
}

/// `POST /v1/drop/{circle}`: something for the people of a circle, from anybody who has an account.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DepositRequest {
    /// Sealed, exactly [`crate::limits::DEPOSIT_BYTES`] long, so that its length tells nothing.
    pub sealed: Bytes,
}

/// `POST /v1/recovery/{locator}`: one more blob for the card's holder.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RecoveryRequest {
    /// An age file to the card's recipient.
    pub blob: Bytes,
}

/// Answer to `GET /v1/recovery/{locator}`: the newest blobs first, as many as fit a page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RecoveryAnswer {
    /// The blobs.
    pub blobs: Vec<Bytes>,
}

/// `GET /v1/info`, as JSON. No person is in it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Info {
    /// What the college calls its endpoint.
    pub name: String,
    /// Protocol versions it speaks.
    pub protocol: Vec<u32>,
    /// Version of the program.
    pub version: String,
}
