//! Several things to do, one after the other.

use std::time::Instant;

use crate::{Result, process};

/// What it is called, and what it does.
pub type Step = (&'static str, fn() -> Result);

/// Runs all steps, or those whose names hold one of `names`. All run, whatever fails, so that one round names
/// everything.
pub fn run(steps: &[Step], names: &[String]) -> Result {
    let wanted = |step: &str| names.is_empty() || names.iter().any(|name| step.contains(name));
    let mut report = Vec::new();
    let mut failed = Vec::new();
    for (name, step) in steps.iter().filter(|(name, _)| wanted(name)) {
        let start = Instant::now();
        let result = process::timed(name, *step);
        let verdict = if result.is_ok() { "ok" } else { "FAILED" };
        report.push(format!(
            "{:>12}  {verdict:<6}  {name}",
            process::minutes(start.elapsed())
        ));
        if let Err(error) = result {
            eprintln!("{name}: {error}");
            failed.push(*name);
        }
    }
    if report.is_empty() {
        return Err("no step has that name".into());
    }
    println!("\n{}", report.join("\n"));
    match failed.is_empty() {
        true => Ok(()),
        false => Err(format!("failed: {}", failed.join(", ")).into()),
    }
}
