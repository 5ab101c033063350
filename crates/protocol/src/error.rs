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
    /// Every code with its wire form.
    const NAMES: [(Self, &str); 18] = [
        (Self::Malformed, "malformed"),
        (Self::TooLarge, "too-large"),
        (Self::NoSuchCall, "no-such-call"),
        (Self::SessionNeeded, "session-needed"),
        (Self::ChallengeRefused, "challenge-refused"),
        (Self::DeviceRefused, "device-refused"),
        (Self::AccountUnknown, "account-unknown"),
        (Self::TokenUnknown, "token-unknown"),
        (Self::TokenUsed, "token-used"),
        (Self::TokenExpired, "token-expired"),
        (Self::NotNext, "not-next"),
        (Self::NoAccess, "no-access"),
        (Self::Invalid, "invalid"),
        (Self::Quota, "quota"),
        (Self::Full, "full"),
        (Self::TooMany, "too-many"),
        (Self::NotFound, "not-found"),
        (Self::Fault, "fault"),
    ];

    /// The code in a [`ProblemBody`], without reading the rest of it: a JSON reader would cost every first
    /// visit more than the codes are worth. None where there is no such member or no such code.
    #[must_use]
    pub fn in_problem(body: &[u8]) -> Option<Self> {
        let text = core::str::from_utf8(body.get(..body.len().min(1024))?).ok()?;
        let (_, after) = text.split_once("\"code\":")?;
        let (name, _) = after.trim_start().strip_prefix('"')?.split_once('"')?;
        Self::NAMES
            .iter()
            .find(|(_, n)| *n == name)
            .map(|(code, _)| *code)
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_code_that_serde_writes_and_nothing_else() {
        for (code, name) in ErrorCode::NAMES {
            let kind = "about:blank".to_owned();
            let body = ProblemBody {
                kind,
                title: "A title".into(),
                status: code.status(),
                code,
            };
            let json = serde_json::to_vec(&body).unwrap();
            assert_eq!(ErrorCode::in_problem(&json), Some(code), "{name}");
            let pretty = serde_json::to_vec_pretty(&body).unwrap();
            assert_eq!(ErrorCode::in_problem(&pretty), Some(code), "{name}");
        }
        for other in [
            "",
            "<html>",
            "{\"code\":7}",
            "{\"code\":\"new\"}",
            "{\"code\":\"quota",
            "\u{fc}",
        ] {
            assert_eq!(ErrorCode::in_problem(other.as_bytes()), None, "{other}");
        }
    }
}
