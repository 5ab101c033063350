//! The way to the endpoint: fetch, bounded in bytes and in silence.

use amanat_client::{Answer, Method, Request, Transport, TransportError};
use amanat_protocol::limits::MAX_ANSWER;
use futures::future::{Either, select};
use gloo_net::http::{self, RequestBuilder, Response};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials,
    RequestRedirect,
};

/// An answer may take long, but something has to come: on a slow line each part of it starts this anew.
const SILENCE_MS: u32 = 20_000;

/// Talks to one endpoint.
pub(crate) struct Fetch {
    origin: String,
}

impl Fetch {
    pub(crate) fn to(origin: &str) -> Self {
        Self {
            origin: origin.trim_end_matches('/').to_owned(),
        }
    }

    fn build(
        &self,
        request: &Request,
        abort: &AbortController,
    ) -> Result<http::Request, TransportError> {
        // Forbidding the cache costs two headers, and browsers keep no answer to a POST anyway.
        let (method, cache) = match request.method {
            Method::Get => (http::Method::GET, RequestCache::NoStore),
            Method::Post => (http::Method::POST, RequestCache::Default),
        };
        // Nothing of the browser's own goes along: no cookie, no cached answer, no trace of the page.
        let mut builder = RequestBuilder::new(&format!("{}{}", self.origin, request.path))
            .method(method)
            .credentials(RequestCredentials::Omit)
            .cache(cache)
            .redirect(RequestRedirect::Error)
            .referrer_policy(ReferrerPolicy::NoReferrer)
            .abort_signal(Some(&abort.signal()));
        if let Some(bearer) = &request.bearer {
            // The server chose it, and setting a header that is none would be a panic.
            if !bearer.bytes().all(|b| b.is_ascii_graphic()) {
                return Err(TransportError::Unreachable);
            }
            builder = builder.header("Authorization", &format!("Bearer {bearer}"));
        }
        let built = if request.body.is_empty() {
            builder.build()
        } else {
            builder.body(Uint8Array::from(request.body.as_slice()))
        };
        built.map_err(|_| TransportError::Unreachable)
    }
}

impl Transport for Fetch {
    async fn call(&self, request: Request) -> Result<Answer, TransportError> {
        let abort = AbortController::new().map_err(|_| TransportError::Unreachable)?;
        let answer = match self.build(&request, &abort) {
            Ok(request) => read(request).await,
            Err(error) => Err(error),
        };
        if answer.is_err() {
            abort.abort();
        }
        answer
    }
}

async fn read(request: http::Request) -> Result<Answer, TransportError> {
    let response = in_time(request.send()).await?;
    let response = response.map_err(|_| TransportError::Unreachable)?;
    let retry_after = response.headers().get("Retry-After");
    Ok(Answer {
        status: response.status(),
        retry_after: retry_after.and_then(|seconds| seconds.trim().parse().ok()),
        body: body(&response).await?,
    })
}

async fn body(response: &Response) -> Result<Vec<u8>, TransportError> {
    let mut body = Vec::new();
    let Some(stream) = response.body() else {
        return Ok(body);
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    while let Some(part) = next(&reader).await? {
        if body.len() + part.length() as usize > MAX_ANSWER {
            return Err(TransportError::TooLong);
        }
        let start = body.len();
        body.resize(start + part.length() as usize, 0);
        if let Some(room) = body.get_mut(start..) {
            part.copy_to(room);
        }
    }
    Ok(body)
}

/// The next part, none at the end.
async fn next(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, TransportError> {
    let step = in_time(JsFuture::from(reader.read())).await?;
    let step: Object = step
        .map_err(|_| TransportError::Unreachable)?
        .unchecked_into();
    let field = |name: &str| {
        Reflect::get(&step, &JsValue::from_str(name)).map_err(|_| TransportError::Unreachable)
    };
    if field("done")?.is_truthy() {
        return Ok(None);
    }
    let part = field("value")?.dyn_into();
    part.map(Some).map_err(|_| TransportError::Unreachable)
}

async fn in_time<T>(future: impl Future<Output = T>) -> Result<T, TransportError> {
    match select(Box::pin(future), TimeoutFuture::new(SILENCE_MS)).await {
        Either::Left((output, _)) => Ok(output),
        Either::Right(_) => Err(TransportError::Slow),
    }
}
