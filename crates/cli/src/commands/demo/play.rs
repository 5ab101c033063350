//! What people do, by the commands their app would send.

use amanat_client::Client;
use amanat_mentoring::id::{ItemId, PartId, PersonRef};
use amanat_mentoring::item::Content;
use amanat_messages::{Command, CommentView, Done, Problem, Query, View};

use super::college::{College, person};
use super::device::Device;
use super::story::{Act, DAY, Event};

/// More items than anybody writes in the year.
const ALL: u32 = 1000;

pub(super) async fn play(college: &College, event: &Event) -> Result<(), Problem> {
    let client = &college.persona(event.who)?.client;
    client.run(Command::Sync).await?;
    match &event.act {
        Act::Write {
            part,
            title,
            words,
            tags,
        } => {
            let part = part.map(|name| part_named(client, name)).transpose()?;
            let Done::Created(item) = client.run(Command::CreateItem { part }).await? else {
                return Err(Problem::Fault);
            };
            save(client, item, words.content(title, tags)).await?;
        }
        Act::Rewrite { title, words } => {
            let item = item_titled(client, None, title)?;
            save(client, item, words.content(title, &[])).await?;
        }
        Act::Part(name) => {
            let name = (*name).to_owned();
            client.run(Command::CreatePart { name }).await?;
        }
        Act::Show {
            part,
            to,
            comment,
            already_here,
            days,
        } => {
            let delegate = Command::Delegate {
                part: part_named(client, part)?,
                person: person(client, to)?,
                comment: *comment,
                already_here: *already_here,
                until: days.map(|days| college.clock.get() + days * DAY),
            };
            client.run(delegate).await?;
            reach(college, client, to).await?;
        }
        Act::TakeBack { part, from } => {
            let (part, from_whom) = (part_named(client, part)?, person(client, from)?);
            let View::Shown(shown) = client.view(&Query::Shown)? else {
                return Err(Problem::Fault);
            };
            let mut grants = shown.grants.iter();
            let grant = grants
                .find(|g| g.part == part && g.person.person == from_whom && g.ended.is_none());
            let grant = grant.ok_or(Problem::NotFound)?.grant;
            client.run(Command::TakeBack { grant }).await?;
            reach(college, client, from).await?;
        }
        Act::Comment {
            owner,
            title,
            answer,
            text,
        } => {
            let own = *owner == event.who;
            let owner = (!own).then(|| person(client, owner)).transpose()?;
            let item = item_titled(client, owner, title)?;
            let said = comments(client, owner, item)?;
            let last = said.iter().rev().find(|c| !c.mine);
            let reply_to = match (answer, last) {
                (false, _) => None,
                (true, Some(last)) => Some(last.comment),
                (true, None) => return Err(Problem::NotFound),
            };
            let comment = Command::Comment {
                owner,
                item,
                reply_to,
                text: (*text).to_owned(),
            };
            client.run(comment).await?;
            if let Some(owner) = owner {
                client.run(Command::Opened { owner, item }).await?;
            }
        }
        Act::Note { about, text } => {
            let note = Command::SaveNote {
                about: person(client, about)?,
                note: None,
                text: (*text).to_owned(),
            };
            client.run(note).await?;
        }
        Act::Raise { text, anonymous } => {
            let raise = Command::Raise {
                text: (*text).to_owned(),
                anonymous: *anonymous,
            };
            client.run(raise).await?;
        }
    }
    client.run(Command::Sync).await?;
    Ok(())
}

/// Who reads has changed: sent, and heard of by the other.
async fn reach(college: &College, client: &Client<Device>, other: &str) -> Result<(), Problem> {
    client.run(Command::Sync).await?;
    college.persona(other)?.client.run(Command::Sync).await?;
    Ok(())
}

async fn save(client: &Client<Device>, item: ItemId, content: Content) -> Result<(), Problem> {
    let draft = Command::SaveDraft {
        item,
        number: 1,
        content,
    };
    client.run(draft).await?;
    client.run(Command::CloseItem { item }).await?;
    Ok(())
}

fn part_named(client: &Client<Device>, name: &str) -> Result<PartId, Problem> {
    let View::Shown(shown) = client.view(&Query::Shown)? else {
        return Err(Problem::Fault);
    };
    let mut parts = shown.parts.iter();
    let found = parts.find(|(_, part_name, _)| part_name == name);
    Ok(found.ok_or(Problem::NotFound)?.0)
}

/// An item by its title: of one's own, or of somebody who shows it.
fn item_titled(
    client: &Client<Device>,
    owner: Option<PersonRef>,
    title: &str,
) -> Result<ItemId, Problem> {
    let query = match owner {
        Some(person) => Query::Person { person, limit: ALL },
        None => Query::List {
            part: None,
            tag: None,
            text: None,
            trash: false,
            limit: ALL,
        },
    };
    let items = match client.view(&query)? {
        View::Person(page) => page.items,
        View::List(list) => list.items,
        _ => return Err(Problem::Fault),
    };
    let found = items.iter().find(|item| item.title == title);
    Ok(found.ok_or(Problem::NotFound)?.item)
}

/// What was said about an item, oldest first.
fn comments(
    client: &Client<Device>,
    owner: Option<PersonRef>,
    item: ItemId,
) -> Result<Vec<CommentView>, Problem> {
    let query = match owner {
        Some(owner) => Query::SharedItem { owner, item },
        None => Query::Item { item },
    };
    match client.view(&query)? {
        View::SharedItem(view) => Ok(view.comments),
        View::Item(view) => Ok(view.comments),
        _ => Err(Problem::Fault),
    }
}
