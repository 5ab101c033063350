//! `POST /v1/identity`: the next statement of the caller's own identity chain.

use std::sync::Arc;

use amanat_protocol::api::IdentityRequest;
use amanat_protocol::identity::IdentityStatement;
use amanat_protocol::signed::Labelled;
use axum::extract::State;

use crate::app::App;
use crate::auth::Caller;
use crate::body::{Answer, Postcard};
use crate::problem::Problem;
use crate::store::Store;

/// One identity statement and its signature.
const LIMIT: usize = IdentityStatement::LIMIT + 128;

pub(crate) async fn post<S: Store>(
    State(app): State<Arc<App<S>>>,
    caller: Caller,
    Postcard(request): Postcard<IdentityRequest, LIMIT>,
) -> Result<Answer<()>, Problem> {
    app.store
        .append_identity(caller.account, request.statement)
        .await?;
    Ok(Answer(()))
}
