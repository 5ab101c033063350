//! Refusals: `application/problem+json` (RFC 9457) with a stable code.

use std::error::Error;

use amanat_protocol::codec::DecodeError;
use amanat_protocol::error::{ErrorCode, ProblemBody};
use amanat_protocol::identity::IdentityError;
use amanat_protocol::signed::VerifyError;
use axum::Json;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::accept::RefusedStatement;
use crate::rate::Wait;
use crate::store::{
    AppendIdentityError, AppendStatementError, DepositError, InviteError, JoinError,
    KeepRecoveryError, LetterError, StoreError,
};

/// A refusal on its way out. The client learns the code; the cause goes to the log and nowhere else.
#[derive(Debug)]
pub(crate) struct Problem {
    code: ErrorCode,
    cause: Option<Box<dyn Error + Send + Sync>>,
    wait: Option<u32>,
}

impl Problem {
    fn with_cause(code: ErrorCode, cause: impl Error + Send + Sync + 'static) -> Self {
        Self {
            code,
            cause: Some(Box::new(cause)),
            wait: None,
        }
    }
}

impl From<ErrorCode> for Problem {
    fn from(code: ErrorCode) -> Self {
        Self {
            code,
            cause: None,
            wait: None,
        }
    }
}

impl From<Wait> for Problem {
    fn from(Wait(seconds): Wait) -> Self {
        Self {
            code: ErrorCode::TooMany,
            cause: None,
            wait: Some(seconds),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::with_cause(error.code(), error)
    }
}

impl From<getrandom::Error> for Problem {
    fn from(error: getrandom::Error) -> Self {
        Self::with_cause(ErrorCode::Fault, error)
    }
}

impl From<tokio::task::JoinError> for Problem {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::with_cause(ErrorCode::Fault, error)
    }
}

impl From<DecodeError> for Problem {
    fn from(error: DecodeError) -> Self {
        match error {
            DecodeError::TooLong { .. } => ErrorCode::TooLarge.into(),
            DecodeError::Malformed | DecodeError::NotCanonical => ErrorCode::Malformed.into(),
        }
    }
}

impl From<VerifyError> for Problem {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::Decode(error) => error.into(),
            VerifyError::Signature => ErrorCode::DeviceRefused.into(),
        }
    }
}

impl From<IdentityError> for Problem {
    fn from(error: IdentityError) -> Self {
        match error {
            IdentityError::Verify(error) => error.into(),
            IdentityError::NotNext => ErrorCode::NotNext.into(),
            IdentityError::Signer => ErrorCode::DeviceRefused.into(),
            IdentityError::Inconsistent => ErrorCode::Invalid.into(),
        }
    }
}

impl From<RefusedStatement> for Problem {
    fn from(error: RefusedStatement) -> Self {
        match error {
            RefusedStatement::Verify(error) => error.into(),
            RefusedStatement::Invalid => ErrorCode::Invalid.into(),
        }
    }
}

impl From<JoinError> for Problem {
    fn from(error: JoinError) -> Self {
        match error {
            JoinError::TokenUnknown => ErrorCode::TokenUnknown.into(),
            JoinError::TokenUsed => ErrorCode::TokenUsed.into(),
            JoinError::TokenExpired => ErrorCode::TokenExpired.into(),
            JoinError::Store(error) => error.into(),
        }
    }
}

impl From<AppendIdentityError> for Problem {
    fn from(error: AppendIdentityError) -> Self {
        match error {
            AppendIdentityError::Chain(error) => error.into(),
            AppendIdentityError::Devices => ErrorCode::Invalid.into(),
            AppendIdentityError::Quota => ErrorCode::Quota.into(),
            AppendIdentityError::Store(error) => error.into(),
        }
    }
}

impl From<AppendStatementError> for Problem {
    fn from(error: AppendStatementError) -> Self {
        match error {
            AppendStatementError::Device => ErrorCode::DeviceRefused.into(),
            AppendStatementError::NoAccess => ErrorCode::NoAccess.into(),
            AppendStatementError::NotNext => ErrorCode::NotNext.into(),
            AppendStatementError::AccountUnknown => ErrorCode::AccountUnknown.into(),
            AppendStatementError::Quota => ErrorCode::Quota.into(),
            AppendStatementError::Store(error) => error.into(),
        }
    }
}

impl From<KeepRecoveryError> for Problem {
    fn from(error: KeepRecoveryError) -> Self {
        match error {
            KeepRecoveryError::NoAccess => ErrorCode::NoAccess.into(),
            KeepRecoveryError::Quota => ErrorCode::Quota.into(),
            KeepRecoveryError::Store(error) => error.into(),
        }
    }
}

impl From<InviteError> for Problem {
    fn from(error: InviteError) -> Self {
        match error {
            InviteError::NoAccess => ErrorCode::NoAccess.into(),
            InviteError::Taken => ErrorCode::Invalid.into(),
            InviteError::Quota => ErrorCode::Quota.into(),
            InviteError::Store(error) => error.into(),
        }
    }
}

impl From<LetterError> for Problem {
    fn from(error: LetterError) -> Self {
        match error {
            LetterError::NotFound => ErrorCode::NotFound.into(),
            LetterError::Quota => ErrorCode::Quota.into(),
            LetterError::Store(error) => error.into(),
        }
    }
}

impl From<DepositError> for Problem {
    fn from(error: DepositError) -> Self {
        match error {
            DepositError::NotFound => ErrorCode::NotFound.into(),
            DepositError::TooMany { wait } => Wait(wait).into(),
            DepositError::Quota => ErrorCode::Quota.into(),
            DepositError::Store(error) => error.into(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        if let Some(cause) = self.cause {
            tracing::error!(code = ?self.code, %cause, "refused");
        }
        let status = self.code.status();
        let body = ProblemBody {
            kind: "about:blank".into(),
            title: title(self.code).into(),
            status,
            code: self.code,
        };
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(body)).into_response();
        let problem_json = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(CONTENT_TYPE, problem_json);
        if let Some(seconds) = self.wait {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        response
    }
}

const fn title(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::Malformed => "The body is not a canonical request of this version.",
        ErrorCode::TooLarge => "The request is larger than allowed.",
        ErrorCode::NoSuchCall => "There is no such call.",
        ErrorCode::SessionNeeded => "Open a session first.",
        ErrorCode::ChallengeRefused => "The challenge is too old, not ours, or for another origin.",
        ErrorCode::DeviceRefused => "The signature does not verify, or the device is not active.",
        ErrorCode::AccountUnknown => "There is no such account.",
        ErrorCode::TokenUnknown => "The token is unknown.",
        ErrorCode::TokenUsed => "The token was used.",
        ErrorCode::TokenExpired => "The token is past its date.",
        ErrorCode::NotNext => "The statement does not come next in its chain.",
        ErrorCode::NoAccess => "There is no such circle, or no access.",
        ErrorCode::Invalid => "The request breaks a rule.",
        ErrorCode::Quota => "The account's share of storage is used up.",
        ErrorCode::Full => "The endpoint has no room left.",
        ErrorCode::TooMany => "Too many requests.",
        ErrorCode::NotFound => "Nothing is kept there.",
        ErrorCode::Fault => "The endpoint failed. Nothing was changed.",
    }
}
