//! The app's own files: static, compressed when they were built, under a strict policy.

mod headers;
mod source;

use std::sync::Arc;

use amanat_protocol::error::ErrorCode;
use axum::extract::State;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HOST, IF_NONE_MATCH,
    LOCATION, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};

use self::headers::{cache_control, content_type};
pub use self::source::AppFilesError;
use self::source::Source;
use crate::app::App;
use crate::problem::Problem;
use crate::settings::AppSource;
use crate::store::Store;

const INDEX: &str = "index.html";

/// Best first. Files with these endings lie beside the plain ones.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// The app's files and the policy they are served under.
pub(crate) struct AppFiles {
    source: Source,
    policy: HeaderValue,
}

impl AppFiles {
    /// `endpoint` is where the app's calls go, if not to where its files come from.
    pub(crate) fn open(source: &AppSource, endpoint: Option<&str>) -> Result<Self, AppFilesError> {
        Ok(Self {
            source: Source::open(source)?,
            policy: headers::policy(endpoint).map_err(|_| AppFilesError::Endpoint)?,
        })
    }
}

/// Any path that is no call.
pub(crate) async fn get<S: Store>(
    State(app): State<Arc<App<S>>>,
    method: Method,
    uri: Uri,
    request: HeaderMap,
) -> Response {
    let mut response = if method != Method::GET && method != Method::HEAD {
        Problem::from(ErrorCode::NoSuchCall).into_response()
    } else if !is_page(uri.path()) {
        file(
            &app.files.source,
            uri.path().trim_start_matches('/'),
            &request,
        )
        .await
    } else if let Some(home) = elsewhere(&app.origin, &request, &uri.to_string()) {
        let forget = HeaderValue::from_static("no-store");
        let headers = [(LOCATION, home), (CACHE_CONTROL, forget)];
        (StatusCode::PERMANENT_REDIRECT, headers).into_response()
    } else {
        file(&app.files.source, INDEX, &request).await
    };
    headers::protect(response.headers_mut(), &app.files.policy);
    response
}

/// Routes of the app have no dot in their last part; files have.
fn is_page(path: &str) -> bool {
    path.rsplit('/')
        .next()
        .is_none_or(|last| !last.contains('.'))
}

/// Passkeys, storage and installation belong to an origin, and browsers refuse some of them to an address:
/// so there is one home.
fn elsewhere(origin: &str, request: &HeaderMap, path: &str) -> Option<HeaderValue> {
    let host = request.get(HOST)?.to_str().ok()?;
    let by_address = host.starts_with("127.0.0.1") || host.starts_with("[::1]");
    let home = origin.strip_prefix("http://")?;
    let at_home = home == "localhost" || home.starts_with("localhost:");
    // A path only: an absolute form would be glued to the origin.
    if by_address && at_home && path.starts_with('/') {
        HeaderValue::from_str(&format!("{origin}{path}")).ok()
    } else {
        None
    }
}

async fn file(source: &Source, name: &str, request: &HeaderMap) -> Response {
    let not_found = || Problem::from(ErrorCode::NotFound).into_response();
    if !is_plain(name) {
        return not_found();
    }
    let accepted = request
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    for (encoding, ending) in ENCODINGS {
        if accepts(accepted, encoding)
            && let Some(found) = source.get(&format!("{name}{ending}")).await
        {
            let mut response = answer(name, found, request);
            let encoding = HeaderValue::from_static(encoding);
            response.headers_mut().insert(CONTENT_ENCODING, encoding);
            return response;
        }
    }
    match source.get(name).await {
        Some(found) => answer(name, found, request),
        None => not_found(),
    }
}

fn answer(name: &str, found: source::File, request: &HeaderMap) -> Response {
    let etag = format!("\"{}\"", found.hash.hex().get(..32).unwrap_or_default());
    let unchanged = request
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|seen| {
            seen.split(',')
                .any(|tag| tag.trim().trim_start_matches("W/") == etag)
        });
    let mut response = if unchanged {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        found.bytes.into_response()
    };
    let mut set = |header: HeaderName, value: HeaderValue| {
        response.headers_mut().insert(header, value);
    };
    set(CONTENT_TYPE, content_type(name));
    set(CACHE_CONTROL, cache_control(name));
    set(VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        set(ETAG, etag);
    }
    response
}

/// A name of visible parts, none of which leads elsewhere.
fn is_plain(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'/' | b'@');
    name.bytes().all(plain)
        && name
            .split('/')
            .all(|part| !part.is_empty() && !part.starts_with('.'))
}

/// Whether an Accept-Encoding header (RFC 9110 section 12.5.3) takes an encoding.
fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let named = parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let refused = parts
            .filter_map(|part| part.strip_prefix("q="))
            .any(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0));
        named && !refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_folder() {
        for bad in [
            "../a.js",
            "a/../b.js",
            "/etc/x.js",
            "a//b.js",
            ".env",
            "a/.git/x.js",
            "a%2e.js",
            "a\\b.js",
            "",
        ] {
            assert!(!is_plain(bad), "{bad}");
        }
        assert!(is_plain("w-0011aabb/vault-worker_bg.wasm"));
    }

    #[test]
    fn reads_accept_encoding() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("BR;q=0.5", "br"));
        assert!(!accepts("br;q=0, gzip", "br"));
        assert!(!accepts("", "gzip"));
        assert!(!accepts("brotli", "br"));
    }

    #[test]
    fn addresses_are_sent_home() {
        let mut request = HeaderMap::new();
        request.insert(HOST, HeaderValue::from_static("127.0.0.1:8480"));
        let home = elsewhere("http://localhost:8480", &request, "/today?x=1").unwrap();
        assert_eq!(home, "http://localhost:8480/today?x=1");
        assert_eq!(elsewhere("https://college.example", &request, "/"), None);
        request.insert(HOST, HeaderValue::from_static("localhost:8480"));
        assert_eq!(elsewhere("http://localhost:8480", &request, "/"), None);
    }
}
