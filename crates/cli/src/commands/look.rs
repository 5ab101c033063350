//! Looking at what is sealed, so that anybody can check it with age's own tools.

use amanat_client::Client;
use amanat_messages::{Problem, Query, View};

use super::{Outcome, open, read_file, say};
use crate::args::{Circle, Decrypt, Payload};
use crate::error::Error;
use crate::markdown;
use crate::platform::Native;
use crate::secrets;

pub(super) fn circles(client: &Client<Native>) -> Outcome {
    let View::Knowledge(known) = client.view(&Query::Knowledge)? else {
        return Err(Problem::Fault.into());
    };
    known
        .circles
        .iter()
        .try_for_each(|c| say(&format!("{}\t{}\t{}", c.circle, c.entries, c.name)))
}

pub(super) async fn entries(args: Circle) -> Outcome {
    let client = open(&args.vault).await?;
    let entries = client.stored_entries(&args.circle).await;
    let entries = entries.map_err(|problem| named(problem, &args.circle))?;
    entries
        .iter()
        .try_for_each(|entry| say(&format!("{}\t{}", entry.name, entry.bytes)))
}

pub(super) async fn payload(args: Payload) -> Outcome {
    let client = open(&args.vault).await?;
    let payload = client.sealed_payload(&args.entry).await;
    let payload = payload.map_err(|problem| named(problem, &args.entry))?;
    secrets::write_new(&args.out, &payload)
}

pub(super) async fn decrypt(args: Decrypt) -> Outcome {
    let sealed = read_file(&args.file)?;
    let client = open(&args.vault).await?;
    let revisions = match client.open_payload(&sealed) {
        Err(Problem::RecordLocked) => return Err(Error::Locked),
        revisions => revisions?,
    };
    revisions
        .iter()
        .try_for_each(|revision| say(&markdown::revision(revision)))
}

pub(super) fn named(problem: Problem, name: &str) -> Error {
    match problem {
        Problem::NotFound => Error::Name(name.to_owned()),
        problem => problem.into(),
    }
}
