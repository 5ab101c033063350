//! `POST /v1/join`: an account for a new person, against a single-use token.

use std::sync::Arc;

use amanat_protocol::api::{JoinRequest, token_hash};
use amanat_protocol::error::ErrorCode;
use amanat_protocol::identity::{Identity, IdentityStatement};
use amanat_protocol::limits::MAX_DEVICES;
use amanat_protocol::signed::Labelled;
use axum::extract::State;

use crate::app::App;
use crate::auth::Visitor;
use crate::body::{Answer, Postcard};
use crate::problem::Problem;
use crate::store::Store;

/// One identity statement, its signature and the token.
const LIMIT: usize = IdentityStatement::LIMIT + 128;

pub(crate) async fn post<S: Store>(
    State(app): State<Arc<App<S>>>,
    _: Visitor,
    Postcard(request): Postcard<JoinRequest, LIMIT>,
) -> Result<Answer<()>, Problem> {
    let first = Identity::begin(&request.identity)?;
    if first.statement.devices.len() > MAX_DEVICES {
        return Err(ErrorCode::Invalid.into());
    }
    let token = token_hash(&request.token);
    app.store
        .join(token, first, request.identity, app.clock.now())
        .await?;
    Ok(Answer(()))
}
