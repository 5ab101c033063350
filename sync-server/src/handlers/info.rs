//! `GET /v1/info`: what this endpoint is.

use std::sync::Arc;

use amanat_protocol::api::Info;
use axum::Json;
use axum::extract::State;

use crate::app::App;
use crate::store::Store;

/// Protocol versions spoken.
const PROTOCOL: u32 = 1;

pub(crate) async fn get<S: Store>(State(app): State<Arc<App<S>>>) -> Json<Info> {
    Json(Info {
        name: app.name.clone(),
        protocol: vec![PROTOCOL],
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}
