//! The compiler's wasm target and the tools cargo installs.

use std::path::Path;

use crate::wasm::TARGET;
use crate::{Result, process, repo};

pub fn wasm_target() -> Result {
    let folder = process::probe("rustc", &["--print", "target-libdir", "--target", TARGET]);
    if folder.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    process::timed(&format!("installing the Rust target {TARGET}"), || {
        process::run(process::command("rustup")?.args(["target", "add", TARGET]))
    })
}

/// Gets the standard library's source. Without it the app is built all the same, only larger.
pub fn source() {
    if has_source() {
        return;
    }
    let installed = process::timed("installing the standard library's source", || {
        process::run(process::command("rustup")?.args(["component", "add", "rust-src"]))
    });
    if let Err(error) = installed {
        eprintln!(
            "── {error}; the app takes the standard library as released, and comes out larger"
        );
    }
}

pub fn has_source() -> bool {
    let sysroot = process::probe("rustc", &["--print", "sysroot"]);
    let lock = "lib/rustlib/src/rust/library/Cargo.lock";
    sysroot.is_some_and(|sysroot| Path::new(&sysroot).join(lock).is_file())
}

pub fn component(name: &str) -> Result {
    let program = format!("cargo-{}", if name == "rustfmt" { "fmt" } else { name });
    if process::probe(&program, &["--version"]).is_some() {
        return Ok(());
    }
    process::timed(&format!("installing {name}"), || {
        process::run(process::command("rustup")?.args(["component", "add", name]))
    })
}

/// Installs `package` unless its program is there in exactly this version.
pub fn cargo_tool(package: &str, version: &str, options: &[&str]) -> Result {
    let program = package.trim_end_matches("-cli");
    let found = process::probe(program, &["--version"]);
    if found.is_some_and(|text| text.split_whitespace().nth(1) == Some(version)) {
        return Ok(());
    }
    // Not every program knows its own version; cargo remembers what it installed.
    let list = std::fs::read_to_string(repo::tools()?.join(".crates.toml"));
    if list.is_ok_and(|list| list.contains(&format!("\"{package} {version} ("))) {
        return Ok(());
    }
    process::timed(
        &format!("installing {package} {version} (some minutes)"),
        || {
            let tools = repo::tools()?;
            let target = tools.join("build");
            let mut install = process::cargo()?;
            install
                .args([
                    "install",
                    "--locked",
                    "--quiet",
                    "--force",
                    "--version",
                    version,
                    package,
                ])
                .args(options)
                .arg("--root")
                .arg(&tools)
                .env("CARGO_TARGET_DIR", &target)
                // They run for seconds: a fast build is worth more than a fast tool.
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
            process::run(&mut install)?;
            Ok(std::fs::remove_dir_all(target)?)
        },
    )
}
