//! How the crates of the browser are compiled: as small as they get, and the same on every machine.
//!
//! docs/decisions/0019 says why the standard library is compiled along.

use std::path::PathBuf;
use std::process::Command;

use crate::{Result, process, repo, tools};

/// Compiler and browsers agree on this one.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Tells cargo, or what starts it, how to compile what is shipped.
pub fn set_up(command: &mut Command) -> Result {
    let mut flags = flags()?;
    if tools::has_rust_source() {
        command
            // Cargo builds the standard library on request of a nightly, or of this. The compiler is pinned, so
            // what is unstable about it cannot change below our feet.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
            .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
        flags.extend(
            [
                // Which a panic's message would need; the page says that it stopped, and never why.
                "-Zunstable-options",
                "-Cpanic=immediate-abort",
                "-Zlocation-detail=none",
            ]
            .map(str::to_owned),
        );
    }
    hand_over(&flags, command);
    Ok(())
}

/// The same with the standard library as it comes: sooner there, and a panic says why. Build scripts of many crates
/// watch `RUSTC_BOOTSTRAP`, and those of the native debug build stand in the same folder as those of this one; if
/// it were set, each of the two would have the other compile everything anew.
pub fn set_up_for_dev(command: &mut Command) -> Result {
    hand_over(&flags()?, command);
    Ok(())
}

fn hand_over(flags: &[String], command: &mut Command) {
    command
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
        .env_remove("RUSTFLAGS");
}

/// Compiler flags. They replace those of `.cargo/config.toml`, so both of its settings are repeated.
fn flags() -> Result<Vec<String>> {
    let sysroot = process::output(process::command("rustc")?.args(["--print", "sysroot"]))?;
    let remap = |from: PathBuf, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    Ok(vec![
        "--cfg".to_owned(),
        "getrandom_backend=\"wasm_js\"".to_owned(),
        "--cfg".to_owned(),
        "erase_components".to_owned(),
        // For the splitter, which has to know what refers to what.
        "-Clink-arg=--emit-relocs".to_owned(),
        remap(repo::cargo_home()?, "/cargo"),
        remap(repo::target()?, "/target"),
        remap(repo::root().canonicalize()?, "/amanat"),
        remap(sysroot.trim().into(), "/rust"),
    ])
}
