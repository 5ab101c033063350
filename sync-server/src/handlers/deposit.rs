//! `POST /v1/drop/{circle}`: something for the people of a circle.

use std::sync::Arc;

use amanat_protocol::api::DepositRequest;
use amanat_protocol::error::ErrorCode;
use amanat_protocol::id::CircleId;
use amanat_protocol::limits::DEPOSIT_BYTES;
use axum::extract::{Path, State};

use crate::app::App;
use crate::auth::DeviceCaller;
use crate::body::{Answer, Postcard};
use crate::problem::Problem;
use crate::store::Store;

/// One deposit and its length.
const LIMIT: usize = DEPOSIT_BYTES + 8;

pub(crate) async fn post<S: Store>(
    State(app): State<Arc<App<S>>>,
    caller: DeviceCaller,
    Path(circle): Path<String>,
    Postcard(request): Postcard<DepositRequest, LIMIT>,
) -> Result<Answer<()>, Problem> {
    let circle = CircleId::from_hex(&circle).ok_or(ErrorCode::Malformed)?;
    if request.sealed.0.len() != DEPOSIT_BYTES {
        return Err(ErrorCode::Invalid.into());
    }
    app.store
        .deposit(caller.account, circle, request.sealed.0, app.clock.now())
        .await?;
    Ok(Answer(()))
}
