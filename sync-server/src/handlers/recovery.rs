//! `POST` and `GET /v1/recovery/{locator}`: what a recovery card's holder needs.

use std::sync::Arc;

use amanat_protocol::api::{RecoveryAnswer, RecoveryRequest};
use amanat_protocol::codec::Bytes;
use amanat_protocol::error::ErrorCode;
use amanat_protocol::id::Locator;
use amanat_protocol::limits::MAX_RECOVERY_BLOB;
use axum::extract::{Path, State};

use crate::app::App;
use crate::auth::{DeviceCaller, Visitor};
use crate::body::{Answer, Postcard};
use crate::problem::Problem;
use crate::store::Store;

/// One blob and its length.
const LIMIT: usize = MAX_RECOVERY_BLOB + 8;

pub(crate) async fn post<S: Store>(
    State(app): State<Arc<App<S>>>,
    caller: DeviceCaller,
    Path(locator): Path<String>,
    Postcard(request): Postcard<RecoveryRequest, LIMIT>,
) -> Result<Answer<()>, Problem> {
    let locator = Locator::from_hex(&locator).ok_or(ErrorCode::Malformed)?;
    if request.blob.0.len() > MAX_RECOVERY_BLOB {
        return Err(ErrorCode::TooLarge.into());
    }
    app.store
        .keep_recovery(caller.account, locator, request.blob.0)
        .await?;
    Ok(Answer(()))
}

/// Needs no session: the locator is a secret of the card, and what it finds opens only with the card.
pub(crate) async fn get<S: Store>(
    State(app): State<Arc<App<S>>>,
    _: Visitor,
    Path(locator): Path<String>,
) -> Result<Answer<RecoveryAnswer>, Problem> {
    let locator = Locator::from_hex(&locator).ok_or(ErrorCode::Malformed)?;
    let blobs = app.store.recovery(locator).await?;
    if blobs.is_empty() {
        return Err(ErrorCode::NotFound.into());
    }
    Ok(Answer(RecoveryAnswer {
        blobs: blobs.into_iter().map(Bytes).collect(),
    }))
}
