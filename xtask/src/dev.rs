//! Rebuild on change: Trunk watches, the server serves what it builds.

use crate::e2e::Programs;
use crate::run::Options;
use crate::{Result, build, process, repo, tools, wasm};

const FIRST_PAGE: &str = r#"<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="5">
<title>Amanat</title><p>The first build is under way.</p>
"#;

pub fn run(args: &[String]) -> Result {
    let options = Options::parse(args)?;
    tools::ready_for_build()?;
    let programs = Programs::build()?;
    options.prepare(&programs.server, || Ok(programs.cli.clone()))?;
    build::fetch()?;

    // Not the folder of the release, which every other task believes to be what it built last.
    let dist = repo::notes()?.join("dev");
    std::fs::create_dir_all(&dist)?;
    let index = dist.join("index.html");
    // The server does not start without a page. It reads files as they are asked for, so Trunk's replace this one.
    if !index.exists() {
        std::fs::write(index, FIRST_PAGE)?;
    }
    let mut trunk = build::trunk()?;
    wasm::set_up_for_dev(&mut trunk)?;
    let mut trunk = trunk.args(["watch", "--dist"]).arg(&dist).spawn()?;
    println!(
        "── serving {} as soon as the first build is done",
        options.origin()
    );
    let served = options
        .serve(&programs.server)
        .and_then(|mut serve| process::show(serve.arg("--app").arg(&dist)));
    trunk.kill()?;
    trunk.wait()?;
    served
}
