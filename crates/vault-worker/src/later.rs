//! The second half of the worker: what nobody needs in order to begin and to write.
//!
//! The build cuts the module in two (docs/decisions/0021). Whatever only [`half`] leads to is in the second half, which
//! is fetched as soon as the first one stands.

// The macro declares the second half's entry for the linker, which knows C alone. Both sides come from one run of the
// compiler.
#![allow(unsafe_code)]

use std::cell::Cell;
use std::rc::Rc;

use amanat_client::Client;
use amanat_messages::{Command, Done, Problem, Query};
use futures::future::{FutureExt as _, LocalBoxFuture};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::platform::Browser;
use crate::vault::Engine;

/// What the second half does.
#[derive(Clone, Copy)]
pub(crate) struct Later {
    /// [`Client::run_later`].
    pub run: fn(Rc<Engine>, Command) -> LocalBoxFuture<'static, Result<Done, Problem>>,
    /// [`Client::view`], encoded.
    pub view: fn(&Client<Browser>, &Query) -> Result<Vec<u8>, Problem>,
    /// [`Client::idle`].
    pub idle: fn(&Client<Browser>) -> bool,
}

/// Whether it is here.
#[derive(Clone, Copy)]
pub(crate) enum State {
    Coming,
    Here(Later),
    /// The last try failed. The next one may not.
    Missing,
}

thread_local! {
    static STATE: Cell<State> = const { Cell::new(State::Coming) };
}

/// How far it is.
pub(crate) fn state() -> State {
    STATE.get()
}

/// The second half, fetched if it is not here.
pub(crate) async fn later() -> Result<Later, Problem> {
    if let State::Here(later) = state() {
        return Ok(later);
    }
    let fetched = half().await;
    STATE.set(
        fetched
            .as_ref()
            .map_or(State::Missing, |later| State::Here(*later)),
    );
    fetched.map_err(|_| Problem::ServerUnreachable)
}

#[wasm_split(later, fallible)]
fn half() -> Result<Later, SplitLoaderError> {
    Ok(Later {
        run: |engine, command| async move { engine.client.run_later(command).await }.boxed_local(),
        view: |client, query| client.view(query).map(|view| view.encode()),
        idle: Client::idle,
    })
}
