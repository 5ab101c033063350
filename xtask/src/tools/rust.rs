//! The compiler's wasm target and the tools cargo installs.

use std::path::Path;

use crate::{Result, process, repo};

const TARGET: &str = "wasm32-unknown-unknown";

pub fn wasm_target() -> Result {
    let folder = process::probe("rustc", &["--print", "target-libdir", "--target", TARGET]);
    if folder.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    process::timed(&format!("installing the Rust target {TARGET}"), || {
        process::run(process::command("rustup")?.args(["target", "add", TARGET]))
    })
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
