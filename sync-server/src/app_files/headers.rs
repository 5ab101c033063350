//! What is said beside each file.

use axum::http::header::{
    CONTENT_SECURITY_POLICY, InvalidHeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// Nothing inline, nothing evaluated, nothing from elsewhere; the app talks to the endpoint only.
pub(super) fn policy(endpoint: Option<&str>) -> Result<HeaderValue, InvalidHeaderValue> {
    let connect = endpoint.map_or_else(|| "'self'".to_owned(), |origin| format!("'self' {origin}"));
    HeaderValue::from_str(&format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src {connect}; \
         style-src 'self'; img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; \
         worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ))
}

/// Also on scripts and wasm: a worker takes its policy from its own script's answer.
pub(super) fn protect(headers: &mut HeaderMap, policy: &HeaderValue) {
    const PERMISSIONS: &str = "accelerometer=(), camera=(self), geolocation=(), gyroscope=(), \
        magnetometer=(), microphone=(), payment=(), usb=()";
    headers.insert(CONTENT_SECURITY_POLICY, policy.clone());
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    );
    headers.insert(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(PERMISSIONS),
    );
}

/// By the name's ending, encodings aside.
pub(super) fn content_type(name: &str) -> HeaderValue {
    let ending = name.rsplit('.').next().unwrap_or_default();
    HeaderValue::from_static(match ending {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    })
}

/// What has its content's hash in its name never changes; the rest is asked for each time, by ETag.
pub(super) fn cache_control(name: &str) -> HeaderValue {
    HeaderValue::from_static(if is_hashed(name) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    })
}

/// `name-<hash>.js`, `w-<hash>/name.js`: eight or more hexadecimal digits after a dash.
fn is_hashed(name: &str) -> bool {
    name.split(['/', '.', '_']).any(|part| {
        part.rsplit_once('-')
            .is_some_and(|(_, hash)| hash.len() >= 8 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashed_names_are_kept_for_good() {
        for hashed in [
            "boot-0123456789abcdef.js",
            "a-0123456789abcdef/amanat-app_bg.wasm",
            "w-0123456789abcdef/vault-worker.js",
            "style-89abcdef.css",
        ] {
            assert!(is_hashed(hashed), "{hashed}");
        }
        for plain in [
            "index.html",
            "sw.js",
            "boot.js",
            "icons/apple-touch-180.png",
            "vault-worker.js",
        ] {
            assert!(!is_hashed(plain), "{plain}");
        }
    }

    #[test]
    fn the_policy_names_the_endpoint_only_when_it_is_elsewhere() {
        assert_eq!(
            policy(None).unwrap(),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        );
        let elsewhere = policy(Some("https://sync.example")).unwrap();
        assert!(
            elsewhere
                .to_str()
                .unwrap()
                .contains("connect-src 'self' https://sync.example;")
        );
    }
}
