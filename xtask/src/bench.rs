//! The figures of docs/PERFORMANCE.md: ratios and sizes, never a verdict on an absolute time.

use std::fs;

use serde_json::{Map, Value};

use crate::e2e::{Stage, scripts};
use crate::{Result, process, repo, tools};

/// Runs tests/e2e/bench/*.mjs. Each prints its figures as one JSON object on its last line.
pub fn run() -> Result {
    tools::openssl()?;
    let stage = Stage::set()?;
    let folder = repo::e2e().join("bench");
    let mut figures = Map::new();
    for script in scripts(&folder, ".mjs", &[])? {
        let name = repo::relative(&script, &folder)
            .trim_end_matches(".mjs")
            .to_owned();
        let text = process::timed(&name, || process::output(stage.node()?.arg(&script)))?;
        let last = text.trim_end().lines().last().unwrap_or_default();
        let value: Value =
            serde_json::from_str(last).map_err(|error| format!("bench/{name}.mjs: {error}"))?;
        println!("{name}: {value:#}");
        figures.insert(name, value);
    }
    let mut report = serde_json::to_string_pretty(&Value::Object(figures))?;
    report.push('\n');
    Ok(fs::write(
        repo::root().join("docs/performance.json"),
        report,
    )?)
}
