//! Pictures of every page, and among them the README's, taken from the built app. CI never rewrites them.

use crate::e2e::Stage;
use crate::{Result, process, repo};

pub fn run(stories: &[String]) -> Result {
    let pictures = repo::root().join("docs/pictures");
    std::fs::create_dir_all(&pictures)?;
    let mut node = Stage::set()?.node()?;
    process::show(
        node.arg(repo::e2e().join("shots.mjs"))
            .args(stories)
            .env("AMANAT_PICTURES", pictures),
    )
}
