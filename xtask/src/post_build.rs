//! Trunk's hook: turns what Trunk staged into the folder that is served.
//!
//! Files whose content may change get it into their name, the page learns where they are, the service worker
//! learns what to keep, and everything is compressed ahead of time. Nothing here depends on the clock.

mod imports;
mod minify;
mod modules;
mod page;
mod service_worker;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use self::modules::Module;
use self::page::Page;
use crate::{Result, digest, process, repo};

const APP: &str = "amanat-app";
const WORKER: &str = "vault-worker";
const STARTER: &str = "loader.js";

pub fn run() -> Result {
    let stage = env::var_os("TRUNK_STAGING_DIR").ok_or("post-build is Trunk's hook")?;
    let stage = PathBuf::from(stage);
    let release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");

    let mut page = Page::read(&stage)?;
    page.join_styles(&stage)?;
    for script in ["theme.js", "boot.js"] {
        page.hash_name(&stage, script)?;
    }
    drop_what_trunk_made(&stage)?;
    let app = Module::stage(APP, "a", None, &stage, release)?;
    page.set_app(&stage, &app)?;
    let starter = repo::root().join("crates/vault-worker").join(STARTER);
    let worker = Module::stage(WORKER, "w", Some(&starter), &stage, release)?;
    page.set_meta("vault-worker", &format!("/{}/{STARTER}", worker.folder))?;
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

/// Takes away the modules as Trunk made them of the whole.
fn drop_what_trunk_made(stage: &Path) -> Result {
    for file in repo::files_under(stage)? {
        let path = repo::relative(&file, stage);
        if path.starts_with(APP) || path.starts_with(WORKER) || path.starts_with("snippets/") {
            fs::remove_file(file)?;
        }
    }
    Ok(())
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
