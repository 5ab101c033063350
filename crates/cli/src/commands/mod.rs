//! What the command does: one file for each use case that is more than a few lines.

mod add;
mod demo;
mod export_keys;
mod found;
mod look;
mod print;
mod restore;

use std::fs;
use std::io::Write;
use std::path::Path;

use amanat_client::Client;
use amanat_messages::{CardAnswer, CardView, Command as Engine, Done, Problem};

use crate::args::{Command, Vault};
use crate::error::Error;
use crate::platform::Native;
use crate::secrets;
use crate::transport::check_origin;

pub(crate) type Outcome = Result<(), Error>;

/// Which server a vault belongs to, beside its records.
const ORIGIN: &str = "origin";

pub(crate) async fn run(command: Command) -> Outcome {
    match command {
        Command::Found(args) => found::run(args).await,
        Command::Restore(args) => restore::run(args).await,
        Command::List(vault) => print::list(&open(&vault).await?),
        Command::Print(args) => print::run(args).await,
        Command::Add(args) => add::run(args).await,
        Command::Sync(vault) => {
            open(&vault).await?.run(Engine::Sync).await?;
            say("Everything is sent and fetched.")
        }
        Command::Circles(vault) => look::circles(&open(&vault).await?),
        Command::Entries(args) => look::entries(args).await,
        Command::Payload(args) => look::payload(args).await,
        Command::ExportKeys(args) => export_keys::run(args).await,
        Command::Decrypt(args) => look::decrypt(args).await,
        Command::Demo(args) => demo::run(args).await,
    }
}

/// A client on a folder that need not hold a vault yet.
async fn begin(vault: &Vault, server: &str) -> Result<Client<Native>, Error> {
    let origin = check_origin(server)?;
    let client = Client::open(Native::open(&vault.vault, &origin)?, &origin).await?;
    let path = vault.vault.join(ORIGIN);
    fs::write(&path, origin + "\n").map_err(|error| secrets::failed(&path, error))?;
    Ok(client)
}

/// An unlocked vault.
async fn open(vault: &Vault) -> Result<Client<Native>, Error> {
    let path = vault.vault.join(ORIGIN);
    // Asked before anything is made: a mistyped folder must not become an empty vault.
    let origin = fs::read_to_string(&path).map_err(|_| Problem::NothingHere)?;
    let origin = check_origin(&origin)?;
    let client = Client::open(Native::open(&vault.vault, &origin)?, &origin).await?;
    let passphrase = secrets::passphrase(vault.passphrase_file.as_deref(), false)?;
    client
        .run(Engine::Unlock {
            passphrase: passphrase.to_string(),
        })
        .await?;
    Ok(client)
}

/// What somebody types who has a card in front of them.
fn copied_back(card: &CardView) -> Result<Vec<CardAnswer>, Problem> {
    let answers = card.ask.iter().map(|place| {
        let at = usize::from(*place).checked_sub(1)?;
        let word = card.words.get(at)?.clone();
        Some(CardAnswer {
            place: *place,
            word,
        })
    });
    answers.collect::<Option<_>>().ok_or(Problem::Fault)
}

/// Sends what was just written. Without a connection it waits in the vault, and that is said.
async fn send(client: &Client<Native>) -> Outcome {
    match client.run(Engine::Sync).await {
        Ok(Done::Ok) => Ok(()),
        Ok(_) => Err(Problem::Fault.into()),
        Err(problem) => {
            let reason = Error::from(problem);
            say(&format!(
                "Kept, but not sent yet: {reason}. `amanat sync` tries again."
            ))
        }
    }
}

/// To standard output.
fn say(text: &str) -> Outcome {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

fn read_file(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|error| secrets::failed(path, error))
}
