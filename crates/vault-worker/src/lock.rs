//! One tab at a time, by Web Locks (web-sys holds its bindings back as unstable).
//!
//! Two locks. Whoever has [`VAULT`] is the vault's tab; a second tab may steal it. Stealing ends the first
//! tab's right at once but not what it is doing, and two engines on one database would sign two entries at
//! one place of the chain. So the first tab keeps [`DISK`] until its database is closed, and the thief waits
//! for that before it opens its own.

use std::cell::RefCell;
use std::rc::Rc;

use futures::channel::oneshot;
use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

const VAULT: &str = "amanat-vault";
const DISK: &str = "amanat-vault-disk";

/// A page that reloads meets the lock of its own last worker, which the browser is still ending.
const RELOAD_MS: u32 = 700;
/// A tab that does not close its database for so long is frozen, and then it writes nothing either.
const CLOSING_MS: u32 = 5_000;

#[wasm_bindgen]
extern "C" {
    type Navigator;
    #[wasm_bindgen(thread_local_v2, js_name = navigator)]
    static NAVIGATOR: Navigator;
    #[wasm_bindgen(method, getter)]
    fn locks(this: &Navigator) -> Option<LockManager>;

    type LockManager;
    #[wasm_bindgen(method, catch)]
    fn request(
        this: &LockManager,
        name: &str,
        options: &Object,
        callback: &Function,
    ) -> Result<Promise, JsValue>;
}

/// Why there is no lock.
pub(crate) enum Refusal {
    /// Another tab has it.
    Elsewhere,
    /// This browser has no locks, or none for this page.
    Unsupported,
}

/// The right to the vault. Lasts until it is stolen or the worker ends.
pub(crate) struct Held {
    lost: oneshot::Receiver<()>,
    release_disk: Function,
}

impl Held {
    /// Waits until another tab takes the vault over.
    pub(crate) async fn stolen(&mut self) {
        // The sender is dropped with the lock: either way it is gone.
        let _ = (&mut self.lost).await;
    }

    /// Lets the tab that took over open the database. Only once ours is closed.
    pub(crate) fn release_disk(&self) {
        // A resolving function does not throw.
        let _ = self.release_disk.call0(&JsValue::UNDEFINED);
    }
}

/// Takes the vault's lock, from another tab if asked to.
pub(crate) async fn acquire(take_over: bool) -> Result<Held, Refusal> {
    let vault = if take_over {
        request(VAULT, Mode::Steal).await
    } else {
        request(VAULT, Mode::Wait(RELOAD_MS)).await
    }?;
    let disk = match request(DISK, Mode::Wait(CLOSING_MS)).await {
        Err(Refusal::Elsewhere) => request(DISK, Mode::Steal).await,
        disk => disk,
    }?;
    Ok(Held {
        lost: vault.lost,
        release_disk: disk.release,
    })
}

enum Mode {
    Wait(u32),
    Steal,
}

struct Lock {
    lost: oneshot::Receiver<()>,
    /// Resolves the promise that holds it.
    release: Function,
}

async fn request(name: &str, mode: Mode) -> Result<Lock, Refusal> {
    let locks = NAVIGATOR
        .with(Navigator::locks)
        .ok_or(Refusal::Unsupported)?;
    let giving_up = web_sys::AbortController::new().map_err(|_| Refusal::Unsupported)?;
    // The two options exclude each other.
    let options = match mode {
        Mode::Steal => options("steal", &JsValue::TRUE),
        Mode::Wait(_) => options("signal", &giving_up.signal()),
    };

    let (granted, on_grant) = oneshot::channel();
    let granted = Rc::new(RefCell::new(Some(granted)));
    let never = Rc::clone(&granted);
    let hold = Closure::once_into_js(move || {
        let mut release = None;
        let held = Promise::new(&mut |resolve, _| release = Some(resolve));
        if let (Some(granted), Some(release)) = (granted.take(), release) {
            // Nobody listens any more when the grant crossed with giving up: then it is let go at once.
            if let Err(release) = granted.send(release) {
                let _ = release.call0(&JsValue::UNDEFINED);
            }
        }
        held
    });
    let hold: Function = hold.unchecked_into();
    let ended = locks
        .request(name, &options, &hold)
        .map_err(|_| Refusal::Unsupported)?;
    let (losing, lost) = oneshot::channel();
    let ended = JsFuture::from(ended);
    spawn_local(async move {
        // Rejected when stolen or given up, resolved when released: over in each case.
        let _ = ended.await;
        // Over before it was granted: the browser refuses locks, as where storage is blocked.
        drop(never.take());
        let _ = losing.send(());
    });

    let patience = match mode {
        Mode::Steal => CLOSING_MS,
        Mode::Wait(ms) => ms,
    };
    match select(on_grant, TimeoutFuture::new(patience)).await {
        Either::Left((Ok(release), _)) => Ok(Lock { lost, release }),
        Either::Left((Err(_), _)) => Err(Refusal::Unsupported),
        Either::Right(_) => {
            giving_up.abort();
            Err(Refusal::Elsewhere)
        }
    }
}

fn options(name: &str, value: &JsValue) -> Object {
    let pair = Array::of2(&JsValue::from_str(name), value);
    // One pair of a string and a value is always an object.
    Object::from_entries(&Array::of1(&pair)).unwrap_or_default()
}
