//! What a person does, and what they see.

use amanat_client::Client;
use amanat_mentoring::id::ItemId;
use amanat_mentoring::item::{Content, Field};
use amanat_mentoring::template::FieldKey;
use amanat_messages::{CardAnswer, CardView, Command, Done, ItemView, Problem, Query, View};

use super::{Device, Endpoint, PASS};

pub async fn found(client: &Client<Device>, link: &str) -> Result<Done, Problem> {
    let command = Command::Found {
        link: link.into(),
        name: "Ayesha".into(),
        passphrase: PASS.into(),
        first_part: "Reflections".into(),
        small_device: true,
    };
    client.run(command).await
}

/// A person on a new device, ready to write, and the words of their card.
pub async fn begun(endpoint: &Endpoint) -> (Device, Client<Device>, String) {
    begun_on(Device::new(endpoint), endpoint).await
}

pub async fn sync(client: &Client<Device>) {
    client.run(Command::Sync).await.unwrap();
}

pub async fn begun_on(device: Device, endpoint: &Endpoint) -> (Device, Client<Device>, String) {
    let client = device.open().await;
    found(&client, &endpoint.link().await).await.unwrap();
    let words = card(&client).words.join(" ");
    confirm(&client).await.unwrap();
    (device, client, words)
}

pub fn card(client: &Client<Device>) -> CardView {
    match client.view(&Query::Card).unwrap() {
        View::Card(Some(card)) => card,
        other => panic!("no card in {other:?}"),
    }
}

pub async fn confirm(client: &Client<Device>) -> Result<Done, Problem> {
    let card = card(client);
    let answer = |place: &u8| CardAnswer {
        place: *place,
        word: card.words[usize::from(*place) - 1].clone(),
    };
    let answers = card.ask.iter().map(answer).collect();
    client.run(Command::ConfirmCard { answers }).await
}

pub fn text(title: &str, what: &str) -> Content {
    Content {
        title: title.into(),
        fields: vec![Field {
            key: FieldKey::What,
            text: what.into(),
        }],
        ..Content::default()
    }
}

pub async fn create(client: &Client<Device>) -> Result<ItemId, Problem> {
    match client.run(Command::CreateItem { part: None }).await? {
        Done::Created(item) => Ok(item),
        other => panic!("{other:?}"),
    }
}

pub async fn save(
    client: &Client<Device>,
    item: ItemId,
    number: u64,
    content: Content,
) -> Result<(), Problem> {
    let done = client
        .run(Command::SaveDraft {
            item,
            number,
            content,
        })
        .await?;
    assert_eq!(done, Done::Saved { number });
    Ok(())
}

pub async fn write(client: &Client<Device>, title: &str, what: &str) -> Result<ItemId, Problem> {
    let item = create(client).await?;
    save(client, item, 1, text(title, what)).await?;
    client.run(Command::CloseItem { item }).await?;
    Ok(item)
}

pub async fn unlock(client: &Client<Device>) -> Result<Done, Problem> {
    client
        .run(Command::Unlock {
            passphrase: PASS.into(),
        })
        .await
}

pub async fn restore(client: &Client<Device>, words: &str, remove: bool) -> Result<Done, Problem> {
    let command = Command::Restore {
        card: words.into(),
        passphrase: "another passphrase".into(),
        replace: false,
        remove_other_devices: remove,
        small_device: true,
    };
    client.run(command).await
}

pub fn item(client: &Client<Device>, item: ItemId) -> Result<ItemView, Problem> {
    match client.view(&Query::Item { item })? {
        View::Item(view) => Ok(*view),
        other => panic!("{other:?}"),
    }
}

/// Every item's title and first text, sorted.
pub fn all(client: &Client<Device>) -> Vec<(String, String)> {
    let query = Query::List {
        part: None,
        tag: None,
        text: None,
        trash: false,
        limit: 10_000,
    };
    let View::List(list) = client.view(&query).unwrap() else {
        panic!()
    };
    let mut all: Vec<_> = list
        .items
        .into_iter()
        .map(|i| (i.title, i.excerpt))
        .collect();
    all.sort();
    all
}

pub fn unsent(client: &Client<Device>) -> u32 {
    match client.view(&Query::Status).unwrap() {
        View::Status(status) => status.save.unsent,
        other => panic!("{other:?}"),
    }
}

/// Records that do not open here.
pub fn locked_records(client: &Client<Device>) -> u32 {
    match client.view(&Query::Status).unwrap() {
        View::Status(status) => status.locked_records,
        other => panic!("{other:?}"),
    }
}
