//! Counts passed and failed tests while their runners print.

use std::fmt;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::Result;

#[derive(Debug, Default, PartialEq)]
pub struct Tally {
    passed: u64,
    failed: u64,
    /// Runners that ended badly: a crash may count no test as failed.
    broken: u64,
}

impl Tally {
    /// Runs a test command, repeating what it prints, and counts. Failed tests are no error here.
    pub fn follow(&mut self, command: &mut Command) -> Result {
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let output = child.stdout.take().ok_or("a test runner has no output")?;
        for line in BufReader::new(output).split(b'\n') {
            let line = String::from_utf8_lossy(&line?).into_owned();
            println!("{line}");
            self.read(&line);
        }
        if !child.wait()?.success() {
            self.broken += 1;
        }
        Ok(())
    }

    /// An error unless every test passed and every runner ended well.
    pub fn verdict(&self) -> Result {
        match self {
            Self {
                failed: 0,
                broken: 0,
                passed: 1..,
            } => Ok(()),
            Self {
                failed: 0,
                broken: 0,
                ..
            } => Err("no test ran".into()),
            Self { failed: 0, .. } => Err("a test runner ended badly".into()),
            Self { failed, .. } => Err(format!("{failed} tests failed").into()),
        }
    }

    /// Reads cargo's `test result: ok. 3 passed; 0 failed; …` and node's `ℹ pass 3`.
    fn read(&mut self, line: &str) {
        if let Some((_, counts)) = line.trim().split_once("test result: ") {
            let words: Vec<_> = counts.split_whitespace().collect();
            let before = |name: &str| {
                let at = words
                    .iter()
                    .position(|word| word.trim_end_matches(';') == name)?;
                words.get(at.checked_sub(1)?)?.parse::<u64>().ok()
            };
            self.passed += before("passed").unwrap_or(0);
            self.failed += before("failed").unwrap_or(0);
        } else if let Some(count) = line.trim().strip_prefix("ℹ ") {
            match count.split_once(' ') {
                Some(("pass", number)) => self.passed += number.parse().unwrap_or(0),
                Some(("fail" | "cancelled", number)) => {
                    self.failed += number.parse().unwrap_or(0);
                }
                _ => {}
            }
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_runners() {
        let mut tally = Tally::default();
        tally.read(
            "test result: FAILED. 12 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out",
        );
        tally.read("ℹ tests 6");
        tally.read("ℹ pass 5");
        tally.read("ℹ fail 1");
        tally.read("ℹ duration_ms 1200.5");
        assert_eq!(tally.to_string(), "17 passed, 3 failed");
    }

    #[test]
    fn a_crash_or_an_empty_run_is_no_success() {
        assert!(Tally::default().verdict().is_err());
        assert!(
            Tally {
                passed: 3,
                failed: 0,
                broken: 1
            }
            .verdict()
            .is_err()
        );
        assert!(
            Tally {
                passed: 3,
                failed: 0,
                broken: 0
            }
            .verdict()
            .is_ok()
        );
    }
}
