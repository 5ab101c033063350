//! Both languages say everything, and nothing that the app does not.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::{Result, repo};

/// Keys that one language has and another lacks, and texts that are empty.
pub fn check(folder: &Path) -> Result<Vec<String>> {
    let mut languages = Vec::new();
    for entry in fs::read_dir(folder)? {
        let language = entry?.path();
        if language.is_dir() {
            languages.push((repo::relative(&language, folder), keys_under(&language)?));
        }
    }
    let all: BTreeSet<_> = languages.iter().flat_map(|(_, keys)| keys).collect();
    let missing = languages.iter().flat_map(|(language, keys)| {
        let missing = all.iter().filter(|key| !keys.contains(**key));
        missing.map(move |key| format!("app/locales/{language} lacks {key}"))
    });
    Ok(missing.collect())
}

/// Keys of `language` that nothing below `sources` uses. The macros take keys as names, so none is put together.
pub fn unused(language: &Path, sources: &Path) -> Result<Vec<String>> {
    let mut code = String::new();
    for file in repo::files_under(sources)? {
        code.extend(fs::read_to_string(&file)?.split_whitespace());
    }
    let keys = keys_under(language)?;
    let unused = keys.iter().filter(|key| !is_used(key, &code));
    let faults = unused.map(|key| format!("app/src does not use {key}"));
    Ok(faults.collect())
}

/// Whether a macro in `code`, which is without white space, names this key.
fn is_used(key: &str, code: &str) -> bool {
    let name = format!(",{}", key.replace(".json:", ".").replace(':', "."));
    code.match_indices(&name)
        .filter_map(|(at, _)| code.get(at + name.len()..))
        .any(|rest| rest.starts_with([',', ')']))
}

fn keys_under(language: &Path) -> Result<BTreeSet<String>> {
    let mut keys = BTreeSet::new();
    for file in repo::files_under(language)? {
        let name = repo::relative(&file, language);
        let json = serde_json::from_str(&fs::read_to_string(&file)?);
        collect(
            &name,
            &json.map_err(|error| format!("{}: {error}", file.display()))?,
            &mut keys,
        );
    }
    Ok(keys)
}

/// Paths of all texts that are not empty.
fn collect(path: &str, value: &Value, keys: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                collect(&format!("{path}:{key}"), value, keys);
            }
        }
        Value::String(text) if text.trim().is_empty() => {}
        _ => drop(keys.insert(path.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_texts_are_no_texts() {
        let json = serde_json::json!({ "a": { "b": "x", "c": " " } });
        let mut keys = BTreeSet::new();
        collect("f", &json, &mut keys);
        assert_eq!(keys.into_iter().collect::<Vec<_>>(), ["f:a:b"]);
    }

    #[test]
    fn a_key_is_used_where_a_macro_names_all_of_it() {
        let code = "t!(i18n,common.save_all)td_string!(l,common.items,count=1)";
        assert!(is_used("common.json:save_all", code));
        assert!(is_used("common.json:items", code));
        assert!(!is_used("common.json:save", code));
        assert!(!is_used("common.json:all", code));
    }
}
