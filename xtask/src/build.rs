//! The release app: Trunk with the pinned tools, reproducible and without network.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Command;

use crate::freshness::Stamp;
use crate::{Result, process, repo, tools, wasm};

/// All that the app is made from.
const INPUTS: &[&str] = &[
    "app",
    "crates",
    "style",
    "public",
    "xtask/compress.mjs",
    "xtask/src/build.rs",
    "xtask/src/post_build.rs",
    "xtask/src/post_build",
    "xtask/src/wasm.rs",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "rust-toolchain.toml",
    ".cargo/config.toml",
    "tests/e2e/package-lock.json",
];

/// Builds the app if anything it is made from has changed; returns the folder to serve.
pub fn app() -> Result<PathBuf> {
    tools::ready_for_build()?;
    let dist = repo::dist();
    // Two builds at once would empty each other's folder.
    let lock = File::create(repo::notes()?.join("build.lock"))?;
    lock.lock()?;
    let stamp = Stamp::of("app", INPUTS)?;
    if stamp.is_current() && dist.join("index.html").exists() {
        eprintln!("── the app is up to date");
        return Ok(dist);
    }
    process::timed("building the app", || {
        repo::claim_target()?;
        fetch()?;
        // Trunk copies all it finds there, also what an earlier version of the app left.
        let bindings = repo::target()?.join("wasm-bindgen");
        if bindings.exists() {
            fs::remove_dir_all(bindings)?;
        }
        let mut trunk = trunk()?;
        wasm::set_up(&mut trunk)?;
        process::run(trunk.args(["build", "--release"]))
    })?;
    stamp.note()?;
    Ok(dist)
}

/// Downloads the crates the app is made of, for Trunk is kept off the network: those of the workspace for whatever
/// machine runs them, then those of the standard library, which cargo fetches for the machines that it is told.
pub fn fetch() -> Result {
    let mut all = process::cargo()?;
    process::run(all.args(["fetch", "--locked", "--quiet"]))?;
    let mut library = process::cargo()?;
    library.args(["fetch", "--locked", "--quiet", "--target", wasm::TARGET]);
    wasm::set_up(&mut library)?;
    process::run(&mut library)
}

/// Trunk, unable to download anything. [`wasm`] says how it is to compile.
pub fn trunk() -> Result<Command> {
    let mut trunk = process::command("trunk")?;
    trunk
        .args(["--offline", "--skip-version-check", "--log", "warn"])
        // Trunk takes any value of NO_COLOR for a boolean, and dies of `1`.
        .env_remove("NO_COLOR")
        .env("RUST_LIB_BACKTRACE", "0");
    Ok(trunk)
}
