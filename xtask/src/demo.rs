//! A made-up college to look at: `cargo xtask run --demo`.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::{Result, process};

/// Under this name once it is complete; the server's folder and what to type are in it.
const COLLEGE: &str = "college";
const MAKING: &str = "making";
const DATA: &str = "data";
const CARDS: &str = "cards.txt";

/// The server's folder in the demonstration's.
pub fn data(folder: &Path) -> PathBuf {
    folder.join(COLLEGE).join(DATA)
}

/// Makes the college, unless one was made in this folder before, and prints how to be one of its people.
///
/// `found` makes a server's folder and prints its link as JSON, `serve` serves one, `cli` is `amanat`.
pub fn make_if_new(
    folder: &Path,
    origin: &str,
    cli: impl FnOnce() -> Result<PathBuf>,
    found: impl FnOnce(&Path) -> Result<Command>,
    serve: impl FnOnce(&Path) -> Result<Command>,
) -> Result {
    let college = folder.join(COLLEGE);
    if !college.exists() {
        let cli = cli()?;
        let making = folder.join(MAKING);
        // What an interrupted run left: nobody was told of it.
        if making.exists() {
            fs::remove_dir_all(&making)?;
        }
        fs::create_dir_all(&making)?;
        let data = making.join(DATA);
        let cards = process::timed("writing a college's year (under a minute)", || {
            let link = founding_link(&mut found(&data)?)?;
            let _server = Server::start(serve(&data)?)?;
            write_year(&cli, origin, &link)
        })?;
        fs::write(making.join(CARDS), cards)?;
        fs::rename(&making, &college)?;
    }
    let cards = fs::read_to_string(college.join(CARDS))?;
    println!("{cards}");
    println!(
        "── These people are made up; their cards are the same on every computer. To be one of them:"
    );
    println!("   open {origin}, choose to bring everything back, paste the 24 words, and choose");
    println!("   any passphrase. Each person needs a browser profile of their own.");
    println!(
        "   To begin again with nothing, remove {}",
        folder.display()
    );
    Ok(())
}

fn founding_link(found: &mut Command) -> Result<String> {
    let founded: serde_json::Value = serde_json::from_str(&process::output(found)?)?;
    let link = founded["link"].as_str();
    Ok(link.ok_or("`found --json` printed no link")?.to_owned())
}

/// What `amanat demo` prints.
fn write_year(cli: &Path, origin: &str, link: &str) -> Result<String> {
    let mut demo = process::command(cli)?;
    demo.args(["demo", "--server", origin, "--link-file", "-"]);
    demo.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut demo = demo.spawn()?;
    // Dropped at once: its end is the end of the link.
    if let Some(mut stdin) = demo.stdin.take() {
        stdin.write_all(link.as_bytes())?;
    }
    let output = demo.wait_with_output()?;
    match output.status.success() {
        true => Ok(String::from_utf8(output.stdout)?),
        false => Err("the college could not be made; what went wrong is above".into()),
    }
}

/// A server, for as long as the value.
struct Server(Child);

impl Server {
    fn start(mut serve: Command) -> Result<Self> {
        // A line for every call would bury what is said here.
        serve.env("AMANAT_LOG", "warn").stdout(Stdio::piped());
        let mut server = Self(serve.spawn()?);
        let stdout = server.0.stdout.take().ok_or("the server has no output")?;
        // It says so when it listens. Nothing else comes, so nobody has to read on.
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        match line.starts_with("listening") {
            true => Ok(server),
            false => Err("the server did not start; is another one on this port?".into()),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // What it acknowledged is on the disk.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complete_college_is_not_made_again() {
        let folder = std::env::temp_dir().join(format!("xtask-demo-{}", std::process::id()));
        fs::create_dir_all(data(&folder)).unwrap();
        fs::write(folder.join(COLLEGE).join(CARDS), "cards").unwrap();
        let never = |_: &Path| -> Result<Command> { Err("made again".into()) };
        let cli = || -> Result<PathBuf> { Err("built again".into()) };
        make_if_new(&folder, "http://localhost:1", cli, never, never).unwrap();
        let cli = || -> Result<PathBuf> { Err("built".into()) };
        let fresh = folder.join("fresh");
        assert!(make_if_new(&fresh, "http://localhost:1", cli, never, never).is_err());
        assert!(!fresh.join(COLLEGE).exists());
        fs::remove_dir_all(&folder).unwrap();
    }
}
