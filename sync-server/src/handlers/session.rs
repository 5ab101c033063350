//! `POST /v1/session`: a signed challenge becomes a bearer.

use std::sync::Arc;

use amanat_protocol::api::{SessionAnswer, SessionKey, SessionProof, SessionRequest};
use amanat_protocol::error::ErrorCode;
use amanat_protocol::limits::SESSION_SECONDS;
use amanat_protocol::signed::Labelled;
use axum::extract::State;

use crate::app::App;
use crate::auth::Visitor;
use crate::body::{Answer, Postcard};
use crate::problem::Problem;
use crate::store::{Store, Who};

/// One proof and its signature.
const LIMIT: usize = SessionProof::LIMIT + 128;

pub(crate) async fn post<S: Store>(
    State(app): State<Arc<App<S>>>,
    _: Visitor,
    Postcard(request): Postcard<SessionRequest, LIMIT>,
) -> Result<Answer<SessionAnswer>, Problem> {
    let claim = request.proof.claim()?;
    let now = app.clock.now();
    // Before anything about the account: whoever has no fresh challenge of ours learns nothing.
    if claim.origin != app.origin || !app.marks.is_fresh(&claim.challenge, now) {
        return Err(ErrorCode::ChallengeRefused.into());
    }
    let key = match claim.key {
        SessionKey::Device(device) => device.0,
        SessionKey::Card(card) => card.0,
    };
    let proof = request.proof.verify(&key)?;
    let account = app.store.account(Who::Person(proof.person)).await?;
    let account = account.ok_or(ErrorCode::AccountUnknown)?;
    let in_force = match proof.key {
        SessionKey::Device(device) => account.has_device(device),
        SessionKey::Card(card) => account.has_card(card),
    };
    if !in_force {
        return Err(ErrorCode::DeviceRefused.into());
    }
    Ok(Answer(SessionAnswer {
        bearer: app.marks.bearer(account.index, proof.key, now),
        seconds: SESSION_SECONDS,
    }))
}
