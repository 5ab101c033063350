//! Node and the npm packages: wasm-opt, and what the end-to-end tests use.

use std::fs;

use crate::{Result, digest, process, repo};

const OLDEST: u32 = 20;

pub fn ready() -> Result {
    let version = process::probe("node", &["--version"]);
    let major = version.as_deref().and_then(major);
    if major.is_none_or(|major| major < OLDEST) || process::probe("npm", &["--version"]).is_none() {
        let found = version.unwrap_or_else(|| "none".into());
        return Err(format!(
            "Node {OLDEST} or newer with npm is needed (found: {found}). Install it from \
             https://nodejs.org, or by your system's package manager, and start again."
        )
        .into());
    }
    packages()
}

/// `v20.20.2` → 20
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn packages() -> Result {
    let folder = repo::e2e();
    let lock = digest::short_hex(
        &digest::sha256(&fs::read(folder.join("package-lock.json"))?),
        64,
    );
    let note = folder.join("node_modules/.lock-hash");
    if fs::read_to_string(&note).is_ok_and(|last| last == lock) {
        return Ok(());
    }
    process::timed("installing the npm packages of tests/e2e", || {
        process::run(
            process::command("npm")?
                .args(["ci", "--loglevel=error"])
                .current_dir(&folder),
        )?;
        Ok(fs::write(&note, lock)?)
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn reads_the_major_version() {
        assert_eq!(super::major("v20.20.2"), Some(20));
        assert_eq!(super::major("20.20.2"), None);
    }
}
