//! Messages: canonical postcard in a transferred `ArrayBuffer`.

use std::rc::Rc;

use amanat_messages::{FromWorker, Problem, ToWorker};
use amanat_protocol::codec;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};
use zeroize::Zeroize;

use crate::vault::Vault;

/// A draft is the longest thing a page sends.
const MAX_MESSAGE: usize = 8 * 1024 * 1024;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = self)]
    static SCOPE: DedicatedWorkerGlobalScope;
}

/// Starts listening to the page.
pub(crate) fn listen() {
    let vault = Rc::new(Vault::default());
    let on_message =
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| match read(&event) {
            Some(message) => vault.take(message),
            None => say(&FromWorker::Failed(Problem::Fault)),
        });
    SCOPE.with(|scope| scope.set_onmessage(Some(on_message.as_ref().unchecked_ref())));
    // For as long as the worker.
    on_message.forget();
}

fn read(event: &MessageEvent) -> Option<ToWorker> {
    let buffer: ArrayBuffer = event.data().dyn_into().ok()?;
    let view = Uint8Array::new(&buffer);
    let mut bytes = view.to_vec();
    // A passphrase may be in it.
    view.fill(0, 0, view.length());
    let message = codec::decode(&bytes, MAX_MESSAGE).ok();
    bytes.zeroize();
    message
}

/// Tells the page.
pub(crate) fn say(message: &FromWorker) {
    post(&codec::encode(message));
}

/// Sends what is encoded already.
pub(crate) fn post(encoded: &[u8]) {
    let buffer = Uint8Array::from(encoded).buffer();
    let sent = SCOPE.with(|scope| scope.post_message_with_transfer(&buffer, &Array::of1(&buffer)));
    // Refused only for a buffer that was transferred before; this one is new.
    debug_assert!(sent.is_ok());
}
