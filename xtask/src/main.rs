//! Every task of this repository: `cargo xtask <task>`.
#![allow(clippy::print_stdout, clippy::print_stderr)]
// A task runner reads the clock of the machine it runs on; the ban is for the engine, which is sans-I/O.
#![allow(clippy::disallowed_methods)]

mod bench;
mod build;
mod ci;
mod demo;
mod deps;
mod dev;
mod digest;
mod e2e;
mod freshness;
mod fuzz;
mod house_rules;
mod licences;
mod metadata;
mod nightly;
mod post_build;
mod process;
mod repo;
mod run;
mod shots;
mod size;
mod steps;
mod test;
mod tools;
mod wasm;

use std::error::Error;
use std::process::ExitCode;

/// What a task returns: its error is one sentence that names the remedy.
type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const USAGE: &str = "\
cargo xtask <task>

  run [--data DIR] [--port N]   make the machine ready, build, start Amanat on http://localhost:8480
  run --demo                    the same, with a made-up college in it to look at
  test [native|e2e] [NAME …]    all tests, browser included; or one half of them, or those named
  ci [STEP …]                   all that must pass before a change lands, or the steps named
  build                         the release app, into dist/
  size [--json]                 what a first visit downloads, against its budget
  dev [--data DIR] [--port N]   rebuild on change, served on http://localhost:8480
  tools                         install what building and testing need
  bench                         the figures of docs/PERFORMANCE.md
  nightly [STEP …]              fuzzing, reproducibility, benchmarks, whatever takes long; or the steps named
  shots [alone|several]         pictures of every page, and those of the README";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match start(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn start(args: &[String]) -> Result {
    let Some((task, rest)) = args.split_first() else {
        println!("{USAGE}");
        return Ok(());
    };
    match task.as_str() {
        "run" => run::run(rest),
        "test" => test::run(rest),
        "ci" => ci::run(rest),
        "build" => build::app().map(drop),
        "size" => size::run(rest),
        "dev" => dev::run(rest),
        "tools" => tools::ready_for_tests(),
        "bench" => bench::run(),
        "nightly" => nightly::run(rest),
        "shots" => shots::run(rest),
        // Trunk's hook, see Trunk.toml.
        "post-build" => post_build::run(),
        "help" | "-h" | "--help" => {
            println!("{USAGE}");
            Ok(())
        }
        other => Err(format!("there is no task `{other}`\n\n{USAGE}").into()),
    }
}
