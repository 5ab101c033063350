//! Says early and clearly what building with the app inside needs.

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-env-changed=AMANAT_APP_DIST");
    if std::env::var_os("CARGO_FEATURE_EMBED_APP").is_none() {
        return;
    }
    let Ok(dist) = std::env::var("AMANAT_APP_DIST") else {
        println!(
            "cargo::error=embed-app needs AMANAT_APP_DIST, the folder of the built app: use `cargo xtask run`"
        );
        return;
    };
    println!("cargo::rerun-if-changed={dist}");
    if !Path::new(&dist).join("index.html").is_file() {
        println!(
            "cargo::error=AMANAT_APP_DIST is {dist}, where there is no index.html: build the app first"
        );
    }
}
