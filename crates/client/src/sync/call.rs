//! One call to the endpoint, with everything it may answer.

use amanat_messages::Problem;
use amanat_protocol::api;
use amanat_protocol::codec;
use amanat_protocol::error::ErrorCode;
use amanat_protocol::limits::MAX_ANSWER;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::client::Client;
use crate::ports::{Method, Platform, Request, Transport};
use crate::problem;

/// Why a call gave no answer of its type.
#[derive(Debug)]
pub(crate) enum CallError {
    /// The endpoint refused, with a code.
    Refused(ErrorCode, Option<u32>),
    /// There was no answer, or none of this protocol.
    Failed(Problem),
}

impl From<CallError> for Problem {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Refused(code, retry) => problem::refusal(code, retry),
            CallError::Failed(problem) => problem,
        }
    }
}

impl<P: Platform> Client<P> {
    /// POST of a canonical body.
    pub(crate) async fn post<Q: Serialize, A: Serialize + DeserializeOwned>(
        &self,
        path: &str,
        bearer: Option<String>,
        body: &Q,
    ) -> Result<A, CallError> {
        let body = codec::encode(body);
        let request = Request {
            method: Method::Post,
            path: path.to_owned(),
            bearer,
            body,
        };
        self.send(request).await
    }

    /// Sends a request and reads its answer.
    pub(crate) async fn send<A: Serialize + DeserializeOwned>(
        &self,
        request: Request,
    ) -> Result<A, CallError> {
        let answer = self.platform.transport().call(request).await;
        let answer = answer.map_err(|e| CallError::Failed(problem::transport(e)))?;
        if answer.status == 200 {
            return codec::decode(&answer.body, MAX_ANSWER)
                .map_err(|_| CallError::Failed(Problem::ServerNonsense));
        }
        // A proxy's error page is no problem of ours to name: only our own codes are believed.
        Err(match ErrorCode::in_problem(&answer.body) {
            Some(code) => CallError::Refused(code, answer.retry_after),
            None if answer.status >= 500 => CallError::Failed(Problem::ServerUnreachable),
            None => CallError::Failed(Problem::ServerNonsense),
        })
    }

    /// Whether the endpoint answers at all, in this protocol.
    pub(crate) async fn probe(&self) -> Result<(), Problem> {
        let path = api::CHALLENGE.to_owned();
        let request = Request {
            method: Method::Post,
            path,
            bearer: None,
            body: Vec::new(),
        };
        let challenge: api::Challenge = self.send(request).await?;
        self.compare_clocks(challenge.time);
        Ok(())
    }

    /// Warns when the clocks differ by a day or more. Nothing else depends on either.
    pub(crate) fn compare_clocks(&self, server_seconds: u64) {
        const DAY: i64 = 24 * 60 * 60;
        let ours = i64::try_from(self.platform.now() / 1000).unwrap_or(i64::MAX);
        let theirs = i64::try_from(server_seconds).unwrap_or(i64::MAX);
        let days = i32::try_from(ours.saturating_sub(theirs) / DAY).unwrap_or(i32::MAX);
        self.inner.borrow_mut().clock_days = (days != 0).then_some(days);
    }
}
