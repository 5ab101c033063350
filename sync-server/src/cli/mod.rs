//! The command line. Flags, or variables of the same name after `AMANAT_`.

mod backup;
mod found;
mod serve;
mod stats;

use std::error::Error;
use std::io::Write;

use clap::{Parser, Subcommand};

/// The sync endpoint of Amanat.
#[derive(Parser)]
#[command(name = "amanat-server", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make a data folder and print the first coordinator's founding link
    Found(found::Found),
    /// Answer calls and serve the app
    Serve(serve::Serve),
    /// Write a checked copy of a data folder into one file, also while it is served
    Backup(backup::Backup),
    /// Put a backup back into a new data folder
    Restore(backup::Restore),
    /// Count what a data folder holds
    Stats(stats::Stats),
}

type Outcome = Result<(), Box<dyn Error + Send + Sync>>;

impl Cli {
    pub async fn run(self) -> Outcome {
        match self.command {
            Command::Found(found) => found.run().await,
            Command::Serve(serve) => serve.run().await,
            Command::Backup(backup) => backup.run(),
            Command::Restore(restore) => restore.run(),
            Command::Stats(stats) => stats.run().await,
        }
    }
}

/// One line to standard output, at once: whoever started us may be waiting for it.
fn say(line: &str) -> Outcome {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()?;
    Ok(())
}

/// What went wrong, to standard error.
pub fn complain(error: &(dyn Error + Send + Sync)) {
    // Nowhere is left to say that standard error is closed.
    let _ = writeln!(std::io::stderr(), "error: {error}");
}
