//! Makes the machine ready: uses what is there, says what it installs and how long that takes.

mod node;
mod rust;
mod system;

use std::path::PathBuf;

use crate::Result;

/// What `build` and `run` need.
pub fn ready_for_build() -> Result {
    rust::wasm_target()?;
    rust::source();
    rust::cargo_tool(
        "trunk",
        "0.21.14",
        &["--no-default-features", "--features", "rustls"],
    )?;
    rust::cargo_tool("wasm-bindgen-cli", "0.2.128", &[])?;
    rust::cargo_tool(
        "wasm_split_cli_support",
        "0.2.4",
        &["--features", "build-binary"],
    )?;
    node::ready()
}

/// What `test` and `ci` need besides.
pub fn ready_for_tests() -> Result {
    rust::component("clippy")?;
    rust::component("rustfmt")?;
    ready_for_build()?;
    chromium()?;
    // What others wrote: they open what ours sealed and stored.
    system::package("age", "age", "--version")?;
    system::package("sqlite3", "sqlite3", "--version")
}

/// What `bench` needs besides: the certificate of its proxy is made with it.
pub fn openssl() -> Result {
    system::package("openssl", "openssl", "version")
}

/// Whether the standard library can be compiled with the app.
pub fn has_rust_source() -> bool {
    rust::has_source()
}

/// A Chromium that runs.
pub fn chromium() -> Result<PathBuf> {
    system::chromium()
}
