//! The way to the endpoint: reqwest over rustls with ring.

use std::time::Duration;

use amanat_client::{Answer, Method, Request, Transport, TransportError};
use amanat_protocol::limits::MAX_ANSWER;
use reqwest::header::RETRY_AFTER;
use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};

use crate::error::Error;

/// Without a sign of life for so long, a call is given up; bytes that keep coming keep it alive.
const SILENCE: Duration = Duration::from_secs(20);

/// Talks to one endpoint.
pub(crate) struct Http {
    client: Client,
    origin: String,
}

impl Http {
    pub(crate) fn to(origin: &str) -> Result<Self, Error> {
        // Refused only where one is installed already, which is this one.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(Policy::none())
            .connect_timeout(SILENCE)
            .read_timeout(SILENCE)
            .build()
            .map_err(Error::Network)?;
        Ok(Self {
            client,
            origin: check_origin(origin)?,
        })
    }
}

/// `https://host[:port]`; `http` only to this machine, where nobody is in between.
pub(crate) fn check_origin(text: &str) -> Result<String, Error> {
    let refuse = || Error::Origin(text.to_owned());
    let url = Url::parse(text.trim()).map_err(|_| refuse())?;
    let host = url.host_str().ok_or_else(refuse)?;
    let local = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let scheme = url.scheme() == "https" || (url.scheme() == "http" && local);
    if bare && scheme && url.username().is_empty() && url.password().is_none() {
        Ok(url.origin().ascii_serialization())
    } else {
        Err(refuse())
    }
}

impl Transport for Http {
    async fn call(&self, request: Request) -> Result<Answer, TransportError> {
        let url = format!("{}{}", self.origin, request.path);
        let mut builder = match request.method {
            Method::Get => self.client.get(url),
            Method::Post => self.client.post(url).body(request.body),
        };
        if let Some(bearer) = request.bearer {
            builder = builder.bearer_auth(bearer);
        }
        let response = builder.send().await.map_err(|e| failed(&e))?;
        let retry_after = response.headers().get(RETRY_AFTER);
        let retry_after = retry_after.and_then(|value| value.to_str().ok()?.trim().parse().ok());
        Ok(Answer {
            status: response.status().as_u16(),
            retry_after,
            body: body(response).await?,
        })
    }
}

async fn body(mut response: Response) -> Result<Vec<u8>, TransportError> {
    let mut body = Vec::new();
    while let Some(part) = response.chunk().await.map_err(|e| failed(&e))? {
        if body.len() + part.len() > MAX_ANSWER {
            return Err(TransportError::TooLong);
        }
        body.extend_from_slice(&part);
    }
    Ok(body)
}

fn failed(error: &reqwest::Error) -> TransportError {
    if error.is_timeout() {
        TransportError::Slow
    } else {
        TransportError::Unreachable
    }
}

#[cfg(test)]
mod tests {
    use super::check_origin;

    #[test]
    fn secrets_travel_unencrypted_to_this_machine_only() {
        for good in [
            ("https://college.example/", "https://college.example"),
            ("http://localhost:8480", "http://localhost:8480"),
            ("http://[::1]:1", "http://[::1]:1"),
        ] {
            assert_eq!(check_origin(good.0).unwrap(), good.1);
        }
        for bad in [
            "",
            "college.example",
            "http://college.example",
            "http://localhost.college.example",
            "https://college.example/app",
            "https://me@college.example",
            "ftp://localhost",
        ] {
            assert!(check_origin(bad).is_err(), "{bad}");
        }
    }
}
