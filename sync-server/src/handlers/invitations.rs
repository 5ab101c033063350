//! `POST /v1/invitations`: join tokens that accounts make.

use std::sync::Arc;

use amanat_protocol::api::InvitationsRequest;
use amanat_protocol::error::ErrorCode;
use amanat_protocol::limits::{INVITATION_SECONDS, MAX_INVITATIONS};
use axum::extract::State;

use crate::app::App;
use crate::auth::DeviceCaller;
use crate::body::{Answer, Postcard};
use crate::problem::Problem;
use crate::store::Store;

/// A hash, a date and a flag each.
const LIMIT: usize = MAX_INVITATIONS * 48 + 16;

pub(crate) async fn post<S: Store>(
    State(app): State<Arc<App<S>>>,
    caller: DeviceCaller,
    Postcard(request): Postcard<InvitationsRequest, LIMIT>,
) -> Result<Answer<()>, Problem> {
    if request.add.len() + request.withdraw.len() > MAX_INVITATIONS {
        return Err(ErrorCode::TooLarge.into());
    }
    let now = app.clock.now();
    let latest = now.saturating_add(INVITATION_SECONDS);
    if request.add.iter().any(|new| new.expires > latest) {
        return Err(ErrorCode::Invalid.into());
    }
    app.store.invite(caller.account, request, now).await?;
    Ok(Answer(()))
}
