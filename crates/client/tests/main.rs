//! Whole clients against the real endpoint, in one process. One binary: every one of its own would link all of both.

#![allow(clippy::unwrap_used, reason = "a test panics")]

mod support;

mod audience;
mod begun;
mod chapters;
mod clocks;
mod concerns;
mod disputes;
mod faults;
mod hostile;
mod interleaved;
mod kept_vaults;
mod late;
mod lost_devices;
mod many_people;
mod meeting_faults;
mod one_person;
mod passphrase;
mod roles;
mod several_people;
mod several_people_faults;
mod several_people_rules;
mod signed_once;
mod two_histories;
mod withheld;

/// A file that is not named above would be no test at all.
#[test]
fn every_file_here_is_run() {
    let named = include_str!("main.rs");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap().file_name().into_string().unwrap();
        let stem = file.trim_end_matches(".rs");
        assert!(
            stem == "main" || named.contains(&format!("mod {stem};\n")),
            "{file}"
        );
    }
}
