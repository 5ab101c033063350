//! Rebuild on change: Trunk watches, the server serves what it builds.

use crate::e2e::Programs;
use crate::run::Options;
use crate::{Result, build, process, repo, tools};

pub fn run(args: &[String]) -> Result {
    let options = Options::parse(args)?;
    tools::ready_for_build()?;
    let programs = Programs::build()?;
    options.prepare(&programs.server, || Ok(programs.cli.clone()))?;
    build::fetch()?;

    // Trunk makes the folder in its first build; the server reads files as they are asked for.
    std::fs::create_dir_all(repo::dist())?;
    let mut trunk = build::trunk()?.arg("watch").spawn()?;
    println!(
        "── serving {} as soon as the first build is done",
        options.origin()
    );
    let served = options
        .serve(&programs.server)
        .and_then(|mut serve| process::show(serve.arg("--app").arg(repo::dist())));
    trunk.kill()?;
    trunk.wait()?;
    served
}
