//! Writes the vector files under `tests/vectors/v1/`.
//!
//! Fixed files are written anew each time: a difference in them is a change of format. Sealed files are
//! written only where there is none, because they must open for ever as they are.

use std::fs;
use std::process::ExitCode;

use amanat_vectors::{
    Cases, Result, card, checkpoints, control, control_slots, deposits, encodings, entries, forks,
    identity, invitations, letters, links, local, operations, padding, passphrase, path, programme,
    recovery, said, session,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn fixed<C: Serialize + DeserializeOwned>(name: &str, made: &Cases<C>) -> Result<()> {
    fs::write(path(name), made.text()?)?;
    Ok(())
}

fn sealed<C: Serialize + DeserializeOwned>(
    name: &str,
    make: fn() -> Result<Cases<C>>,
) -> Result<()> {
    if path(name).exists() {
        return Ok(());
    }
    fixed(name, &make()?)
}

fn write() -> Result<()> {
    fixed("identity.json", &identity::make())?;
    fixed("encodings.json", &encodings::make()?)?;
    fixed("operations.json", &operations::make()?)?;
    fixed("session.json", &session::make()?)?;
    fixed("card.json", &card::make())?;
    fixed("links.json", &links::make())?;
    fixed("padding.json", &padding::make())?;
    fixed("programme.json", &programme::make()?)?;
    fixed("programme-cards.json", &programme::cards())?;
    fixed("invitations.json", &invitations::make())?;
    fixed("answers.json", &invitations::answers()?)?;
    fixed("said.json", &said::make()?)?;
    sealed("letters.json", letters::make)?;
    sealed("deposits.json", deposits::make)?;
    sealed("checkpoints.json", checkpoints::make)?;
    sealed("forks.json", forks::make)?;
    sealed("control.json", control::make)?;
    sealed("slots.json", control_slots::make)?;
    sealed("entries.json", entries::make)?;
    sealed("recovery.json", recovery::make)?;
    sealed("passphrase.json", passphrase::make)?;
    sealed("local.json", local::make)?;
    sealed("begun.json", local::make_begun)
}

#[expect(clippy::print_stderr, reason = "a command speaks to whoever runs it")]
fn main() -> ExitCode {
    match write() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
