//! The release app: Trunk with the pinned tools, reproducible and without network.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Command;

use crate::freshness::Stamp;
use crate::{Result, process, repo, tools};

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
        process::run(process::cargo()?.args(["fetch", "--locked", "--quiet"]))?;
        // Trunk copies all it finds there, also what an earlier version of the app left.
        let bindings = repo::target()?.join("wasm-bindgen");
        if bindings.exists() {
            fs::remove_dir_all(bindings)?;
        }
        process::run(trunk()?.args(["build", "--release"]))
    })?;
    stamp.note()?;
    Ok(dist)
}

/// Trunk, unable to download anything, with the flags that make its output the same on every machine.
pub fn trunk() -> Result<Command> {
    let mut trunk = process::command("trunk")?;
    trunk
        .args(["--offline", "--skip-version-check", "--log", "warn"])
        .env("CARGO_ENCODED_RUSTFLAGS", wasm_flags()?)
        .env_remove("RUSTFLAGS")
        // Trunk takes any value of NO_COLOR for a boolean, and dies of `1`.
        .env_remove("NO_COLOR")
        .env("RUST_LIB_BACKTRACE", "0");
    Ok(trunk)
}

/// Compiler flags of the wasm crates. They replace those of `.cargo/config.toml`, so the backend is repeated.
fn wasm_flags() -> Result<String> {
    let sysroot = process::output(process::command("rustc")?.args(["--print", "sysroot"]))?;
    let remap = |from: PathBuf, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    let flags = [
        "--cfg".to_owned(),
        "getrandom_backend=\"wasm_js\"".to_owned(),
        remap(repo::cargo_home()?, "/cargo"),
        remap(repo::target()?, "/target"),
        remap(repo::root().canonicalize()?, "/amanat"),
        remap(sysroot.trim().into(), "/rust"),
    ];
    Ok(flags.join("\u{1f}"))
}
