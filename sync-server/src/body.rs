//! Bodies: canonical postcard in, canonical postcard out.

use std::time::Duration;

use amanat_protocol::codec;
use amanat_protocol::error::ErrorCode;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::problem::Problem;

/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(60);

/// A request body of at most `LIMIT` bytes.
pub(crate) struct Postcard<T, const LIMIT: usize>(pub T);

impl<T, S, const LIMIT: usize> FromRequest<S> for Postcard<T, LIMIT>
where
    T: Serialize + DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request(mut request: Request, state: &S) -> Result<Self, Problem> {
        DefaultBodyLimit::max(LIMIT).apply(&mut request);
        let reading = tokio::time::timeout(PATIENCE, Bytes::from_request(request, state));
        let bytes = match reading.await {
            Ok(Ok(bytes)) => bytes,
            Ok(Err(refused)) if refused.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                return Err(ErrorCode::TooLarge.into());
            }
            Ok(Err(_)) | Err(_) => return Err(ErrorCode::Malformed.into()),
        };
        Ok(Self(codec::decode(&bytes, LIMIT)?))
    }
}

/// An answer.
pub(crate) struct Answer<T>(pub T);

impl<T: Serialize> IntoResponse for Answer<T> {
    fn into_response(self) -> Response {
        octets(codec::encode(&self.0))
    }
}

/// An answer that is encoded already.
pub(crate) fn octets(bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let octets = HeaderValue::from_static("application/octet-stream");
    response.headers_mut().insert(header::CONTENT_TYPE, octets);
    response
}
