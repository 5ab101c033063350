//! Runs the client in a dedicated Web Worker, away from the page: every key, all cryptography, the database
//! and the talk with the server.
//!
//! - [`link`]: messages in, messages out
//! - [`later`]: the half that is fetched when the first stands
//! - [`vault`]: from the first message to an open client, and back
//! - [`lock`]: one tab at a time
//! - [`platform`], [`transport`]: what the client runs on
//! - [`subscriptions`]: views, sent when they change
//!
//! A panic is a trap, and a trap is an `error` event on the page's side, which stops: what is on the disk is
//! what counts. Nothing here may swallow one.

mod later;
mod link;
mod lock;
mod platform;
mod subscriptions;
mod transport;
mod vault;

#[global_allocator]
static HEAP: amanat_heap::Heap = amanat_heap::Heap;

fn main() {
    link::listen();
}
