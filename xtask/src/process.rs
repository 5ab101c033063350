//! Starting other programs.

use std::ffi::OsStr;
use std::io;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Result, repo};

/// `program` in the workspace's root, with the pinned tools on PATH and the shared target folder.
pub fn command(program: impl AsRef<OsStr>) -> Result<Command> {
    let mut command = Command::new(program);
    command
        .current_dir(repo::root())
        .env("PATH", repo::path()?)
        .env("CARGO_TARGET_DIR", repo::target()?)
        .stdin(Stdio::null());
    Ok(command)
}

/// Cargo, as it started us.
pub fn cargo() -> Result<Command> {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a step of a build. What it prints is progress, so it goes to standard error: standard output is for
/// what was asked for, as in `size --json`.
pub fn run(command: &mut Command) -> Result {
    show(command.stdout(io::stderr()))
}

/// Runs what a person wants to see the output of; anything but success is an error that repeats the command.
pub fn show(command: &mut Command) -> Result {
    let status = command
        .status()
        .map_err(|error| format!("{}: {error}", shown(command)))?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("`{}` ended with {status}", shown(command)).into()),
    }
}

/// Standard output of a command that must succeed.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| format!("{}: {error}", shown(command)))?;
    match output.status.success() {
        true => Ok(String::from_utf8(output.stdout)?),
        false => Err(format!("`{}` ended with {}", shown(command), output.status).into()),
    }
}

/// What `program args` prints, or nothing where it is missing or fails.
pub fn probe(program: &str, args: &[&str]) -> Option<String> {
    let mut command = command(program).ok()?;
    let output = command.args(args).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

fn shown(command: &Command) -> String {
    let parts = std::iter::once(command.get_program()).chain(command.get_args());
    parts
        .map(|part| part.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Says what is about to happen, does it, says how long it took.
pub fn timed<T>(what: &str, act: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("── {what}");
    let start = Instant::now();
    let result = act();
    let verdict = if result.is_ok() { "done" } else { "FAILED" };
    eprintln!("── {what}: {verdict} in {}", minutes(start.elapsed()));
    result
}

/// `2 min 05 s`, or `4.2 s`.
pub fn minutes(time: Duration) -> String {
    match time.as_secs() {
        0..60 => format!("{:.1} s", time.as_secs_f32()),
        seconds => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}
