//! Which call is answered where.

use std::sync::Arc;
use std::time::Duration;

use amanat_protocol::api;
use amanat_protocol::error::ErrorCode;
use axum::Router;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, Method};
use axum::routing::{any, get, post};
use tower_http::cors::CorsLayer;

use crate::app::App;
use crate::handlers::{
    challenge, deposit, entries, health, identity, inbox, info, invitations, join, recovery,
    session, statements, sync,
};
use crate::problem::Problem;
use crate::store::Store;
use crate::{app_files, log};

/// How long a browser may remember that calls from the app's origin are allowed.
const PREFLIGHT: Duration = Duration::from_secs(24 * 60 * 60);

/// All calls and the app's files.
pub fn router<S: Store>(app: Arc<App<S>>) -> Router {
    let locator = format!("{}/{{locator}}", api::RECOVERY);
    let person = format!("{}/{{person}}", api::INBOX);
    let circle = format!("{}/{{circle}}", api::DROP);
    let cors = app.app_origin.as_deref().and_then(cors);
    let calls = Router::new()
        .route(api::JOIN, post(join::post::<S>))
        .route(api::CHALLENGE, post(challenge::post::<S>))
        .route(api::SESSION, post(session::post::<S>))
        .route(api::IDENTITY, post(identity::post::<S>))
        .route(api::STATEMENTS, post(statements::post::<S>))
        .route(api::ENTRIES, post(entries::post::<S>))
        .route(api::SYNC, post(sync::post::<S>))
        .route(&locator, post(recovery::post::<S>).get(recovery::get::<S>))
        .route(api::INVITATIONS, post(invitations::post::<S>))
        .route(&person, post(inbox::post::<S>))
        .route(api::INBOX_DONE, post(inbox::done::<S>))
        .route(&circle, post(deposit::post::<S>))
        .route(api::INFO, get(info::get::<S>))
        .route("/v1", any(no_such_call))
        .route("/v1/", any(no_such_call))
        .route("/v1/{*rest}", any(no_such_call))
        .route("/healthz", get(health::live))
        .route("/readyz", get(health::ready::<S>))
        .method_not_allowed_fallback(no_such_call);
    let calls = match cors {
        Some(cors) => calls.layer(cors),
        None => calls,
    };
    calls
        .fallback(app_files::get::<S>)
        .layer(axum::middleware::from_fn(log::log))
        .with_state(app)
}

async fn no_such_call() -> Problem {
    ErrorCode::NoSuchCall.into()
}

fn cors(app_origin: &str) -> Option<CorsLayer> {
    let origin = HeaderValue::from_str(app_origin).ok()?;
    Some(
        CorsLayer::new()
            .allow_origin(origin)
            .allow_methods([Method::GET, Method::POST])
            .allow_headers([AUTHORIZATION, CONTENT_TYPE])
            .expose_headers([RETRY_AFTER])
            .max_age(PREFLIGHT),
    )
}
