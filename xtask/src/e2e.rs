//! Scripts that drive the built app in Chromium: tests, benchmarks, pictures.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::exe;
use crate::{Result, build, process, repo, tools};

/// The native programs the scripts start, in the profile of the tests, so that nothing is compiled twice.
pub struct Programs {
    pub server: PathBuf,
    pub cli: PathBuf,
}

impl Programs {
    pub fn build() -> Result<Self> {
        process::timed("building the server and the command line", || {
            repo::claim_target()?;
            let packages = ["-p", "amanat-server", "-p", "amanat-cli"];
            process::run(process::cargo()?.args(["build", "--locked"]).args(packages))
        })?;
        let folder = repo::target()?.join("debug");
        Ok(Self {
            server: folder.join(exe("amanat-server")),
            cli: folder.join(exe("amanat")),
        })
    }
}

/// All that a script is told.
pub struct Stage {
    dist: PathBuf,
    programs: Programs,
    chromium: PathBuf,
}

impl Stage {
    pub fn set() -> Result<Self> {
        let chromium = tools::chromium()?;
        Ok(Self {
            dist: build::app()?,
            programs: Programs::build()?,
            chromium,
        })
    }

    /// Node with the stage in its environment.
    pub fn node(&self) -> Result<Command> {
        let mut node = process::command("node")?;
        node.env("AMANAT_DIST", &self.dist)
            .env("AMANAT_SERVER_BIN", &self.programs.server)
            .env("AMANAT_CLI_BIN", &self.programs.cli)
            .env("AMANAT_CHROMIUM", &self.chromium);
        Ok(node)
    }
}

/// Files of `folder` whose names end in `ending` and hold one of `names`, where any are given.
pub fn scripts(folder: &Path, ending: &str, names: &[String]) -> Result<Vec<PathBuf>> {
    let mut files = repo::files_under(folder)?;
    files.retain(|file| {
        let name = repo::relative(file, folder);
        let wanted = names.is_empty() || names.iter().any(|part| name.contains(part));
        name.ends_with(ending) && !name.contains('/') && wanted
    });
    Ok(files)
}
