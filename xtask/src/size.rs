//! What a first visit downloads before one can write, against its budget.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

use crate::{Result, build, repo};

/// Bytes after brotli, for everything needed to write in one language: where it has to come.
const BAR: u64 = 450 * 1024;
/// The bar, with 2 % of room for a change that is measured before the next one. `ci` fails above it.
const CEILING: u64 = 459 * 1024;

/// How the later half of a module begins its name; a service worker fetches it once one can write.
const LATER: &str = "split_later";

pub fn run(args: &[String]) -> Result {
    let dist = build::app()?;
    let parts = measure(&dist)?;
    let total: u64 = parts.iter().map(|(_, bytes)| bytes).sum();
    if args.iter().any(|arg| arg == "--json") {
        let parts: Map<_, _> = parts
            .into_iter()
            .map(|(part, bytes)| (part.to_owned(), bytes.into()))
            .collect();
        let report = serde_json::json!({ "total_brotli": total, "parts": Value::Object(parts) });
        println!("{report}");
        return Ok(());
    }
    for (part, bytes) in parts {
        println!("{bytes:>8}  {part}");
    }
    println!(
        "{total:>8}  in all: {} KB; ceiling {} KB, bar {} KB",
        total.div_ceil(1024),
        CEILING / 1024,
        BAR / 1024
    );
    Ok(())
}

/// Fails when the app has grown above its ceiling.
pub fn check() -> Result {
    run(&[])?;
    let total: u64 = measure(&repo::dist())?.iter().map(|(_, bytes)| bytes).sum();
    match total <= CEILING {
        true => Ok(()),
        false => Err(format!(
            "the first visit is {} bytes over its ceiling",
            total - CEILING
        )
        .into()),
    }
}

/// Bytes on the wire of each part of the first visit. Fonts, pictures and the modules' later halves are not needed
/// to write.
fn measure(dist: &Path) -> Result<Vec<(&'static str, u64)>> {
    let mut parts = Vec::new();
    for file in repo::files_under(dist)? {
        let path = repo::relative(&file, dist);
        if let Some(part) = part(&path) {
            let compressed = fs::metadata(dist.join(format!("{path}.br")));
            let bytes = compressed.or_else(|_| fs::metadata(&file))?.len();
            match parts.iter_mut().find(|(name, _)| *name == part) {
                Some((_, sum)) => *sum += bytes,
                None => parts.push((part, bytes)),
            }
        }
    }
    parts.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    Ok(parts)
}

fn part(path: &str) -> Option<&'static str> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let kind = name.rsplit_once('.').map_or("", |(_, kind)| kind);
    match (folder.split('/').next().unwrap_or(""), kind) {
        ("fonts" | "icons", _) | (_, "br" | "gz" | "txt") => None,
        (_, "wasm") if name.starts_with(LATER) => None,
        (app, "wasm") if app.starts_with("a-") => Some("app wasm"),
        (worker, "wasm") if worker.starts_with("w-") => Some("worker wasm"),
        (app, "js") if app.starts_with("a-") => Some("app js"),
        (worker, "js") if worker.starts_with("w-") => Some("worker js"),
        (_, "html") => Some("html"),
        (_, "css") => Some("css"),
        (_, "webmanifest") => Some("manifest"),
        ("", "js") if name == "sw.js" => Some("service worker"),
        ("", "js") if name.starts_with("boot-") || name.starts_with("theme-") => Some("boot js"),
        // Whatever else is shipped counts: nothing may hide from the budget.
        _ => Some("other"),
    }
}

#[cfg(test)]
mod tests {
    use super::part;

    #[test]
    fn every_shipped_file_counts_once() {
        assert_eq!(part("a-1f/amanat-app_bg.wasm"), Some("app wasm"));
        assert_eq!(part("w-1f/vault-worker_bg.wasm"), Some("worker wasm"));
        assert_eq!(part("w-1f/snippets/a/inline0.js"), Some("worker js"));
        assert_eq!(part("boot-1f.js"), Some("boot js"));
        assert_eq!(part("something.json"), Some("other"));
    }

    #[test]
    fn what_comes_later_and_compressed_twins_do_not_count() {
        assert_eq!(part("fonts/noto-naskh-arabic.woff2"), None);
        assert_eq!(part("index.html.br"), None);
        assert_eq!(part("a-1f/split_later.wasm"), None);
    }
}
