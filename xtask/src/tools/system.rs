//! Programs that come from the operating system.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::{Result, process, repo};

const CHROMIUM_NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];

/// A Chromium that runs: `AMANAT_CHROMIUM`, one on PATH, or the distribution's.
pub fn chromium() -> Result<PathBuf> {
    if let Some(chosen) = env::var_os("AMANAT_CHROMIUM").filter(|path| !path.is_empty()) {
        return Ok(chosen.into());
    }
    let found = || {
        CHROMIUM_NAMES
            .into_iter()
            .find(|name| runs(name, "--version"))
    };
    let name = match found() {
        Some(name) => name,
        None => {
            package("chromium", chromium_package(), "--version")?;
            found().ok_or("Chromium was installed but does not start")?
        }
    };
    locate(name)
}

/// Ubuntu has Chromium under a name of its own.
fn chromium_package() -> &'static str {
    let about = fs::read_to_string("/etc/os-release").unwrap_or_default();
    match about.lines().any(|line| line == "ID=ubuntu") {
        true => "chromium-browser",
        false => "chromium",
    }
}

/// Installs a Debian package unless `program` runs.
pub fn package(program: &str, package: &str, version_flag: &str) -> Result<()> {
    if runs(program, version_flag) {
        return Ok(());
    }
    let by_hand = format!("apt-get install --no-install-recommends {package}");
    let is_root = process::probe("id", &["-u"]).is_some_and(|id| id == "0");
    if !is_root || !runs("apt-get", "--version") {
        return Err(format!(
            "{program} is needed and was not found. On Debian or Ubuntu: sudo {by_hand}"
        )
        .into());
    }
    process::timed(&format!("installing {package}: {by_hand}"), || {
        let apt = |args: &[&str]| {
            let mut apt = process::command("apt-get")?;
            process::run(
                apt.args(["-qq", "-y"])
                    .args(args)
                    .env("DEBIAN_FRONTEND", "noninteractive"),
            )
        };
        apt(&["update"])?;
        apt(&["install", "--no-install-recommends", package])
    })
}

fn runs(program: &str, version_flag: &str) -> bool {
    process::probe(program, &[version_flag]).is_some()
}

fn locate(program: &str) -> Result<PathBuf> {
    let path = repo::path()?;
    let mut candidates = env::split_paths(&path).map(|folder| folder.join(program));
    let found = candidates.find(|file| file.is_file());
    Ok(found.ok_or_else(|| format!("{program} is not on PATH"))?)
}
