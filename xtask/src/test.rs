//! All tests: native crates, then the whole product in Chromium.

mod tally;

use std::path::PathBuf;
use std::process::Command;

use self::tally::Tally;
use crate::e2e::{Stage, scripts};
use crate::{Result, process, repo, tools, wasm};

pub fn run(args: &[String]) -> Result {
    let (half, names) = match args.split_first() {
        Some((half, names)) if half == "native" || half == "e2e" => (Some(half.as_str()), names),
        _ => (None, args),
    };
    tools::ready_for_tests()?;
    let mut tally = Tally::default();
    if half != Some("e2e") {
        process::timed("native tests", || native(names, &mut tally))?;
        process::timed("the app's unit tests", || app(names, &mut tally))?;
    }
    if half != Some("native") {
        let stage = Stage::set()?;
        process::timed("tests in Chromium", || {
            end_to_end(&stage, names, &mut tally)
        })?;
    }
    println!("{tally}");
    tally.verdict()
}

/// Natively too, but apart. Without the flag each view is a type of its own, and the compiler does not come to an
/// end of them; with it, in the same folder, every crate would be compiled anew each time.
fn app(names: &[String], tally: &mut Tally) -> Result {
    let mut cargo = process::cargo()?;
    cargo.args(["test", "--locked", "--no-fail-fast", "-p", "amanat-app"]);
    cargo.args(["--profile", "app-tests"]).args(names.first());
    cargo
        .env("RUSTFLAGS", "--cfg erase_components")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env("CARGO_TARGET_DIR", repo::target()?.join("app-tests"));
    tally.follow(&mut cargo)
}

fn native(names: &[String], tally: &mut Tally) -> Result {
    repo::claim_target()?;
    let mut cargo = process::cargo()?;
    cargo.args(["test", "--locked", "--no-fail-fast"]);
    if let Some(name) = names.first() {
        cargo.arg(name);
    }
    tally.follow(&mut cargo)
}

fn end_to_end(stage: &Stage, names: &[String], tally: &mut Tally) -> Result {
    let files = scripts(&repo::e2e(), ".test.mjs", names)?;
    if files.is_empty() && names.is_empty() {
        return Err("tests/e2e holds no tests".into());
    }
    if files.is_empty() {
        return Ok(());
    }
    let mut node: Command = stage.node()?;
    // One file at a time: each starts its own server, and two browsers would slow each other's clocks.
    node.args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
        .args(files);
    node.env("AMANAT_STORE_CONTRACT", store_contract()?);
    // Colours would hide the counts from the tally.
    node.env("NO_COLOR", "1").env_remove("FORCE_COLOR");
    tally.follow(&mut node)
}

/// The folder of a page that runs the store's contract suite. It holds the client's test hooks, so it is an
/// example that no other build makes.
fn store_contract() -> Result<PathBuf> {
    let folder = repo::target()?.join("store-contract");
    process::timed("building the store's contract suite", || {
        let mut cargo = process::cargo()?;
        cargo.args(["build", "--locked", "--target", wasm::TARGET]);
        cargo.args(["-p", "amanat-store-indexeddb", "--features", "contract"]);
        process::run(cargo.args(["--example", "store-contract"]))?;
        let examples = repo::target()?.join(wasm::TARGET).join("debug/examples");
        let mut bindgen = process::command("wasm-bindgen")?;
        bindgen.args([
            "--target",
            "web",
            "--no-typescript",
            "--out-name",
            "contract",
        ]);
        bindgen.arg("--out-dir").arg(&folder);
        process::run(bindgen.arg(examples.join("store_contract.wasm")))
    })?;
    Ok(folder)
}
