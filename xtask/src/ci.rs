//! All that must pass before a change lands. Needs no keyboard, and nothing installed by hand.

use crate::metadata::Metadata;
use crate::steps::{self, Step};
use crate::{
    Result, build, deps, fuzz, house_rules, licences, process, repo, size, test, tools, wasm,
};

const WASM_CRATES: [&str; 3] = ["amanat-app", "amanat-store-indexeddb", "vault-worker"];

/// Cheap ones first.
const STEPS: &[Step] = &[
    ("format", format),
    ("house rules", house_rules::check),
    ("dependency directions", || deps::check(&Metadata::load()?)),
    ("licences", || licences::check(&Metadata::load()?)),
    ("lints of native crates", lint_native),
    ("lints of fuzz targets", fuzz::lint),
    ("lints of wasm crates", lint_wasm),
    ("the app", || build::app().map(drop)),
    ("the server with the app inside", lint_embedded),
    ("size of the first visit", size::check),
    ("tests", || test::run(&[])),
];

/// Runs all steps, or those whose names hold one of `names`.
pub fn run(names: &[String]) -> Result {
    process::timed("tools", tools::ready_for_tests)?;
    repo::claim_target()?;
    steps::run(STEPS, names)
}

fn format() -> Result {
    process::run(process::cargo()?.args(["fmt", "--all", "--check"]))
}

fn lint_native() -> Result {
    let clippy = [
        "clippy",
        "--locked",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ];
    process::run(process::cargo()?.args(clippy))
}

fn lint_wasm() -> Result {
    let mut cargo = process::cargo()?;
    cargo.args(["clippy", "--locked", "--target", wasm::TARGET]);
    for name in WASM_CRATES {
        cargo.args(["--package", name]);
    }
    process::run(cargo.args(["--", "-D", "warnings"]))
}

/// A feature the other lints leave out, since it needs the built app.
fn lint_embedded() -> Result {
    let mut cargo = process::cargo()?;
    cargo.args([
        "clippy",
        "--locked",
        "--package",
        "amanat-server",
        "--features",
        "embed-app",
    ]);
    process::run(
        cargo
            .args(["--", "-D", "warnings"])
            .env("AMANAT_APP_DIST", repo::dist()),
    )
}
