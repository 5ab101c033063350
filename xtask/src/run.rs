//! The whole product on this machine: `cargo xtask run`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::freshness::Stamp;
use crate::{Result, build, demo, process, repo};

const DEFAULT_DATA: &str = ".amanat-data";
const DEFAULT_DEMO: &str = ".amanat-demo";
const DEFAULT_PORT: u16 = 8480;

pub fn run(args: &[String]) -> Result {
    let options = Options::parse(args)?;
    let dist = build::app()?;
    let server = server(&dist)?;
    options.prepare(&server, cli)?;
    println!("── serving {} (stop with Ctrl-C)", options.origin());
    process::show(options.serve(&server)?.args(["--app", "embedded"]))
}

/// What to serve, and under which address.
pub struct Options {
    folder: PathBuf,
    port: u16,
    demo: bool,
}

impl Options {
    pub fn parse(args: &[String]) -> Result<Self> {
        let (mut folder, mut port, mut demo) = (None, DEFAULT_PORT, false);
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            if arg == "--demo" {
                demo = true;
                continue;
            }
            let value = args.next().ok_or_else(|| format!("{arg} needs a value"));
            match arg.as_str() {
                "--data" => folder = Some(std::env::current_dir()?.join(value?)),
                "--port" => {
                    let value = value?;
                    let read = value.parse();
                    port = read.map_err(|_| format!("`{value}` is not a port"))?;
                }
                other => return Err(format!("there is no option `{other}`").into()),
            }
        }
        let default = if demo { DEFAULT_DEMO } else { DEFAULT_DATA };
        Ok(Self {
            folder: folder.unwrap_or_else(|| repo::root().join(default)),
            port,
            demo,
        })
    }

    /// Passkeys refuse addresses of numbers, and other names are no secure context.
    pub fn origin(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Makes what is to be served, if it is not there yet. `cli` builds `amanat`, where it is needed.
    pub fn prepare(&self, server: &Path, cli: impl FnOnce() -> Result<PathBuf>) -> Result {
        if !self.demo {
            return self.found_if_new(server);
        }
        let found = |data: &Path| {
            let mut found = self.found(server, data)?;
            found.arg("--json");
            Ok(found)
        };
        let serve = |data: &Path| self.serve_folder(server, data);
        demo::make_if_new(&self.folder, &self.origin(), cli, found, serve)
    }

    /// Makes the data folder, and prints the link that founds the programme, once.
    fn found_if_new(&self, server: &Path) -> Result {
        let data = self.folder.display();
        if self.folder.exists() {
            println!(
                "── using {data}; its founding link was printed when it was made, and works once."
            );
            println!("   To begin again with nothing, remove that folder.");
            return Ok(());
        }
        process::show(&mut self.found(server, &self.folder)?)
    }

    fn found(&self, server: &Path, data: &Path) -> Result<Command> {
        let name = match self.demo {
            true => "A made-up college",
            false => "Amanat on this computer",
        };
        let mut found = process::command(server)?;
        found.args(["found", "--name", name, "--origin", &self.origin()]);
        found.arg("--data").arg(data);
        Ok(found)
    }

    pub fn serve(&self, server: &Path) -> Result<Command> {
        match self.demo {
            true => self.serve_folder(server, &demo::data(&self.folder)),
            false => self.serve_folder(server, &self.folder),
        }
    }

    fn serve_folder(&self, server: &Path, data: &Path) -> Result<Command> {
        let mut serve = process::command(server)?;
        serve.args(["serve", "--origin", &self.origin(), "--listen"]);
        serve
            .arg(format!("127.0.0.1:{}", self.port))
            .arg("--data")
            .arg(data);
        Ok(serve)
    }
}

/// The release command line, next to the server: it shares most of its dependencies.
fn cli() -> Result<PathBuf> {
    process::timed("building the command line", || {
        repo::claim_target()?;
        let mut cargo = process::cargo()?;
        process::run(cargo.args(["build", "--locked", "--release", "-p", "amanat-cli"]))
    })?;
    Ok(repo::target()?.join("release").join(exe("amanat")))
}

/// The release server with the app inside.
fn server(dist: &Path) -> Result<PathBuf> {
    let server = repo::target()?.join("release").join(exe("amanat-server"));
    let inputs = [
        "sync-server",
        "crates/protocol",
        "dist/index.html",
        "Cargo.toml",
        "Cargo.lock",
    ];
    let stamp = Stamp::of("server", &inputs)?;
    if stamp.is_current() && server.exists() {
        eprintln!("── the server is up to date");
        return Ok(server);
    }
    process::timed("building the server", || {
        repo::claim_target()?;
        let mut cargo = process::cargo()?;
        cargo.args(["build", "--locked", "--release", "-p", "amanat-server"]);
        process::run(
            cargo
                .args(["--features", "embed-app"])
                .env("AMANAT_APP_DIST", dist),
        )
    })?;
    stamp.note()?;
    Ok(server)
}

/// The file name of a program.
pub fn exe(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_and_unknown_ones_refused() {
        let args = |list: &[&str]| list.iter().map(|arg| arg.to_string()).collect::<Vec<_>>();
        let options = Options::parse(&args(&["--port", "9000"])).unwrap();
        assert_eq!(options.origin(), "http://localhost:9000");
        assert!(options.folder.ends_with(DEFAULT_DATA));
        let options = Options::parse(&args(&["--demo", "--port", "9000"])).unwrap();
        assert!(options.demo && options.folder.ends_with(DEFAULT_DEMO));
        assert!(Options::parse(&args(&["--port", "many"])).is_err());
        assert!(Options::parse(&args(&["--data"])).is_err());
        assert!(Options::parse(&args(&["--prot", "1"])).is_err());
    }
}
