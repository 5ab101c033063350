//! The wasm modules, from what cargo linked to what is served.
//!
//! Each is cut in two before wasm-bindgen sees it: what a first visit needs, and the rest, which is loaded when it
//! is asked for (docs/decisions/0021). Trunk cannot do that, so what it made of them is replaced.

use std::fs;
use std::path::{Path, PathBuf};

use super::imports;
use super::minify::minified;
use crate::{Result, digest, process, repo};

/// Where the linker's output goes, below the target folder.
const TARGET: &str = "wasm32-unknown-unknown";
/// The splitter's name for the script that loads the rest.
const LOADER: &str = "__wasm_split.js";
/// What rustc 1.95 allows itself, and so what wasm-opt may keep. The rest of a module says nothing of its own.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// A module and its script, in a folder of their own.
pub struct Module {
    /// From the root of what is served, without a slash in front.
    pub folder: String,
    name: String,
    scripts: Vec<String>,
}

impl Module {
    /// Splits, binds and shrinks the module of this name, and stages it in a folder named `prefix-hash`.
    /// `starter` is a script to stand beside it.
    pub fn stage(
        name: &str,
        prefix: &str,
        starter: Option<&Path>,
        stage: &Path,
        release: bool,
    ) -> Result<Self> {
        let made = make(name, release)?;
        if let Some(starter) = starter {
            let file = starter.file_name().ok_or("a starter has no name")?;
            fs::copy(starter, made.join(file))?;
        }
        let mut content = Vec::new();
        let mut scripts = Vec::new();
        for file in repo::files_under(&made)? {
            let path = repo::relative(&file, &made);
            if path.ends_with(".js") {
                fs::write(&file, minified("js", &fs::read(&file)?)?)?;
                scripts.push(path.clone());
            }
            content.extend(format!("{path}\n").into_bytes());
            content.extend(fs::read(&file)?);
        }
        let hash = digest::short_hex(&digest::sha256(&content), 16);
        let folder = format!("{prefix}-{hash}");
        copy(&made, &stage.join(&folder))?;
        Ok(Self {
            folder,
            name: name.to_owned(),
            scripts,
        })
    }

    /// The script that loads the module, as an address.
    pub fn script(&self) -> String {
        format!("/{}/{}.js", self.folder, self.name)
    }

    /// The module itself, as an address.
    pub fn wasm(&self) -> String {
        format!("/{}/{}_bg.wasm", self.folder, self.name)
    }

    /// All scripts, as addresses: each imports the next, and none should wait for that.
    pub fn scripts(&self) -> impl Iterator<Item = String> {
        let folder = &self.folder;
        self.scripts
            .iter()
            .map(move |script| format!("/{folder}/{script}"))
    }
}

/// Makes all files of a module in a folder outside the stage.
fn make(name: &str, release: bool) -> Result<PathBuf> {
    let linked = repo::target()?.join(TARGET);
    let linked = linked.join(if release { "wasm" } else { "debug" });
    let work = repo::target()?.join("split").join(name);
    let (parts, made) = (work.join("parts"), work.join("made"));
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    fs::create_dir_all(&parts)?;

    let mut split = process::command("wasm-split-cli")?;
    split.arg(linked.join(format!("{name}.wasm"))).arg(&parts);
    process::run(split.args(["--target", "web", "--out-name", name]))?;

    let mut bind = process::command("wasm-bindgen")?;
    // The rest calls into the first half by what the linker exported.
    bind.args(["--target", "web", "--no-typescript", "--keep-lld-exports"]);
    bind.args(["--no-demangle", "--out-name", name, "--out-dir"]);
    process::run(bind.arg(&made).arg(parts.join(format!("{name}.wasm"))))?;

    if release {
        let script = made.join(format!("{name}.js"));
        imports::number(&script, &made.join(format!("{name}_bg.wasm")))?;
    }

    for file in repo::files_under(&parts)? {
        let file_name = repo::relative(&file, &parts);
        if file_name.starts_with("split_") || file_name.starts_with("chunk_") {
            fs::copy(&file, made.join(file_name))?;
        }
    }
    if release {
        for file in wasm_files(&made)? {
            let mut shrink = process::command("wasm-opt")?;
            shrink.args(["-Oz", "--strip-producers"]).args(FEATURES);
            process::run(shrink.arg(&file).arg("--output").arg(&file))?;
        }
    }
    let mut loader = fs::read_to_string(parts.join(LOADER))?;
    for file in wasm_files(&made)? {
        let file_name = repo::relative(&file, &made);
        if !file_name.ends_with("_bg.wasm") {
            loader = with_integrity(&loader, &file_name, &digest::integrity(&fs::read(&file)?))?;
        }
    }
    fs::write(made.join(LOADER), loader)?;
    Ok(made)
}

/// Lets the loader refuse a download that is not what was built.
fn with_integrity(loader: &str, name: &str, integrity: &str) -> Result<String> {
    let address = format!(r#"new URL("./{name}", import.meta.url)"#);
    let old = format!("fetch({address})");
    match loader.matches(&old).count() {
        1 => {
            let new = format!(r#"fetch({address}, {{ integrity: "{integrity}" }})"#);
            Ok(loader.replacen(&old, &new, 1))
        }
        count => Err(format!("the loader fetches {name} {count} times, not once").into()),
    }
}

fn wasm_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = repo::files_under(folder)?;
    files.retain(|file| file.extension().is_some_and(|kind| kind == "wasm"));
    Ok(files)
}

fn copy(from: &Path, to: &Path) -> Result {
    for file in repo::files_under(from)? {
        let copy = to.join(repo::relative(&file, from));
        fs::create_dir_all(copy.parent().ok_or("a file has no folder")?)?;
        fs::copy(&file, copy)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::with_integrity;

    #[test]
    fn the_rest_is_held_against_its_hash() {
        let loader = r#"const src = fetch(new URL("./split_later.wasm", import.meta.url));"#;
        assert_eq!(
            with_integrity(loader, "split_later.wasm", "sha256-x").unwrap(),
            r#"const src = fetch(new URL("./split_later.wasm", import.meta.url), { integrity: "sha256-x" });"#
        );
        assert!(with_integrity(loader, "split_other.wasm", "sha256-x").is_err());
    }
}
