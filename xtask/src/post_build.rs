//! Trunk's hook: turns what Trunk staged into the folder that is served.
//!
//! Files whose content may change get it into their name, the page learns where they are, the service worker
//! learns what to keep, and everything is compressed ahead of time. Nothing here depends on the clock.

mod page;
mod service_worker;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use self::page::Page;
use crate::{Result, digest, process, repo};

/// What Trunk makes of crates/vault-worker. It names workers after their binary, without a hash.
const WORKER: [&str; 3] = [
    "vault-worker_loader.js",
    "vault-worker.js",
    "vault-worker_bg.wasm",
];
const SNIPPETS: &str = "snippets";

pub fn run() -> Result {
    let stage = env::var_os("TRUNK_STAGING_DIR").ok_or("post-build is Trunk's hook")?;
    let stage = PathBuf::from(stage);
    let release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");

    let mut page = Page::read(&stage)?;
    page.join_styles(&stage)?;
    for script in ["theme.js", "boot.js"] {
        page.hash_name(&stage, script)?;
    }
    page.add_wasm_integrity(&stage)?;
    page.drop_preload_integrity()?;
    page.set_meta("vault-worker", &move_worker(&stage)?)?;
    // Before the page holds it: the build's name covers every file, the page and the worker's template too.
    let build = build_id(&stage)?;
    page.set_meta("build", &build)?;
    page.write(&stage)?;
    service_worker::write(&stage, &build)?;

    // Eleven takes most of a minute, which a change under `cargo xtask dev` need not wait for.
    let quality = if release { "11" } else { "4" };
    let script = repo::root().join("xtask/compress.mjs");
    process::run(
        process::command("node")?
            .arg(script)
            .arg(&stage)
            .arg(quality),
    )
}

/// Moves the worker into a folder named after its content; returns the address that starts it.
fn move_worker(stage: &Path) -> Result<String> {
    fs::copy(
        repo::root().join("crates/vault-worker/loader.js"),
        stage.join(WORKER[0]),
    )?;
    let mut content = Vec::new();
    for name in WORKER {
        content.extend(fs::read(stage.join(name))?);
    }
    let folder = format!("w-{}", digest::short_hex(&digest::sha256(&content), 16));
    let target = stage.join(&folder);
    fs::create_dir(&target)?;
    for name in WORKER {
        fs::rename(stage.join(name), target.join(name))?;
    }
    // The worker imports its snippets relative to itself; the app's own copy stays where it is.
    if String::from_utf8_lossy(&content).contains("./snippets/") {
        for file in repo::files_under(&stage.join(SNIPPETS))? {
            let copy = target.join(repo::relative(&file, stage));
            fs::create_dir_all(copy.parent().ok_or("a snippet has no folder")?)?;
            fs::copy(&file, copy)?;
        }
    }
    Ok(format!("/{folder}/{}", WORKER[0]))
}

/// The hash of everything shipped.
fn build_id(stage: &Path) -> Result<String> {
    let mut list = String::new();
    for file in repo::files_under(stage)? {
        let hash = digest::short_hex(&digest::sha256(&fs::read(&file)?), 64);
        list += &format!("{hash}  {}\n", repo::relative(&file, stage));
    }
    Ok(digest::short_hex(&digest::sha256(list.as_bytes()), 16))
}
