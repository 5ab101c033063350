//! The Leptos single-page app. It holds no key and no ciphertext: those live in the vault worker.

mod app;
mod components;
mod fault;
mod i18n;
mod later;
mod pages;
mod problem;
mod routes;
mod shell;
mod state;
mod task;

#[global_allocator]
static HEAP: amanat_heap::Heap = amanat_heap::Heap;

fn main() {
    fault::install();
    // Before anything can read or log the address: a link's secret must not stay in it.
    let link = state::arrival::take_link();
    leptos::mount::mount_to_body(move || app::app(link));
}
