//! Joining, and opening sessions.

use amanat_messages::Problem;
use amanat_protocol::api::{
    self, Challenge, JoinRequest, SessionAnswer, SessionKey, SessionProof, SessionRequest,
};
use amanat_protocol::error::ErrorCode;
use amanat_protocol::id::PersonId;
use amanat_vault::keys::SignSecret;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::call::CallError;
use crate::client::Client;
use crate::ports::{Batch, Method, Platform, Request};

impl<P: Platform> Client<P> {
    /// Uses a token that has not been used: the one this account is to come by, or one that lets it invite. The
    /// caller holds `chain`.
    pub(crate) async fn join(&self) -> Result<(), Problem> {
        let request = self.with(|s| {
            let first = s.ring.stored.identity.first().cloned();
            let token = s.ring.stored.join;
            Ok(token
                .zip(first)
                .map(|(token, identity)| JoinRequest { token, identity }))
        })?;
        let Some(request) = request else {
            return Ok(());
        };
        let has_account = self.with(|s| Ok(s.programme().is_some()))?;
        match self.post(api::JOIN, None, &request).await {
            // Come too late: this person can do all that they could before.
            Err(CallError::Refused(
                ErrorCode::TokenUnknown | ErrorCode::TokenUsed | ErrorCode::TokenExpired,
                _,
            )) if has_account => {}
            answer => answer?,
        }
        self.change(|s| {
            s.ring.stored.join = None;
            let mut batch = Batch::default();
            s.stage(&mut batch);
            Ok(batch)
        })
        .await
        .map(drop)
    }

    /// A call with this device's session, opened when there is none or it has ended.
    pub(crate) async fn post_as_device<Q: Serialize, A: Serialize + DeserializeOwned>(
        &self,
        path: &str,
        body: &Q,
    ) -> Result<A, CallError> {
        if let Some(bearer) = self.live_bearer() {
            match self.post(path, Some(bearer), body).await {
                Err(CallError::Refused(ErrorCode::SessionNeeded, _)) => {}
                answer => return answer,
            }
        }
        let bearer = self.open_device_session().await?;
        self.post(path, Some(bearer), body).await
    }

    fn live_bearer(&self) -> Option<String> {
        let now = self.platform.now();
        let live = |s: &mut crate::session::Session| {
            Ok(s.bearer
                .as_ref()
                .filter(|(_, until)| now < *until)
                .map(|(b, _)| b.clone()))
        };
        self.with(live).ok().flatten()
    }

    async fn open_device_session(&self) -> Result<String, CallError> {
        let challenge = self.challenge().await?;
        let proof = self.with(|s| {
            let key = SessionKey::Device(s.ring.device.device());
            let proof = self.proof(challenge, s.ring.stored.person, key);
            Ok(s.ring.device.sign(&proof))
        });
        let proof = proof.map_err(CallError::Failed)?;
        let answer: SessionAnswer = self
            .post(api::SESSION, None, &SessionRequest { proof })
            .await?;
        let until = self
            .platform
            .now()
            .saturating_add(answer.seconds.saturating_mul(1000));
        let bearer = answer.bearer.clone();
        let keep = self.with(|s| {
            s.bearer = Some((answer.bearer, until));
            Ok(())
        });
        keep.map_err(CallError::Failed)?;
        Ok(bearer)
    }

    /// A session in the card's name, to restore.
    pub(crate) async fn open_card_session(
        &self,
        person: PersonId,
        card: &SignSecret,
    ) -> Result<String, CallError> {
        let challenge = self.challenge().await?;
        let proof = card.sign(&self.proof(challenge, person, SessionKey::Card(card.card())));
        let answer: SessionAnswer = self
            .post(api::SESSION, None, &SessionRequest { proof })
            .await?;
        Ok(answer.bearer)
    }

    async fn challenge(&self) -> Result<Challenge, CallError> {
        let path = api::CHALLENGE.to_owned();
        let request = Request {
            method: Method::Post,
            path,
            bearer: None,
            body: Vec::new(),
        };
        let challenge: Challenge = self.send(request).await?;
        self.compare_clocks(challenge.time);
        Ok(challenge)
    }

    fn proof(&self, challenge: Challenge, person: PersonId, key: SessionKey) -> SessionProof {
        SessionProof {
            origin: self.origin.clone(),
            challenge,
            person,
            key,
        }
    }
}
