//! What the endpoint refuses, as stable codes in `application/problem+json` (RFC 9457).

use serde::{Deserialize, Serialize};

/// Why a call was refused. The wire form is the kebab-case name; codes are never reused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorCode {
    /// The body is not a canonical request of this version.
    Malformed,
    /// The body is larger than allowed.
    TooLarge,
    /// No such call.
    NoSuchCall,
    /// The bearer is missing, expired or not ours: open a session again.
    SessionNeeded,
    /// The challenge is too old, not ours, or for another origin.
    ChallengeRefused,
    /// The signature does not verify, or the device is not active.
    DeviceRefused,
    /// No such account.
    AccountUnknown,
    /// The token is unknown.
    TokenUnknown,
    /// The token was used by another identity.
    TokenUsed,
    /// The token is past its date.
    TokenExpired,
    /// The statement does not come next in its chain; somebody was faster.
    NotNext,
    /// The circle is unknown or the account has no access. One answer for both.
    NoAccess,
    /// The list, slots or payload are not the ones the header names, or a rule is broken.
    Invalid,
    /// This account's share of storage is used up.
    Quota,
    /// The machine has no room left.
    Full,
    /// Too many requests: wait as `Retry-After` says.
    TooMany,
    /// Nothing is kept there.
    NotFound,
    /// The endpoint failed. Nothing was changed; try again.
    Fault,
}

/// The body of a refusal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ProblemBody {
    /// `about:blank`: the code says it.
    #[serde(rename = "type")]
    pub kind: String,
    /// A short English sentence, for logs and people with curl.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The stable code.
    pub code: ErrorCode,
}

impl ErrorCode {
    /// Its HTTP status.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed | Self::Invalid => 400,
            Self::SessionNeeded | Self::ChallengeRefused | Self::DeviceRefused => 401,
            Self::NoAccess | Self::AccountUnknown => 403,
            Self::NoSuchCall | Self::NotFound | Self::TokenUnknown => 404,
            Self::NotNext | Self::TokenUsed => 409,
            Self::TokenExpired => 410,
            Self::TooLarge => 413,
            Self::TooMany => 429,
            Self::Fault => 500,
            Self::Quota | Self::Full => 507,
        }
    }
}
