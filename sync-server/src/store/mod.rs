//! What the endpoint keeps, behind one trait.
//!
//! Every writing call is one transaction that is durable before it returns. The rules that need what is
//! stored (compare and set, access, quota) run inside that transaction; those that do not are checked
//! before, in [`crate::accept`].

#[cfg(test)]
mod contract;
mod error;
pub mod sqlite;

use amanat_protocol::api::{AppendAnswer, Cursor, InvitationsRequest};
use amanat_protocol::hash::Hash;
use amanat_protocol::id::{CardKey, CircleId, DeviceKey, Locator, PersonId};
use amanat_protocol::identity::{Identity, IdentityStatement};
use amanat_protocol::signed::Signed;
use serde::Serialize;

use crate::accept::{Candidate, NewStatement};

pub use self::error::{
    AppendIdentityError, AppendStatementError, DepositError, InviteError, JoinError,
    KeepRecoveryError, LetterError, StoreError, TokenError,
};

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

/// A founding token about to be given out. Who comes by one may invite others.
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
    /// Invitations that nobody has used.
    pub open_invitations: u64,
    /// Letters that wait.
    pub letters: u64,
    /// Deposits.
    pub deposits: u64,
    /// Bytes all accounts together are charged for.
    pub charged_bytes: u64,
    /// Bytes of the database.
    pub database_bytes: u64,
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

    /// Makes tokens good for nothing and others good, all or none. Repeating it succeeds.
    fn invite(
        &self,
        caller: AccountIndex,
        request: InvitationsRequest,
        now: u64,
    ) -> impl Future<Output = Result<(), InviteError>> + Send;

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

    /// Keeps a letter until the recipient is done with it. Repeating it while it waits succeeds.
    fn send_letter(
        &self,
        caller: AccountIndex,
        recipient: PersonId,
        sealed: Vec<u8>,
    ) -> impl Future<Output = Result<(), LetterError>> + Send;

    /// Forgets letters to the caller, named by their SHA-256. Repeating it succeeds.
    fn finish_letters(
        &self,
        caller: AccountIndex,
        letters: Vec<Hash>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Keeps something for the people of a circle. Repeating it succeeds.
    fn deposit(
        &self,
        caller: AccountIndex,
        circle: CircleId,
        sealed: Vec<u8>,
        now: u64,
    ) -> impl Future<Output = Result<(), DepositError>> + Send;

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
