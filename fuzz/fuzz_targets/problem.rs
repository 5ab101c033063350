//! Refusals: the code in a problem's body, whatever else the body says.
#![no_main]

use amanat_fuzz::must;
use amanat_protocol::error::{ErrorCode, ProblemBody};
use libfuzzer_sys::fuzz_target;

const CODES: [ErrorCode; 4] = [
    ErrorCode::Malformed,
    ErrorCode::NotNext,
    ErrorCode::Quota,
    ErrorCode::Fault,
];
/// So much of a body is looked at.
const READ: usize = 1024;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    if let Some(code) = ErrorCode::in_problem(bytes) {
        assert!(text.contains(&must(serde_json::to_string(&code))));
    }
    if let Ok(body) = serde_json::from_slice::<ProblemBody>(bytes) {
        told(&body);
    }
    // No title or type makes a code of its own.
    let code = CODES[bytes.len() % CODES.len()];
    let (kind, title) = text.split_at(text.floor_char_boundary(text.len() / 2));
    told(&ProblemBody {
        kind: kind.into(),
        title: title.into(),
        status: code.status(),
        code,
    });
});

fn told(body: &ProblemBody) {
    let json = must(serde_json::to_vec(body));
    if json.len() <= READ {
        assert_eq!(ErrorCode::in_problem(&json), Some(body.code));
    }
}
