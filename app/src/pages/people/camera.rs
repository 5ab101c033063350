//! Reads a QR with the camera, where the browser knows how (`BarcodeDetector`).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::i18n::{t, t_string, use_i18n};
use crate::task::sleep;

/// Between two looks, in milliseconds: quick enough for a hand, slow enough for an old phone.
const LOOK_EVERY_MS: u32 = 250;

/// A button that opens the camera; nothing where the browser cannot read codes.
pub fn camera(found: Callback<String>) -> AnyView {
    let i18n = use_i18n();
    let global: JsValue = window().into();
    if !Reflect::has(&global, &"BarcodeDetector".into()).unwrap_or(false) {
        return ().into_any();
    }
    let on = RwSignal::new(false);
    let refused = RwSignal::new(false);
    let start = move |_| {
        refused.set(false);
        on.set(true);
    };
    let open = move || {
        view! {
            <button type="button" class="button" data-testid="camera" on:click=start>
                {t!(i18n, people.scan_camera)}
            </button>
        }
    };
    view! {
        <div class="stack">
            <Show when=move || on.get() fallback=open>
                {viewer(on, refused, found)}
            </Show>
            <div role="alert">
                <Show when=move || refused.get()>
                    <p class="notice notice--amber">{t!(i18n, people.scan_refused)}</p>
                </Show>
            </div>
        </div>
    }
    .into_any()
}

fn viewer(on: RwSignal<bool>, refused: RwSignal<bool>, found: Callback<String>) -> AnyView {
    let i18n = use_i18n();
    let wanted = Arc::new(AtomicBool::new(true));
    let ends = Arc::clone(&wanted);
    on_cleanup(move || ends.store(false, Ordering::Relaxed));
    let node = NodeRef::<html::Video>::new();
    node.on_load(move |video| {
        let wanted = Arc::clone(&wanted);
        // Not bound to the page: it has to live until it has switched the camera off.
        spawn_local(async move {
            match look(&video.into(), &wanted).await {
                _ if !wanted.load(Ordering::Relaxed) => {}
                Some(text) => {
                    on.try_set(false);
                    let _ = found.try_run(text);
                }
                None => {
                    on.try_set(false);
                    refused.try_set(true);
                }
            }
        });
    });
    view! {
        <video
            class="camera"
            node_ref=node
            muted
            playsinline
            aria-label=move || t_string!(i18n, people.scan_looking)
        ></video>
        <p class="field__hint">{t!(i18n, people.scan_looking)}</p>
        <div class="row">
            <button type="button" class="button" on:click=move |_| on.set(false)>
                {t!(i18n, people.scan_stop)}
            </button>
        </div>
    }
    .into_any()
}

/// Looks until there is a code, or nobody waits any more; none if there is no camera to look with.
async fn look(video: &JsValue, wanted: &AtomicBool) -> Option<String> {
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
