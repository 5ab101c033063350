//! From what failed to what a person is told.

use amanat_messages::Problem;
use amanat_protocol::error::ErrorCode;
use amanat_vault::card::CardError;
use amanat_vault::passphrase::{MIN_CHARS, PassphraseError};

use crate::ports::{StoreError, TransportError};

pub(crate) const fn storage(error: StoreError) -> Problem {
    match error {
        StoreError::Refused => Problem::StorageRefused,
        StoreError::Full => Problem::StorageFull,
        StoreError::Failed => Problem::StorageFailed,
    }
}

pub(crate) const fn transport(error: TransportError) -> Problem {
    match error {
        TransportError::Unreachable => Problem::ServerUnreachable,
        TransportError::Slow => Problem::ServerSlow,
        TransportError::TooLong => Problem::ServerNonsense,
    }
}

pub(crate) const fn refusal(code: ErrorCode, retry_after: Option<u32>) -> Problem {
    match code {
        ErrorCode::Quota => Problem::QuotaReached,
        ErrorCode::Full => Problem::ServerFull,
        ErrorCode::TokenUnknown => Problem::LinkUnknown,
        ErrorCode::TokenUsed => Problem::LinkUsed,
        ErrorCode::TokenExpired => Problem::LinkExpired,
        ErrorCode::TooMany | ErrorCode::Fault => Problem::ServerBusy {
            retry_after: match retry_after {
                Some(seconds) => seconds,
                None => 60,
            },
        },
        ErrorCode::SessionNeeded
        | ErrorCode::ChallengeRefused
        | ErrorCode::DeviceRefused
        | ErrorCode::AccountUnknown
        | ErrorCode::NoAccess => Problem::ServerRefused,
        ErrorCode::Malformed
        | ErrorCode::TooLarge
        | ErrorCode::NoSuchCall
        | ErrorCode::NotNext
        | ErrorCode::Invalid
        | ErrorCode::NotFound => Problem::ServerNonsense,
    }
}

pub(crate) fn card(error: CardError) -> Problem {
    match error {
        CardError::Count { got } => Problem::CardWordCount {
            got: u16::try_from(got).unwrap_or(u16::MAX),
        },
        CardError::Unknown { place } => Problem::CardWordUnknown { place },
        CardError::Checksum => Problem::CardMistyped,
    }
}

pub(crate) fn passphrase(error: PassphraseError) -> Problem {
    match error {
        PassphraseError::TooShort => Problem::PassphraseTooShort {
            min: u8::try_from(MIN_CHARS).unwrap_or(u8::MAX),
        },
        PassphraseError::Wrong => Problem::WrongPassphrase,
        PassphraseError::Damaged => Problem::StorageFailed,
    }
}
