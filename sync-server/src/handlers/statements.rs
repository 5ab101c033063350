//! `POST /v1/statements`: the next statement of a circle's control chain.

use std::sync::Arc;

use amanat_protocol::api::{StatementAnswer, StatementRequest};
use amanat_protocol::limits::MAX_BODY;
use axum::extract::State;

use crate::accept::NewStatement;
use crate::app::App;
use crate::auth::DeviceCaller;
use crate::body::{Answer, Postcard};
use crate::problem::Problem;
use crate::store::Store;

pub(crate) async fn post<S: Store>(
    State(app): State<Arc<App<S>>>,
    caller: DeviceCaller,
    Postcard(request): Postcard<StatementRequest, MAX_BODY>,
) -> Result<Answer<StatementAnswer>, Problem> {
    let StatementRequest { statement, cursor } = request;
    // Two megabytes take milliseconds to hash: not on the executor.
    let judged = tokio::task::spawn_blocking(move || NewStatement::judge(statement)).await?;
    let cursor = app
        .store
        .append_statement(caller.account, judged?, cursor)
        .await?;
    Ok(Answer(StatementAnswer { cursor }))
}
