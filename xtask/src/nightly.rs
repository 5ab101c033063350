//! What takes too long for every change.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::steps::{self, Step};
use crate::{Result, bench, build, digest, fuzz, process, repo};

const STEPS: &[Step] = &[
    ("fuzz targets", fuzz::run),
    ("simulation", simulation),
    ("documentation", documentation),
    ("the same app from another folder", reproducible),
    ("benchmarks", bench::run),
];

/// Runs all steps, or those whose names hold one of `names`.
pub fn run(names: &[String]) -> Result {
    steps::run(STEPS, names)
}

/// Builds what is committed a second time, in another folder with nothing to reuse, and compares every byte.
fn reproducible() -> Result {
    let changes = process::output(process::command("git")?.args(["status", "--porcelain"]))?;
    if !changes.trim().is_empty() {
        return Err("commit first: the second build is made from what is committed".into());
    }
    let first = build::app()?;
    let folder = repo::notes()?.join("second");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut git = process::command("git")?;
    process::run(git.args(["clone", "--quiet", "."]).arg(&folder))?;
    let mut cargo = process::cargo()?;
    cargo.args(["xtask", "build"]).current_dir(&folder);
    process::run(cargo.env("CARGO_TARGET_DIR", folder.join("target")))?;

    let (first, second) = (hashes(&first)?, hashes(&folder.join("dist"))?);
    let names = first.keys().chain(second.keys());
    let mut different: Vec<_> = names
        .filter(|name| first.get(*name) != second.get(*name))
        .collect();
    different.dedup();
    match different.is_empty() {
        true => Ok(fs::remove_dir_all(folder)?),
        false => Err(format!("these files differ: {different:?}").into()),
    }
}

fn hashes(folder: &Path) -> Result<BTreeMap<String, [u8; 32]>> {
    let files = repo::files_under(folder)?.into_iter();
    let pairs = files.map(|file| {
        Ok((
            repo::relative(&file, folder),
            digest::sha256(&fs::read(&file)?),
        ))
    });
    pairs.collect()
}

/// More schedules than every change is tried with.
fn simulation() -> Result {
    const SEEDS: &str = "AMANAT_SEEDS";
    let mut cargo = process::cargo()?;
    cargo.args(["test", "--locked", "--package", "amanat-simulation"]);
    if std::env::var_os(SEEDS).is_none() {
        cargo.env(SEEDS, "400");
    }
    process::run(&mut cargo)
}

fn documentation() -> Result {
    let mut cargo = process::cargo()?;
    process::run(
        cargo
            .args(["doc", "--locked", "--no-deps"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    )
}
