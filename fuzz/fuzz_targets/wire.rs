//! Every request and answer of the endpoint, read from any bytes.
#![no_main]

use amanat_fuzz::read;
use amanat_protocol::api::{
    AppendAnswer, AppendRequest, Challenge, DepositRequest, IdentityRequest, InvitationsRequest,
    JoinRequest, LetterRequest, LettersDone, RecoveryAnswer, RecoveryRequest, SessionAnswer,
    SessionRequest, StatementAnswer, StatementRequest, SyncAnswer, SyncRequest,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // What the server reads.
    read::<JoinRequest>(bytes);
    read::<SessionRequest>(bytes);
    read::<IdentityRequest>(bytes);
    read::<StatementRequest>(bytes);
    read::<AppendRequest>(bytes);
    read::<SyncRequest>(bytes);
    read::<InvitationsRequest>(bytes);
    read::<LetterRequest>(bytes);
    read::<LettersDone>(bytes);
    read::<DepositRequest>(bytes);
    read::<RecoveryRequest>(bytes);
    // What the client reads.
    read::<Challenge>(bytes);
    read::<SessionAnswer>(bytes);
    read::<StatementAnswer>(bytes);
    read::<AppendAnswer>(bytes);
    read::<SyncAnswer>(bytes);
    read::<RecoveryAnswer>(bytes);
});
