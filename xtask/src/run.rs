//! The whole product on this machine: `cargo xtask run`.

use std::path::{Path, PathBuf};

use crate::freshness::Stamp;
use crate::{Result, build, process, repo};

const DEFAULT_DATA: &str = ".amanat-data";
const DEFAULT_PORT: u16 = 8480;

pub fn run(args: &[String]) -> Result {
    let options = Options::parse(args)?;
    let dist = build::app()?;
    let server = server(&dist)?;
    options.found_if_new(&server)?;
    println!("── serving {} (stop with Ctrl-C)", options.origin());
    process::show(options.serve(&server)?.args(["--app", "embedded"]))
}

/// Where and under which address to serve.
pub struct Options {
    data: PathBuf,
    port: u16,
}

impl Options {
    pub fn parse(args: &[String]) -> Result<Self> {
        let mut options = Self {
            data: repo::root().join(DEFAULT_DATA),
            port: DEFAULT_PORT,
        };
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            let value = args.next().ok_or_else(|| format!("{arg} needs a value"));
            match arg.as_str() {
                "--data" => options.data = std::env::current_dir()?.join(value?),
                "--port" => {
                    let value = value?;
                    let port = value.parse();
                    options.port = port.map_err(|_| format!("`{value}` is not a port"))?;
                }
                other => return Err(format!("there is no option `{other}`").into()),
            }
        }
        Ok(options)
    }

    /// Passkeys refuse addresses of numbers, and other names are no secure context.
    pub fn origin(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Makes the data folder, and prints the link that founds the programme, once.
    pub fn found_if_new(&self, server: &Path) -> Result {
        let data = self.data.display();
        if self.data.exists() {
            println!(
                "── using {data}; its founding link was printed when it was made, and works once."
            );
            println!("   To begin again with nothing, remove that folder.");
            return Ok(());
        }
        let mut found = process::command(server)?;
        found.args([
            "found",
            "--name",
            "Amanat on this computer",
            "--origin",
            &self.origin(),
        ]);
        process::show(found.arg("--data").arg(&self.data))
    }

    pub fn serve(&self, server: &Path) -> Result<std::process::Command> {
        let mut serve = process::command(server)?;
        serve.args(["serve", "--origin", &self.origin(), "--listen"]);
        serve
            .arg(format!("127.0.0.1:{}", self.port))
            .arg("--data")
            .arg(&self.data);
        Ok(serve)
    }
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
        assert!(Options::parse(&args(&["--port", "many"])).is_err());
        assert!(Options::parse(&args(&["--data"])).is_err());
        assert!(Options::parse(&args(&["--prot", "1"])).is_err());
    }
}
