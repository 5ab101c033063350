//! Turns `locales/{en,ur}/*.json` into the `i18n` module, and refuses a text that one language lacks.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;

const NAMESPACES: &[&str] = &[
    "audience",
    "card",
    "common",
    "concern",
    "editor",
    "item",
    "people",
    "portfolio",
    "problem",
    "programme",
    "settings",
    "sharing",
    "shell",
    "today",
    "unlock",
    "welcome",
    "who_sees",
];

fn main() -> Result<(), Box<dyn Error>> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    // The folder too, so that a new file is noticed.
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=build.rs");
    generate(&here, &out)
}

fn generate(here: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let config = Config::new("en")
        .and_then(|config| config.add_locale("ur"))
        .and_then(|config| config.add_namespaces(NAMESPACES.iter().copied()))
        .map_err(|error| error.to_string())?
        .parse_options(ParseOptions::new().interpolate_display(true));
    let parsed = parse_locales(Some(here.to_path_buf()), config).map_err(|e| e.to_string())?;

    // A missing translation would silently show English; a surplus one is a text nobody reads.
    let mut complete = true;
    for warning in parsed.diag.warnings().iter() {
        println!("cargo::error={warning}");
        complete = false;
    }
    for error in parsed.diag.errors().iter() {
        println!("cargo::error={error}");
        complete = false;
    }
    if !complete {
        return Err("the two languages do not say the same things".into());
    }

    let attributes = "#![allow(missing_docs)]".parse().ok();
    let code = leptos_i18n_codegen::gen_code(&parsed, None, false, attributes.as_ref(), false)
        .map_err(|error| error.to_string())?;
    fs::write(out.join("i18n.rs"), code.to_string())?;
    Ok(())
}
