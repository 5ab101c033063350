//! A made-up college for looking at: the real client, once for each of its people, writes a year onto a new
//! server on this computer.
//!
//! Everything follows from a seed, the keys too, so nothing in it is private and no other server will do.

mod college;
mod device;
mod people;
mod play;
mod story;
mod year;

use std::fmt::Write;

use serde::Serialize;

use self::college::College;
use super::{Outcome, say};
use crate::args::Demo;
use crate::error::Error;
use crate::secrets;
use crate::transport::check_origin;

/// What it takes to be one of the people.
#[derive(Serialize)]
pub(super) struct Card {
    name: &'static str,
    role: &'static str,
    /// What there is to see as this person.
    about: &'static str,
    /// The recovery card.
    words: String,
    /// The programme's card, for who founded it.
    programme_words: Option<String>,
}

pub(super) async fn run(args: Demo) -> Outcome {
    let origin = check_origin(&args.server)?;
    // Plain HTTP passes that check for this computer alone.
    if !origin.starts_with("http://") {
        return Err(Error::DemoElsewhere(origin));
    }
    let link = secrets::read(&args.link_file)?;
    let college = College::make(&origin, link.trim(), args.seed).await?;
    let cards = college.into_cards();
    if args.json {
        let json = serde_json::to_string_pretty(&cards).map_err(std::io::Error::from)?;
        return say(&json);
    }
    say(&text(&cards))
}

fn text(cards: &[Card]) -> String {
    let mut text = String::new();
    for card in cards {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{} · {}", card.name, card.role);
        let _ = writeln!(text, "    {}", card.about);
        // In one line, as it is pasted.
        let _ = writeln!(text, "    {}", card.words);
        if let Some(words) = &card.programme_words {
            let _ = writeln!(text, "    The programme's own card: {words}");
        }
        text.push('\n');
    }
    text
}
