//! Where things are.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::Result;

/// The workspace's root.
pub fn root() -> PathBuf {
    // Set by `cargo run`; Trunk's hook starts the binary itself, from the root.
    let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    match manifest.as_deref().and_then(Path::parent) {
        Some(root) if root.join("Trunk.toml").exists() => root.to_owned(),
        _ => env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
    }
}

/// The built app.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// End-to-end tests, and the npm packages the build uses.
pub fn e2e() -> PathBuf {
    root().join("tests/e2e")
}

/// xtask's own notes: what was built from what.
pub fn notes() -> Result<PathBuf> {
    let folder = root().join("target/xtask");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// `$XDG_CACHE_HOME/amanat`: what outlives a checkout.
pub fn cache() -> Result<PathBuf> {
    let base = match env::var_os("XDG_CACHE_HOME").filter(|path| !path.is_empty()) {
        Some(path) => PathBuf::from(path),
        None => home()?.join(".cache"),
    };
    Ok(base.join("amanat"))
}

/// Tools that were installed for this repository alone.
pub fn tools() -> Result<PathBuf> {
    Ok(cache()?.join("tools"))
}

/// Where cargo builds: shared by checkouts, unless the caller chose.
pub fn target() -> Result<PathBuf> {
    match env::var_os("CARGO_TARGET_DIR").filter(|path| !path.is_empty()) {
        Some(path) => Ok(env::current_dir()?.join(path)),
        None => Ok(cache()?.join("target")),
    }
}

pub fn cargo_home() -> Result<PathBuf> {
    match env::var_os("CARGO_HOME").filter(|path| !path.is_empty()) {
        Some(path) => Ok(path.into()),
        None => Ok(home()?.join(".cargo")),
    }
}

fn home() -> Result<PathBuf> {
    let home = env::var_os("HOME").or_else(|| env::var_os("USERPROFILE"));
    Ok(home.ok_or("HOME is not set")?.into())
}

/// PATH with this binary and the pinned tools in front.
pub fn path() -> Result<OsString> {
    let mut folders = Vec::new();
    folders.extend(env::current_exe()?.parent().map(Path::to_owned));
    folders.push(tools()?.join("bin"));
    folders.push(e2e().join("node_modules/.bin"));
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    Ok(env::join_paths(folders)?)
}

/// Makes a target folder that another checkout used last safe for this one.
///
/// Cargo names the crates of two checkouts alike and believes their files' times, so it would take what the
/// other one built for its own. New times make it look again; third-party crates stay built.
pub fn claim_target() -> Result {
    let target = target()?;
    fs::create_dir_all(&target)?;
    let mark = target.join("checkout");
    let here = root().canonicalize()?.to_string_lossy().into_owned();
    let last = fs::read_to_string(&mark).ok();
    if last.as_ref() == Some(&here) {
        return Ok(());
    }
    if last.is_some() {
        let now = SystemTime::now();
        for folder in ["app", "crates", "fuzz", "sync-server", "tests", "xtask"] {
            for file in files_under(&root().join(folder))? {
                if file.extension().is_some_and(|extension| extension == "rs") {
                    File::options().append(true).open(file)?.set_modified(now)?;
                }
            }
        }
    }
    Ok(fs::write(mark, here)?)
}

/// All files below `folder`, sorted; hidden ones and `node_modules` are left out.
pub fn files_under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let name = entry.file_name();
            if name == "node_modules" || name.to_string_lossy().starts_with('.') {
                continue;
            }
            match entry.file_type()?.is_dir() {
                true => folders.push(entry.path()),
                false => files.push(entry.path()),
            }
        }
    }
    files.sort();
    Ok(files)
}

/// `path` as it is written in URLs: relative to `base`, with slashes.
pub fn relative(path: &Path, base: &Path) -> String {
    let path = path.strip_prefix(base).unwrap_or(path);
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
