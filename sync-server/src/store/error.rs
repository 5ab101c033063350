//! What a store refuses, one enum for each operation.

use std::sync::Arc;

use amanat_protocol::error::ErrorCode;
use amanat_protocol::identity::IdentityError;

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

/// Why nobody was invited.
#[derive(Clone, Debug, thiserror::Error)]
pub enum InviteError {
    /// The caller may not invite.
    #[error("the account may not invite")]
    NoAccess,
    /// A token is somebody else's already.
    #[error("a token is somebody else's")]
    Taken,
    /// More would be open than one account may have.
    #[error("quota")]
    Quota,
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a letter was not kept.
#[derive(Clone, Debug, thiserror::Error)]
pub enum LetterError {
    /// The recipient has no account.
    #[error("the recipient has no account")]
    NotFound,
    /// Too many wait, of this sender or for this recipient, or the sender's share is used up.
    #[error("quota")]
    Quota,
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a deposit was not kept.
#[derive(Clone, Debug, thiserror::Error)]
pub enum DepositError {
    /// No such circle.
    #[error("the circle is unknown")]
    NotFound,
    /// The caller has deposited enough this week.
    #[error("enough deposits this week")]
    TooMany {
        /// Seconds until the next week.
        wait: u32,
    },
    /// The account's share is used up.
    #[error("quota")]
    Quota,
    /// See [`StoreError`].
    #[error(transparent)]
    Store(#[from] StoreError),
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
