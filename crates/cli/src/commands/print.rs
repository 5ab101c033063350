//! Listing and printing.

use amanat_client::Client;
use amanat_mentoring::id::ItemId;
use amanat_mentoring::portfolio::ItemSummary;
use amanat_messages::{ListView, Problem, Query, View};
use data_encoding::HEXLOWER_PERMISSIVE;

use super::{Outcome, open, say};
use crate::args::Print;
use crate::error::Error;
use crate::markdown;
use crate::platform::Native;

/// A line for each item.
pub(super) fn list(client: &Client<Native>) -> Outcome {
    let view = everything(client)?;
    for item in &view.items {
        let part = view.parts.iter().find(|part| Some(part.part) == item.part);
        let part = part.map_or("", |part| &part.name);
        let id = HEXLOWER_PERMISSIVE.encode(&item.item.0);
        let day = markdown::day(item.created_at);
        say(&format!("{id}\t{day}\t{part}\t{}", line(item)))?;
    }
    Ok(())
}

/// One item, or all.
pub(super) async fn run(args: Print) -> Outcome {
    let client = open(&args.vault).await?;
    match args.item {
        Some(name) => print(&client, read_id(&name)?),
        None => everything(&client)?
            .items
            .iter()
            .enumerate()
            .try_for_each(|(at, item)| {
                if at > 0 {
                    say("\n---\n\n")?;
                }
                print(&client, item.item)
            }),
    }
}

fn print(client: &Client<Native>, item: ItemId) -> Outcome {
    match client.view(&Query::Item { item })? {
        View::Item(view) => say(&markdown::item(&view)),
        _ => Err(Problem::Fault.into()),
    }
}

fn everything(client: &Client<Native>) -> Result<ListView, Error> {
    let query = Query::List {
        part: None,
        tag: None,
        text: None,
        trash: false,
        limit: u32::MAX,
    };
    match client.view(&query)? {
        View::List(view) => Ok(view),
        _ => Err(Problem::Fault.into()),
    }
}

/// What names an item in one line.
fn line(item: &ItemSummary) -> &str {
    if item.title.is_empty() {
        &item.excerpt
    } else {
        &item.title
    }
}

fn read_id(text: &str) -> Result<ItemId, Error> {
    let bytes = HEXLOWER_PERMISSIVE.decode(text.trim().as_bytes()).ok();
    let id = bytes.and_then(|bytes| bytes.try_into().ok());
    id.map(ItemId).ok_or_else(|| Error::Name(text.to_owned()))
}
