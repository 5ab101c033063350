//! Whether something must be built again: a hash of what it is made from, noted beside what it made.

use std::fs;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use crate::{Result, digest, repo};

/// One product and what it was made from.
pub struct Stamp {
    note: PathBuf,
    inputs: String,
}

impl Stamp {
    /// `inputs` are files and folders, from the workspace's root. Files that are missing count as empty.
    pub fn of(product: &str, inputs: &[&str]) -> Result<Self> {
        let mut hash = Sha256::new();
        for input in inputs {
            let path = repo::root().join(input);
            let files = if path.is_dir() {
                repo::files_under(&path)?
            } else {
                vec![path]
            };
            for file in files {
                hash.update(repo::relative(&file, &repo::root()));
                hash.update([0]);
                hash.update(digest::sha256(&fs::read(&file).unwrap_or_default()));
            }
        }
        let note = repo::notes()?.join(format!("{product}.inputs"));
        Ok(Self {
            note,
            inputs: digest::short_hex(&hash.finalize(), 64),
        })
    }

    /// True when the last product was made from the same inputs.
    pub fn is_current(&self) -> bool {
        fs::read_to_string(&self.note).is_ok_and(|last| last == self.inputs)
    }

    /// To be called when the product stands.
    pub fn note(self) -> Result {
        Ok(fs::write(self.note, self.inputs)?)
    }
}
