//! What `cargo metadata` knows.

use serde_json::Value;

use crate::{Result, process};

/// All packages in the lock file, the workspace's own included.
pub struct Metadata {
    json: Value,
}

/// One version of a package.
#[derive(Clone, Copy)]
pub struct Package<'a>(&'a Value);

impl Metadata {
    pub fn load() -> Result<Self> {
        let mut cargo = process::cargo()?;
        let text = process::output(cargo.args(["metadata", "--locked", "--format-version", "1"]))?;
        Ok(Self {
            json: serde_json::from_str(&text)?,
        })
    }

    pub fn packages(&self) -> impl Iterator<Item = Package<'_>> {
        self.json["packages"]
            .as_array()
            .into_iter()
            .flatten()
            .map(Package)
    }
}

impl<'a> Package<'a> {
    pub fn name(self) -> &'a str {
        self.0["name"].as_str().unwrap_or_default()
    }

    pub fn version(self) -> &'a str {
        self.0["version"].as_str().unwrap_or_default()
    }

    /// An SPDX expression, where the package states one.
    pub fn licence(self) -> Option<&'a str> {
        self.0["license"].as_str()
    }

    /// True for members of this workspace.
    pub fn is_own(self) -> bool {
        self.0["source"].is_null()
    }

    /// The manifest's path.
    pub fn manifest(self) -> &'a str {
        self.0["manifest_path"].as_str().unwrap_or_default()
    }

    /// Names of what it links, tests' dependencies left out.
    pub fn links(self) -> impl Iterator<Item = &'a str> {
        let all = self.0["dependencies"].as_array().into_iter().flatten();
        let shipped = all.filter(|dependency| dependency["kind"].as_str() != Some("dev"));
        shipped.filter_map(|dependency| dependency["name"].as_str())
    }
}
