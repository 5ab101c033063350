//! `POST /v1/challenge`: something fresh to sign.

use std::sync::Arc;

use amanat_protocol::api::Challenge;
use axum::extract::State;

use crate::app::App;
use crate::auth::Visitor;
use crate::body::{Answer, Postcard};
use crate::problem::Problem;
use crate::store::Store;

pub(crate) async fn post<S: Store>(
    State(app): State<Arc<App<S>>>,
    _: Visitor,
    Postcard(()): Postcard<(), 0>,
) -> Result<Answer<Challenge>, Problem> {
    Ok(Answer(app.marks.challenge(app.clock.now())?))
}
