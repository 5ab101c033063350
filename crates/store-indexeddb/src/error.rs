//! From what the browser says to what the engine understands.

use amanat_client::StoreError;
use indexed_db_futures::error::{Error, OpenDbError};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::DomException;

pub(crate) fn opening(error: &OpenDbError) -> StoreError {
    match error {
        // The library takes whatever `open` throws for a version of zero. We ask for another, so it is the
        // SecurityError of a browser that forbids storage.
        OpenDbError::VersionZero
        | OpenDbError::UnsupportedEnvironment
        | OpenDbError::NullFactory => StoreError::Refused,
        OpenDbError::Base(Error::DomException(exception)) => {
            let exception: &JsValue = exception.as_ref();
            exception
                .dyn_ref()
                .map_or(StoreError::Refused, opening_exception)
        }
        OpenDbError::Base(_) => StoreError::Failed,
    }
}

fn opening_exception(exception: &DomException) -> StoreError {
    match exception.name().as_str() {
        "QuotaExceededError" => StoreError::Full,
        // Firefox says InvalidStateError in private windows, Chromium UnknownError where it cannot write.
        "InvalidStateError" | "SecurityError" | "UnknownError" => StoreError::Refused,
        _ => StoreError::Failed,
    }
}

pub(crate) fn working(error: &Error) -> StoreError {
    match error {
        Error::DomException(exception) => {
            let exception: &JsValue = exception.as_ref();
            aborted(exception.dyn_ref())
        }
        _ => StoreError::Failed,
    }
}

/// Why a transaction ended without its writes.
pub(crate) fn aborted(exception: Option<&DomException>) -> StoreError {
    match exception {
        Some(e) if e.name() == "QuotaExceededError" => StoreError::Full,
        _ => StoreError::Failed,
    }
}
