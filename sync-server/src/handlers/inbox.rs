//! `POST /v1/inbox/{person}` and `POST /v1/inbox-done`: letters to one person.

use std::sync::Arc;

use amanat_protocol::api::{LetterRequest, LettersDone};
use amanat_protocol::error::ErrorCode;
use amanat_protocol::id::PersonId;
use amanat_protocol::limits::{MAX_LETTER, MAX_LETTERS_DONE};
use amanat_protocol::padding;
use axum::extract::{Path, State};

use crate::app::App;
use crate::auth::DeviceCaller;
use crate::body::{Answer, Postcard};
use crate::problem::Problem;
use crate::store::Store;

/// One letter and its length.
const LETTER: usize = MAX_LETTER + 8;
/// Hashes and their number.
const DONE: usize = MAX_LETTERS_DONE * 32 + 8;

pub(crate) async fn post<S: Store>(
    State(app): State<Arc<App<S>>>,
    caller: DeviceCaller,
    Path(person): Path<String>,
    Postcard(request): Postcard<LetterRequest, LETTER>,
) -> Result<Answer<()>, Problem> {
    let person = PersonId::from_hex(&person).ok_or(ErrorCode::Malformed)?;
    if !padding::is_letter(request.sealed.0.len()) {
        return Err(ErrorCode::Invalid.into());
    }
    app.store
        .send_letter(caller.account, person, request.sealed.0)
        .await?;
    Ok(Answer(()))
}

pub(crate) async fn done<S: Store>(
    State(app): State<Arc<App<S>>>,
    caller: DeviceCaller,
    Postcard(request): Postcard<LettersDone, DONE>,
) -> Result<Answer<()>, Problem> {
    if request.letters.len() > MAX_LETTERS_DONE {
        return Err(ErrorCode::TooLarge.into());
    }
    app.store
        .finish_letters(caller.account, request.letters)
        .await?;
    Ok(Answer(()))
}
