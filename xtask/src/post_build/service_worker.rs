//! Fills in the service worker's lists of files.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

use super::minify::minified;
use crate::{Result, digest, repo};

/// Kinds of files an installation does not fetch ahead: no visit needs them in order to write.
const LATER: [&str; 2] = [".woff2", ".png"];

/// Writes the lists and the build's name into the staged sw.js.
pub fn write(stage: &Path, build: &str) -> Result {
    let (mut shell, mut later) = (Map::new(), Map::new());
    for file in repo::files_under(stage)? {
        let path = repo::relative(&file, stage);
        let integrity = Value::String(digest::integrity(&fs::read(&file)?));
        match path.as_str() {
            // A service worker never holds itself, and licence texts are for people.
            "sw.js" => {}
            path if path.ends_with(".txt") => {}
            "index.html" => drop(shell.insert("/".into(), integrity)),
            path if LATER.iter().any(|kind| path.ends_with(kind)) => {
                later.insert(format!("/{path}"), integrity);
            }
            path => drop(shell.insert(format!("/{path}"), integrity)),
        }
    }
    let file = stage.join("sw.js");
    let mut script = fs::read_to_string(&file)?;
    for (mark, value) in [
        ("'__BUILD__'", Value::String(build.into())),
        ("'__SHELL__'", Value::Object(shell)),
        ("'__LATER__'", Value::Object(later)),
    ] {
        if script.matches(mark).count() != 1 {
            return Err(format!("public/sw.js does not hold {mark} once").into());
        }
        script = script.replacen(mark, &value.to_string(), 1);
    }
    Ok(fs::write(file, minified("js", script.as_bytes())?)?)
}
