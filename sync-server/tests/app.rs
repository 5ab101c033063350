//! The app's files, and who may call from where.
#![allow(clippy::unwrap_used, reason = "tests")]

mod endpoint;
mod fixtures;

use amanat_server::AppSource;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use endpoint::Endpoint;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

async fn with_app(app_origin: Option<&str>) -> (tempfile::TempDir, Endpoint) {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("index.html", "<!doctype html>"),
        ("sw.js", "worker"),
        ("app-0123456789abcdef.js", "plain"),
        ("app-0123456789abcdef.js.br", "brotli"),
        ("app-0123456789abcdef.js.gz", "gzip"),
        ("app-0123456789abcdef_bg.wasm", "\0asm"),
        ("manifest.webmanifest", "{}"),
    ];
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    std::fs::write(folder.path().join(".secret.js"), "no").unwrap();
    let endpoint = Endpoint::with(|settings| {
        settings.app = AppSource::Folder(folder.path().to_owned());
        settings.app_origin = app_origin.map(str::to_owned);
    })
    .await;
    (folder, endpoint)
}

async fn get(
    endpoint: &Endpoint,
    path: &str,
    headers: &[(header::HeaderName, &str)],
) -> (StatusCode, HeaderMap, String) {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    let response = endpoint.raw(request.body(Body::empty()).unwrap()).await;
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap().to_vec();
    (
        parts.status,
        parts.headers,
        String::from_utf8(body).unwrap(),
    )
}

#[tokio::test]
async fn routes_of_the_app_are_its_page() {
    let (_folder, endpoint) = with_app(None).await;
    for path in ["/", "/today", "/portfolio/part/12?x=1", "/index.html"] {
        let (status, headers, body) = get(&endpoint, path, &[]).await;
        assert_eq!(
            (status, body.as_str()),
            (StatusCode::OK, "<!doctype html>"),
            "{path}"
        );
        assert_eq!(headers[header::CONTENT_TYPE], "text/html; charset=utf-8");
        assert_eq!(headers[header::CACHE_CONTROL], "no-cache");
    }
    for path in [
        "/nothing.js",
        "/v1/nothing",
        "/v1",
        "/v1/",
        "/.secret.js",
        "/../Cargo.toml",
        "/%2e%2e/a.js",
    ] {
        let (status, _, body) = get(&endpoint, path, &[]).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path} {body}");
    }
}

#[tokio::test]
async fn every_file_is_served_under_the_policy() {
    let (_folder, endpoint) = with_app(None).await;
    for path in [
        "/",
        "/sw.js",
        "/app-0123456789abcdef.js",
        "/app-0123456789abcdef_bg.wasm",
        "/no.js",
    ] {
        let (_, headers, _) = get(&endpoint, path, &[]).await;
        assert_eq!(headers[header::CONTENT_SECURITY_POLICY], POLICY, "{path}");
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(headers[header::REFERRER_POLICY], "no-referrer");
        assert_eq!(headers["cross-origin-opener-policy"], "same-origin");
        assert!(headers.contains_key("permissions-policy"));
    }
    let (_, headers, _) = get(&endpoint, "/app-0123456789abcdef_bg.wasm", &[]).await;
    assert_eq!(headers[header::CONTENT_TYPE], "application/wasm");
    assert_eq!(
        headers[header::CACHE_CONTROL],
        "public, max-age=31536000, immutable"
    );
    let (_, headers, _) = get(&endpoint, "/manifest.webmanifest", &[]).await;
    assert_eq!(headers[header::CONTENT_TYPE], "application/manifest+json");
    let (_, headers, _) = get(&endpoint, "/sw.js", &[]).await;
    assert_eq!(headers[header::CACHE_CONTROL], "no-cache");
}

#[tokio::test]
async fn the_smallest_accepted_encoding_is_sent_and_revalidated() {
    let (_folder, endpoint) = with_app(None).await;
    let path = "/app-0123456789abcdef.js";
    for (accepted, encoding, content) in [
        ("gzip, deflate, br", Some("br"), "brotli"),
        ("gzip", Some("gzip"), "gzip"),
        ("br;q=0, identity", None, "plain"),
        ("", None, "plain"),
    ] {
        let accept = (header::ACCEPT_ENCODING, accepted);
        let (_, headers, body) = get(&endpoint, path, std::slice::from_ref(&accept)).await;
        let sent = headers
            .get(header::CONTENT_ENCODING)
            .map(|v| v.to_str().unwrap());
        assert_eq!((sent, body.as_str()), (encoding, content));
        assert_eq!(
            headers[header::CONTENT_TYPE],
            "text/javascript; charset=utf-8"
        );
        assert_eq!(headers[header::VARY], "accept-encoding");
        let etag = headers[header::ETAG].to_str().unwrap().to_owned();
        let seen = (header::IF_NONE_MATCH, etag.as_str());
        let (status, headers, body) = get(&endpoint, path, &[accept, seen]).await;
        assert_eq!((status, body.as_str()), (StatusCode::NOT_MODIFIED, ""));
        assert_eq!(headers[header::CONTENT_SECURITY_POLICY], POLICY);
    }
}

#[tokio::test]
async fn an_address_leads_home_but_calls_do_not_move() {
    let (_folder, endpoint) = with_app(None).await;
    let by_address = [(header::HOST, "127.0.0.1:8480")];
    let (status, headers, _) = get(&endpoint, "/today", &by_address).await;
    assert_eq!(status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(headers[header::LOCATION], "http://localhost:8480/today");
    let (status, _, _) = get(&endpoint, "/v1/info", &by_address).await;
    assert_eq!(status, StatusCode::OK);
    let (status, _, _) = get(&endpoint, "/", &[(header::HOST, "localhost:8480")]).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn only_an_app_elsewhere_is_allowed_across_origins() {
    let across = [(header::ORIGIN, "https://app.example")];
    let (_folder, here) = with_app(None).await;
    let (_, headers, _) = get(&here, "/v1/info", &across).await;
    assert!(!headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN));
    let (_folder, elsewhere) = with_app(Some("https://app.example")).await;
    let (_, headers, _) = get(&elsewhere, "/v1/info", &across).await;
    assert_eq!(
        headers[header::ACCESS_CONTROL_ALLOW_ORIGIN],
        "https://app.example"
    );
    let (_, headers, _) = get(&elsewhere, "/", &[]).await;
    let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(
        policy.contains("connect-src 'self' http://localhost:8480;"),
        "{policy}"
    );
}

#[tokio::test]
async fn health_and_info_name_nobody() {
    let (_folder, endpoint) = with_app(None).await;
    for (path, body) in [("/healthz", "ok\n"), ("/readyz", "ready\n")] {
        assert_eq!(get(&endpoint, path, &[]).await.2, body);
    }
    let (_, headers, info) = get(&endpoint, "/v1/info", &[]).await;
    assert_eq!(headers[header::CONTENT_TYPE], "application/json");
    assert!(
        info.starts_with(r#"{"name":"Amanat","protocol":[1],"version":""#),
        "{info}"
    );
}
