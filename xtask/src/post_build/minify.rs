//! Scripts and style sheets without what only people read.

use std::io::Write;
use std::process::Stdio;

use crate::{Result, process};

/// The same script (`js`) or style sheet (`css`), shorter.
pub fn minified(kind: &str, content: &[u8]) -> Result<Vec<u8>> {
    let mut esbuild = process::command("esbuild")?;
    esbuild.args(["--minify", "--target=es2022", "--log-level=warning"]);
    esbuild.arg(format!("--loader={kind}"));
    let mut running = esbuild
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("esbuild: {error}"))?;
    // Its own output begins when its input has ended, so neither waits for the other.
    let mut input = running.stdin.take().ok_or("esbuild takes no input")?;
    input.write_all(content)?;
    drop(input);
    let output = running.wait_with_output()?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(format!("esbuild ended with {}", output.status).into()),
    }
}
