//! What the browser says of the device: how strong it is, how big, and whether it keeps what is stored.

use js_sys::Reflect;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageEstimate;

/// Whether the passphrase hash should be the lighter one: browsers tell memory in steps of a power of two,
/// and the full hash wants 128 MB of it.
#[must_use]
pub fn is_small() -> bool {
    Reflect::get(&window().navigator(), &"deviceMemory".into())
        .ok()
        .and_then(|gigabytes| gigabytes.as_f64())
        .is_some_and(|gigabytes| gigabytes <= 2.0)
}

/// Whether it is touched rather than pointed at, so that "this phone" is the right word.
#[must_use]
pub fn is_phone() -> bool {
    window()
        .match_media("(pointer: coarse)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}

/// Whether the browser believes that there is a network.
#[must_use]
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Whether the browser promised not to evict what is stored. None: it does not say.
pub async fn is_persisted() -> Option<bool> {
    let asked = storage()?.persisted().ok()?;
    JsFuture::from(asked).await.ok()?.as_bool()
}

/// Asks the browser to promise it. It may ask the person, or decide by itself.
pub async fn persist() -> Option<bool> {
    let asked = storage()?.persist().ok()?;
    JsFuture::from(asked).await.ok()?.as_bool()
}

/// Bytes used and bytes allowed, as far as the browser tells.
pub async fn usage() -> Option<(f64, f64)> {
    let asked = storage()?.estimate().ok()?;
    let estimate: StorageEstimate = JsFuture::from(asked).await.ok()?.unchecked_into();
    Some((estimate.get_usage()?, estimate.get_quota()?))
}

/// None outside secure contexts, where browsers hide it.
fn storage() -> Option<web_sys::StorageManager> {
    let storage: JsValue = window().navigator().storage().into();
    storage.dyn_into().ok()
}
