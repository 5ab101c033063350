//! `POST /v1/entries`: appends to any number of circles.

use std::sync::Arc;

use amanat_protocol::api::{AppendAnswer, AppendRequest};
use amanat_protocol::error::ErrorCode;
use amanat_protocol::limits::{MAX_APPEND, MAX_BODY};
use axum::extract::State;

use crate::accept::Candidate;
use crate::app::App;
use crate::auth::DeviceCaller;
use crate::body::{Answer, Postcard};
use crate::problem::Problem;
use crate::store::Store;

pub(crate) async fn post<S: Store>(
    State(app): State<Arc<App<S>>>,
    DeviceCaller { account, device }: DeviceCaller,
    Postcard(request): Postcard<AppendRequest, MAX_BODY>,
) -> Result<Answer<AppendAnswer>, Problem> {
    let AppendRequest { entries, cursor } = request;
    if entries.len() > MAX_APPEND {
        return Err(ErrorCode::TooLarge.into());
    }
    // Up to 64 signatures and two megabytes to hash: not on the executor.
    let judge = move || {
        entries
            .iter()
            .map(|entry| Candidate::judge(entry, device))
            .collect()
    };
    let candidates = tokio::task::spawn_blocking(judge).await?;
    let answer = app
        .store
        .append_entries(account, device, candidates, cursor)
        .await?;
    Ok(Answer(answer))
}
