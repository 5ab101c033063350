//! `amanat`: opens a person's vault from their recovery card, without a browser.
//!
//! The same engine as in the browser, on a folder ([`store`]) and reqwest ([`transport`]). No secret is ever
//! an argument: other people of a machine see those. Cards and links come from files or standard input,
//! passphrases from a prompt, a file or `AMANAT_PASSPHRASE`.

mod args;
mod commands;
mod error;
mod markdown;
mod platform;
mod secrets;
mod store;
mod transport;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let args = args::Args::parse();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let outcome = match runtime {
        Ok(runtime) => runtime.block_on(commands::run(args.command)),
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nowhere is left to say that standard error is closed.
            let _ = writeln!(std::io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}
