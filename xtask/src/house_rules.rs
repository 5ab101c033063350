//! House rules that can be counted.

mod locales;

use std::fs;
use std::path::Path;

use crate::{Result, process, repo};

/// Production lines of a file at most, and of a view. Longer files say `Long because …` in their first lines.
const FILE: usize = 400;
const VIEW: usize = 150;

/// Refused in views: the content security policy blocks the first two, the third would let text become code.
const UNSAFE_VIEW: [&str; 3] = [" style=\"", " style=move", "inner_html"];

/// Physical directions: right in one of our two languages only.
const PHYSICAL_CSS: [&str; 10] = [
    "margin-left",
    "margin-right",
    "padding-left",
    "padding-right",
    "border-left",
    "border-right",
    "text-align: left",
    "text-align: right",
    "float: left",
    "float: right",
];

const UNFINISHED: [&str; 3] = ["TODO", "FIXME", "XXX"];

pub fn check() -> Result {
    let mut faults = Vec::new();
    let tracked = process::output(process::command("git")?.args(["ls-files"]))?;
    for path in tracked.lines() {
        let file = repo::root().join(path);
        // Removed but not yet committed, or a picture.
        let Ok(text) = fs::read_to_string(&file) else {
            continue;
        };
        faults.extend(of_file(path, &text));
    }
    let locales = repo::root().join("app/locales");
    let sources = repo::root().join("app/src");
    faults.extend(locales::check(&locales)?);
    faults.extend(locales::unused(&locales.join("en"), &sources)?);
    match faults.is_empty() {
        true => Ok(()),
        false => Err(faults.join("\n").into()),
    }
}

fn of_file(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let kind = Path::new(path)
        .extension()
        .and_then(|kind| kind.to_str())
        .unwrap_or_default();
    if kind == "rs" {
        let limit = if is_view(path, text) { VIEW } else { FILE };
        let lines = production_lines(text);
        let excused = text
            .lines()
            .take(10)
            .any(|line| line.contains("Long because"));
        if lines > limit && !is_test(path) && !excused {
            faults.push(format!("{path}: {lines} lines, {limit} at most"));
        }
    }
    // The lists above would find themselves.
    let lists = path == "xtask/src/house_rules.rs";
    let words: &[&str] = match kind {
        "rs" if path.starts_with("app/src/") => &UNSAFE_VIEW,
        "css" => &PHYSICAL_CSS,
        _ => &[],
    };
    let unfinished: &[&str] = match kind {
        "rs" | "js" | "mjs" | "css" | "toml" | "html" if !lists => &UNFINISHED,
        _ => &[],
    };
    for (number, line) in text.lines().enumerate() {
        let found = words.iter().filter(|word| line.contains(**word));
        let marks = unfinished.iter().filter(|mark| is_word(line, mark));
        for word in found.chain(marks) {
            faults.push(format!("{path}:{}: `{}`", number + 1, word.trim()));
        }
    }
    faults
}

/// What a page is made of; beside views, the app holds what they only call.
fn is_view(path: &str, text: &str) -> bool {
    path.starts_with("app/src/") && text.contains("view! {")
}

fn is_test(path: &str) -> bool {
    path.starts_with("tests/") || path.contains("/tests/") || path.ends_with("/tests.rs")
}

/// Lines before the first unit test.
fn production_lines(text: &str) -> usize {
    text.lines()
        .take_while(|line| !line.starts_with("#[cfg(test)]"))
        .count()
}

fn is_word(line: &str, word: &str) -> bool {
    line.split(|character: char| !character.is_alphanumeric())
        .any(|part| part == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn views_are_shorter_than_other_files() {
        let lines = "\n".repeat(VIEW + 1);
        let text = format!("view! {{ <p/> }}{lines}");
        assert_eq!(of_file("app/src/pages/today.rs", &text).len(), 1);
        assert!(of_file("app/src/pages/saver.rs", &lines).is_empty());
        assert!(of_file("crates/vault/src/seal.rs", &text).is_empty());
        let excused = format!("//! Long because it is one table.\n{text}");
        assert!(of_file("app/src/pages/today.rs", &excused).is_empty());
    }

    #[test]
    fn unit_tests_do_not_count() {
        assert_eq!(production_lines("a\nb\n#[cfg(test)]\nmod tests {}\n"), 2);
    }

    #[test]
    fn unsafe_views_physical_css_and_unfinished_marks_are_found() {
        assert_eq!(
            of_file("app/src/pages/x.rs", "<p style=\"color:red\">").len(),
            1
        );
        assert_eq!(
            of_file("app/src/pages/x.rs", "view! { <p inner_html=x/> }").len(),
            1
        );
        assert_eq!(of_file("style/base.css", "margin-left: 0").len(), 1);
        let mark = UNFINISHED[0];
        assert_eq!(
            of_file("public/boot.js", &format!("// {mark}: later")).len(),
            1
        );
        assert!(of_file("public/boot.js", &format!("const {mark}LIST = 1")).is_empty());
    }
}
