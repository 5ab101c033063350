//! The camera as a reader of QR codes, where the browser knows how (`BarcodeDetector`). By name: these are
//! not in `web_sys` yet.

use std::sync::atomic::{AtomicBool, Ordering};

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::task::sleep;

/// Between two looks, in milliseconds: quick enough for a hand, slow enough for an old phone.
const LOOK_EVERY_MS: u32 = 250;

/// Whether the browser reads codes.
#[must_use]
pub fn can_read() -> bool {
    let global: JsValue = window().into();
    Reflect::has(&global, &"BarcodeDetector".into()).unwrap_or(false)
}

/// Looks until there is a code, or nobody waits any more; none if there is no camera to look with.
pub async fn look(video: &JsValue, wanted: &AtomicBool) -> Option<String> {
    let detector = detector()?;
    let stream = Stream(open_camera().await?);
    Reflect::set(video, &"srcObject".into(), &stream.0).ok()?;
    call(video, "play", &Array::new())?;
    while wanted.load(Ordering::Relaxed) {
        // Refused while the first picture is still on its way.
        if let Some(codes) = call(&detector, "detect", &Array::of1(video))
            && let Some(codes) = settled(codes).await
            && let Some(text) = get(&Array::from(&codes).get(0), "rawValue")
            && let Some(text) = text.as_string()
        {
            return Some(text);
        }
        sleep(LOOK_EVERY_MS).await;
    }
    None
}

/// The camera; off when dropped.
struct Stream(JsValue);

impl Drop for Stream {
    fn drop(&mut self) {
        let tracks = call(&self.0, "getTracks", &Array::new());
        for track in tracks.iter().flat_map(Array::from) {
            call(&track, "stop", &Array::new());
        }
    }
}

fn detector() -> Option<JsValue> {
    let class: Function = get(&window().into(), "BarcodeDetector")?.dyn_into().ok()?;
    let options = object("formats", &Array::of1(&"qr_code".into()))?;
    Reflect::construct(&class, &Array::of1(&options)).ok()
}

async fn open_camera() -> Option<JsValue> {
    let devices = get(&window().navigator().into(), "mediaDevices")?;
    // The one that looks away from the person.
    let video = object("facingMode", &"environment".into())?;
    let wanted = Array::of1(&object("video", &video)?);
    settled(call(&devices, "getUserMedia", &wanted)?).await
}

fn object(name: &str, value: &JsValue) -> Option<JsValue> {
    let object = Object::new();
    Reflect::set(&object, &name.into(), value).ok()?;
    Some(object.into())
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok()
}

fn call(object: &JsValue, name: &str, arguments: &Array) -> Option<JsValue> {
    let method: Function = get(object, name)?.dyn_into().ok()?;
    method.apply(object, arguments).ok()
}

async fn settled(promise: JsValue) -> Option<JsValue> {
    JsFuture::from(promise.dyn_into::<Promise>().ok()?)
        .await
        .ok()
}
