//! Hostile bytes for every decoder: builds what is in `fuzz/` and runs each target for a while.

mod seeds;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Result, process, repo};

/// How long each target runs, in seconds, and the variable that says otherwise.
const SECONDS: &str = "60";
const SECONDS_VARIABLE: &str = "AMANAT_FUZZ_SECONDS";

/// What libFuzzer steers by: LLVM's own instrumentation, which the pinned compiler has too.
const FLAGS: [&str; 5] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/// Runs all targets. What one finds is kept in `fuzz/artifacts`, and is an error.
pub fn run() -> Result {
    let programs = process::timed("building the fuzz targets", build)?;
    let seeds = seeds::write(&target()?.join("seeds"))?;
    let mut found = Vec::new();
    for name in names()? {
        let run = || process::run(&mut fuzzer(&programs.join(&name), &name, &seeds)?);
        if let Err(error) = process::timed(&name, run) {
            eprintln!("{error}");
            found.push(name);
        }
    }
    match found.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "these targets stopped: {}. Run `{}/TARGET FILE` with the file named above",
            found.join(", "),
            programs.display()
        )
        .into()),
    }
}

/// Formatting and lints of the workspace apart, for `ci`.
pub fn lint() -> Result {
    process::run(cargo()?.args(["fmt", "--check"]))?;
    let clippy = [
        "clippy",
        "--locked",
        "--no-default-features",
        "--",
        "-D",
        "warnings",
    ];
    process::run(cargo()?.args(clippy))
}

/// Returns the folder of the programs.
fn build() -> Result<PathBuf> {
    repo::claim_target()?;
    // With a target named, build scripts and macros are left as they are.
    let host = process::output(process::command("rustc")?.args(["--print", "host-tuple"]))?;
    let mut cargo = cargo()?;
    cargo.args(["build", "--locked", "--release", "--target", host.trim()]);
    cargo
        .env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}"))
        .env_remove("RUSTFLAGS");
    process::run(&mut cargo)?;
    Ok(target()?.join(host.trim()).join("release"))
}

fn cargo() -> Result<Command> {
    let mut cargo = process::cargo()?;
    cargo
        .current_dir(folder())
        .env("CARGO_TARGET_DIR", target()?);
    Ok(cargo)
}

fn fuzzer(program: &Path, name: &str, seeds: &Path) -> Result<Command> {
    let seconds = std::env::var(SECONDS_VARIABLE).unwrap_or_else(|_| SECONDS.to_owned());
    let (corpus, artifacts) = (
        folder().join("corpus").join(name),
        folder().join("artifacts"),
    );
    fs::create_dir_all(&corpus)?;
    fs::create_dir_all(&artifacts)?;
    let mut fuzzer = process::command(program)?;
    fuzzer
        .arg(format!("-max_total_time={seconds}"))
        // Bounded work is part of the promise: ten seconds and a quarter of a gigabyte for one input are findings.
        .args(["-timeout=10", "-rss_limit_mb=256", "-max_len=65536"])
        .args(["-verbosity=0", "-print_final_stats=1"])
        .arg(format!("-artifact_prefix={}/{name}-", artifacts.display()))
        // What is found goes into the first.
        .arg(corpus)
        .arg(seeds);
    Ok(fuzzer)
}

fn names() -> Result<Vec<String>> {
    let targets = folder().join("fuzz_targets");
    let files = repo::files_under(&targets)?.into_iter();
    let names = files.map(|file| repo::relative(&file, &targets).replace(".rs", ""));
    Ok(names.collect())
}

fn folder() -> PathBuf {
    repo::root().join("fuzz")
}

/// Beside everything else that is built: these crates are compiled with other flags.
fn target() -> Result<PathBuf> {
    Ok(repo::target()?.join("fuzz"))
}
