//! `GET /healthz`: the process answers. `GET /readyz`: it can store, too.

use std::sync::Arc;

use axum::extract::State;

use crate::app::App;
use crate::auth::Visitor;
use crate::problem::Problem;
use crate::store::Store;

pub(crate) async fn live() -> &'static str {
    "ok\n"
}

/// Writes and looks for room, so it counts as a visit: a crowd of probes is no way to wear out a disk.
pub(crate) async fn ready<S: Store>(
    State(app): State<Arc<App<S>>>,
    _: Visitor,
) -> Result<&'static str, Problem> {
    app.store.probe().await?;
    Ok("ready\n")
}
