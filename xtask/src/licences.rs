//! Licences of third-party crates against deny.toml, and crates held in several versions.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::metadata::Metadata;
use crate::{Result, repo};

pub fn check(metadata: &Metadata) -> Result {
    let allowed = allowed()?;
    let mut faults = Vec::new();
    for package in metadata.packages().filter(|package| !package.is_own()) {
        let licence = package.licence().unwrap_or("none stated");
        if !permits(licence, &allowed) {
            faults.push(format!(
                "{} {}: {licence}",
                package.name(),
                package.version()
            ));
        }
    }
    print_duplicates(metadata);
    match faults.is_empty() {
        true => Ok(()),
        false => {
            let list = faults.join("\n  ");
            Err(format!("licences outside the list of deny.toml:\n  {list}").into())
        }
    }
}

/// The strings of `allow = [ … ]` in deny.toml, which cargo-deny reads too.
fn allowed() -> Result<BTreeSet<String>> {
    let text = fs::read_to_string(repo::root().join("deny.toml"))?;
    let list = text
        .split_once("\nallow = [")
        .and_then(|(_, rest)| rest.split_once(']'));
    let (list, _) = list.ok_or("deny.toml has no `allow = [` list")?;
    let lines = list
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default());
    let names = lines.flat_map(|line| line.split(','));
    let names = names.map(|name| name.trim().trim_matches('"').to_owned());
    Ok(names.filter(|name| !name.is_empty()).collect())
}

/// Whether an SPDX expression can be met with the licences allowed.
fn permits(expression: &str, allowed: &BTreeSet<String>) -> bool {
    // Crates older than SPDX wrote `MIT/Apache-2.0`, meaning OR.
    let expression = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let mut words = expression.split_whitespace().peekable();
    let met = any(&mut words, allowed);
    met && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> bool {
    let mut met = all(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        met |= all(words, allowed);
    }
    met
}

fn all(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> bool {
    let mut met = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        met &= one(words, allowed);
    }
    met
}

fn one(words: &mut Words<'_>, allowed: &BTreeSet<String>) -> bool {
    if words.next_if_eq(&"(").is_some() {
        let met = any(words, allowed);
        return met & words.next_if_eq(&")").is_some();
    }
    let Some(name) = words.next() else {
        return false;
    };
    match words.next_if_eq(&"WITH").and_then(|_| words.next()) {
        Some(exception) => allowed.contains(&format!("{name} WITH {exception}")),
        None => allowed.contains(name),
    }
}

/// Said, not refused: most come from crates that are behind others, and go when those catch up.
fn print_duplicates(metadata: &Metadata) {
    let mut versions = BTreeMap::<_, BTreeSet<_>>::new();
    for package in metadata.packages() {
        versions
            .entry(package.name())
            .or_default()
            .insert(package.version());
    }
    for (name, versions) in versions
        .into_iter()
        .filter(|(_, versions)| versions.len() > 1)
    {
        println!(
            "   in several versions: {name} {}",
            versions.into_iter().collect::<Vec<_>>().join(", ")
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spdx_expressions_are_weighed() {
        let allowed = ["MIT", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"];
        let allowed: BTreeSet<_> = allowed.map(str::to_owned).into();
        for good in [
            "MIT",
            "MIT/GPL-3.0",
            "GPL-3.0 OR MIT",
            "(GPL-3.0 OR MIT) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception",
        ] {
            assert!(permits(good, &allowed), "{good}");
        }
        for bad in [
            "",
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "Apache-2.0",
            "(MIT",
            "MIT)",
            "GPL-3.0 WITH LLVM-exception",
            "MIT MIT",
        ] {
            assert!(!permits(bad, &allowed), "{bad}");
        }
    }
}
