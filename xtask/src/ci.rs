//! All that must pass before a change lands. Needs no keyboard, and nothing installed by hand.

use std::time::Instant;

use crate::metadata::Metadata;
use crate::{Result, build, deps, house_rules, licences, process, repo, size, test, tools, wasm};

const WASM_CRATES: [&str; 3] = ["amanat-app", "amanat-store-indexeddb", "vault-worker"];

type Step = (&'static str, fn() -> Result);

/// Cheap ones first. All run, whatever fails, so that one round names everything.
const STEPS: &[Step] = &[
    ("format", format),
    ("house rules", house_rules::check),
    ("dependency directions", || deps::check(&Metadata::load()?)),
    ("licences", || licences::check(&Metadata::load()?)),
    ("lints of native crates", lint_native),
    ("lints of wasm crates", lint_wasm),
    ("the app", || build::app().map(drop)),
    ("the server with the app inside", lint_embedded),
    ("size of the first visit", size::check),
    ("tests", || test::run(&[])),
];

/// Runs all steps, or those whose names hold one of `names`.
pub fn run(names: &[String]) -> Result {
    let wanted = |step: &str| names.is_empty() || names.iter().any(|name| step.contains(name));
    process::timed("tools", tools::ready_for_tests)?;
    repo::claim_target()?;
    let mut report = Vec::new();
    let mut failed = Vec::new();
    for (name, step) in STEPS.iter().filter(|(name, _)| wanted(name)) {
        let start = Instant::now();
        let result = process::timed(name, *step);
        let verdict = if result.is_ok() { "ok" } else { "FAILED" };
        report.push(format!(
            "{:>12}  {verdict:<6}  {name}",
            process::minutes(start.elapsed())
        ));
        if let Err(error) = result {
            eprintln!("{name}: {error}");
            failed.push(*name);
        }
    }
    if report.is_empty() {
        return Err("no step has that name".into());
    }
    println!("\n{}", report.join("\n"));
    match failed.is_empty() {
        true => Ok(()),
        false => Err(format!("failed: {}", failed.join(", ")).into()),
    }
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
