//! What the endpoint keeps, behind one trait.
//!
//! Every writing call is one transaction that is durable before it returns. The rules that need what is
//! stored (compare and set, access, quota) run inside that transaction; those that do not are checked
//! before, in [`crate::accept`].

#[cfg(test)]
mod contract;
pub mod sqlite;

use std::sync::Arc;

use amanat_protocol::api::{AppendAnswer, Cursor};
use amanat_protocol::error::ErrorCode;
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CardKey, DeviceKey, Locator, PersonId};
use amanat_protocol::identity::{Identity, IdentityError, IdentityStatement};
use amanat_protocol::signed::Signed;
use serde::Serialize;

use crate::accept::{Candidate, NewStatement};

/// The store's own small number for an account, which keeps bearers and rows short.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct AccountIndex(pub u32);

/// An account and how far its identity chain has come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    /// Its number here.
    pub index: AccountIndex,
    /// The chain's state.
    pub identity: Identity,
}

impl Account {
    /// Whether this device may speak for the account now.
    #[must_use]
    pub fn has_device(&self, device: DeviceKey) -> bool {
        self.identity.is_active(device)
    }

    /// Whether this is the account's recovery card now.
    #[must_use]
    pub fn has_card(&self, card: CardKey) -> bool {
        self.identity.statement.card == card
    }
}

/// Whose account is looked for.
#[derive(Clone, Copy, Debug)]
pub enum Who {
    /// By the person's id.
    Person(PersonId),
    /// By the store's own number.
    Index(AccountIndex),
}

/// What the store knows of itself.
#[derive(Clone)]
pub struct Profile {
    /// What the college calls its endpoint.
    pub name: String,
    /// The origin given at founding, if any was.
    pub origin: Option<String>,
    /// The key of every mark the endpoint makes. Any node that has it checks what another has marked.
    pub server_key: [u8; 32],
}

/// A join token about to be given out.
#[derive(Clone, Copy, Debug)]
pub struct NewToken {
    /// Its hash; the token itself is never kept.
    pub hash: Hash,
    /// Unix seconds after which it is worth nothing.
    pub expires: u64,
    /// Give it out although an earlier one was used.
    pub again: bool,
}

/// What a sync found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Synced {
    /// Nothing after the cursor.
    Unchanged,
    /// The cursor is of another life of the store.
    Restart,
    /// Records in the order they became visible.
    Page {
        /// Each the canonical encoding of an [`amanat_protocol::api::Record`], as it was stored: the
        /// endpoint has no need to take records apart again.
        records: Vec<Vec<u8>>,
        /// Where the page ends.
        cursor: Cursor,
        /// Whether there is more now.
        more: bool,
    },
}

/// Counts and bytes. Nobody is in them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Stats {
    /// Accounts.
    pub accounts: u64,
    /// Circles.
    pub circles: u64,
    /// Identity statements.
    pub identity_statements: u64,
    /// Control statements.
    pub statements: u64,
    /// Entries.
    pub entries: u64,
    /// Recovery blobs.
    pub recovery_blobs: u64,
    /// Bytes all accounts together are charged for.
    pub charged_bytes: u64,
    /// Bytes of the database.
    pub database_bytes: u64,
}

/// The store itself failed. Nothing was changed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk is full, or nearly.
    #[error("no room left on the disk")]
    Full,
    /// The writer has stopped.
    #[error("the store has stopped")]
    Stopped,
    /// Something stored does not read back.
    #[error("a stored value does not read back: {0}")]
    Damaged(&'static str),
    /// The database refused.
    #[error("database: {0}")]
    Database(Arc<rusqlite::Error>),
}

/// Why somebody could not join.
#[derive(Clone, Debug, thiserror::Error)]
pub enum JoinError {
    /// No such token.
    #[error("the token is unknown")]
    TokenUnknown,
    /// Another identity used it.
    #[error("the token was used")]
    TokenUsed,
    /// Too late.
    #[error("the token is past its date")]
    TokenExpired,
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why no token was given out.
#[derive(Clone, Debug, thiserror::Error)]
pub enum TokenError {
    /// Somebody has joined with an earlier one.
    #[error("the founding link has been used already")]
    AlreadyFounded,
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why an identity statement was not appended.
#[derive(Clone, Debug, thiserror::Error)]
pub enum AppendIdentityError {
    /// It does not extend the chain.
    #[error(transparent)]
    Chain(#[from] IdentityError),
    /// More devices than one person may have.
    #[error("too many devices")]
    Devices,
    /// The account's share is used up.
    #[error("quota")]
    Quota,
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a control statement was not appended.
#[derive(Clone, Debug, thiserror::Error)]
pub enum AppendStatementError {
    /// Its signer is no active device of the caller.
    #[error("the signing device is not active")]
    Device,
    /// The circle is unknown, or the caller does not manage it.
    #[error("no access")]
    NoAccess,
    /// Another statement is there already, or one before it is missing.
    #[error("does not come next")]
    NotNext,
    /// It gives access to somebody who has no account.
    #[error("somebody in the access list has no account")]
    AccountUnknown,
    /// The account's share is used up.
    #[error("quota")]
    Quota,
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a recovery blob was not kept.
#[derive(Clone, Debug, thiserror::Error)]
pub enum KeepRecoveryError {
    /// The locator is another account's.
    #[error("no access")]
    NoAccess,
    /// The account's share, or the locator's, is used up.
    #[error("quota")]
    Quota,
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A store. Clones nothing, blocks nobody: every call may be awaited on the executor.
pub trait Store: Send + Sync + 'static {
    /// Name, origin, key.
    fn profile(&self) -> impl Future<Output = Result<Profile, StoreError>> + Send;

    /// Records what the operator says of the endpoint. What is left out stays as it is.
    fn describe(
        &self,
        name: Option<String>,
        origin: Option<String>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Makes a join token good.
    fn add_token(&self, token: NewToken) -> impl Future<Output = Result<(), TokenError>> + Send;

    /// An account for a new person against a token, once. `first` has begun `signed`. Repeating it with the
    /// same identity succeeds.
    fn join(
        &self,
        token: Hash,
        first: Identity,
        signed: Signed<IdentityStatement>,
        now: u64,
    ) -> impl Future<Output = Result<(), JoinError>> + Send;

    /// Looks an account up.
    fn account(&self, who: Who)
    -> impl Future<Output = Result<Option<Account>, StoreError>> + Send;

    /// Appends the next statement of the caller's identity chain. Repeating it succeeds.
    fn append_identity(
        &self,
        caller: AccountIndex,
        signed: Signed<IdentityStatement>,
    ) -> impl Future<Output = Result<(), AppendIdentityError>> + Send;

    /// Appends the next statement of a circle with its access list. Repeating it succeeds. Answers as
    /// [`AppendAnswer::cursor`] says.
    fn append_statement(
        &self,
        caller: AccountIndex,
        statement: NewStatement,
        cursor: Option<Cursor>,
    ) -> impl Future<Output = Result<Option<Cursor>, AppendStatementError>> + Send;

    /// Appends entries of one device, in order, each whole or not at all.
    fn append_entries(
        &self,
        caller: AccountIndex,
        device: DeviceKey,
        entries: Vec<Candidate>,
        cursor: Option<Cursor>,
    ) -> impl Future<Output = Result<AppendAnswer, StoreError>> + Send;

    /// What the caller may see after the cursor.
    fn sync(
        &self,
        caller: AccountIndex,
        cursor: Option<Cursor>,
    ) -> impl Future<Output = Result<Synced, StoreError>> + Send;

    /// Keeps one more blob under a locator. Repeating it succeeds.
    fn keep_recovery(
        &self,
        caller: AccountIndex,
        locator: Locator,
        blob: Vec<u8>,
    ) -> impl Future<Output = Result<(), KeepRecoveryError>> + Send;

    /// The newest blobs first, as many as fit a page.
    fn recovery(
        &self,
        locator: Locator,
    ) -> impl Future<Output = Result<Vec<Vec<u8>>, StoreError>> + Send;

    /// Writes something and checks for room: whether an append would succeed now.
    fn probe(&self) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Counts and bytes.
    fn stats(&self) -> impl Future<Output = Result<Stats, StoreError>> + Send;
}

impl StoreError {
    /// The code a client is told.
    #[must_use]
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::Full => ErrorCode::Full,
            Self::Stopped | Self::Damaged(_) | Self::Database(_) => ErrorCode::Fault,
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::Full,
            _ => Self::Database(Arc::new(error)),
        }
    }
}
