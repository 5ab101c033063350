//! What a device stores: a whole store as a client of version 1 left it, with its passphrase.
//!
//! The client's local records are private to it. So they are proven from outside: today's client opens a
//! store that was written then.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use amanat_client::{
    Answer, Batch, Client, Durability, MemoryStore, Platform, Request, Store, Transport,
    TransportError,
};
use amanat_mentoring::begun::Begun;
use amanat_mentoring::id::{ItemId, PersonRef};
use amanat_mentoring::template::FieldKey;
use amanat_messages::{CardAnswer, Command, Done, Query, View};
use amanat_protocol::api::{
    self, AppendAnswer, AppendRequest, Appended, Challenge, SessionAnswer, StatementAnswer,
    SyncAnswer,
};
use amanat_protocol::codec;
use amanat_protocol::limits::MAX_BODY;
use amanat_protocol::link::FoundingLink;
use amanat_vault::Random;
use futures::executor::block_on;
use serde::{Deserialize, Serialize};

use crate::fixtures::Seeded;
use crate::{Cases, Result, hex, operations, unhex};

/// A device's store.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows.
    pub name: String,
    /// Opens it.
    pub passphrase: String,
    /// Keys and values in hexadecimal.
    pub store: BTreeMap<String, String>,
    /// What it shows once open.
    pub shows: Shows,
}

/// What a store shows once open.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shows {
    /// The person's name.
    pub name: String,
    /// Titles of what they wrote, sorted.
    pub titles: Vec<String>,
    /// Items with words the server lacks.
    pub unsent: u32,
    /// Records that did not open.
    pub locked: u32,
    /// Words typed and not given yet, each after its field in hexadecimal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub begun: Vec<String>,
}

const ORIGIN: &str = "http://localhost:8480";
const PASSPHRASE: &str = "a quiet afternoon";

struct Device {
    store: Rc<MemoryStore>,
    network: Network,
    random: RefCell<Seeded>,
}

/// An endpoint that accepts everything and keeps nothing; or none at all.
struct Network {
    reached: bool,
}

impl Platform for Device {
    type Store = MemoryStore;
    type Transport = Network;
    fn store(&self) -> &MemoryStore {
        &self.store
    }
    fn transport(&self) -> &Network {
        &self.network
    }
    fn now(&self) -> u64 {
        1_790_000_000_000
    }
    fn fill(&self, buffer: &mut [u8]) {
        self.random.borrow_mut().fill(buffer);
    }
}

impl Transport for Network {
    async fn call(&self, request: Request) -> core::result::Result<Answer, TransportError> {
        if !self.reached {
            return Err(TransportError::Unreachable);
        }
        let body = match request.path.as_str() {
            api::CHALLENGE => codec::encode(&Challenge {
                time: 1_790_000_000,
                nonce: [3; 16],
                mac: [4; 32],
            }),
            api::SESSION => codec::encode(&SessionAnswer {
                bearer: "AAECAwQ".into(),
                seconds: 43_200,
            }),
            api::STATEMENTS => codec::encode(&StatementAnswer { cursor: None }),
            api::ENTRIES => {
                let request = codec::decode::<AppendRequest>(&request.body, MAX_BODY);
                let sent = request.map_or(0, |r| r.entries.len());
                codec::encode(&AppendAnswer {
                    results: vec![Appended::Stored; sent],
                    cursor: None,
                })
            }
            api::SYNC => codec::encode(&SyncAnswer::Unchanged),
            _ => Vec::new(),
        };
        Ok(Answer {
            status: 200,
            retry_after: None,
            body,
        })
    }
}

fn device(reached: bool) -> Device {
    Device {
        store: Rc::default(),
        network: Network { reached },
        random: RefCell::new(Seeded(900)),
    }
}

async fn founded(device: Device) -> Result<Client<Device>> {
    let client = Client::open(device, ORIGIN).await.map_err(problem)?;
    let link = FoundingLink {
        origin: ORIGIN.into(),
        token: [7; 16],
    };
    let found = Command::Found {
        link: link.format(),
        name: "عائشہ".into(),
        passphrase: PASSPHRASE.into(),
        first_part: "Reflections".into(),
        small_device: true,
    };
    client.run(found).await.map_err(problem)?;
    Ok(client)
}

async fn confirm(client: &Client<Device>) -> Result<()> {
    let View::Card(Some(card)) = client.view(&Query::Card).map_err(problem)? else {
        return Err("no card".into());
    };
    let answer = |place: &u8| CardAnswer {
        place: *place,
        word: card
            .words
            .get(usize::from(*place) - 1)
            .cloned()
            .unwrap_or_default(),
    };
    let answers = card.ask.iter().map(answer).collect();
    client
        .run(Command::ConfirmCard { answers })
        .await
        .map_err(problem)?;
    Ok(())
}

async fn write(client: &Client<Device>, title: &str) -> Result<()> {
    let created = client.run(Command::CreateItem { part: None }).await;
    let Done::Created(item) = created.map_err(problem)? else {
        return Err("nothing created".into());
    };
    let mut content = operations::reflection();
    content.title = title.into();
    let draft = Command::SaveDraft {
        item,
        number: 1,
        content,
    };
    client.run(draft).await.map_err(problem)?;
    client
        .run(Command::CloseItem { item })
        .await
        .map_err(problem)?;
    Ok(())
}

fn problem(problem: amanat_messages::Problem) -> crate::Error {
    format!("{problem:?}").into()
}

async fn contents(store: &MemoryStore) -> Result<BTreeMap<String, String>> {
    let pairs = store.scan("", None, usize::MAX).await?;
    Ok(pairs.into_iter().map(|(k, v)| (k, hex(&v))).collect())
}

/// Opens a store with today's client.
///
/// # Errors
/// When it does not open.
pub fn judge(store: &BTreeMap<String, String>, passphrase: &str) -> Result<Shows> {
    let device = device(false);
    let mut batch = Batch::default();
    for (key, value) in store {
        batch.put(key.clone(), unhex(value)?);
    }
    block_on(async {
        device.store.apply(batch, Durability::Strict).await?;
        let client = Client::open(device, ORIGIN).await.map_err(problem)?;
        let unlock = Command::Unlock {
            passphrase: passphrase.into(),
        };
        client.run(unlock).await.map_err(problem)?;
        shows(&client)
    })
}

fn shows(client: &Client<Device>) -> Result<Shows> {
    let View::Status(status) = client.view(&Query::Status).map_err(problem)? else {
        return Err("no status".into());
    };
    let View::Today(today) = client.view(&Query::Today).map_err(problem)? else {
        return Err("no today".into());
    };
    let items = today.drafts.into_iter().chain(today.recent);
    let mut titles: Vec<String> = items.map(|i| i.title).collect();
    titles.sort();
    Ok(Shows {
        name: status.name,
        titles,
        unsent: status.save.unsent,
        locked: status.locked_records,
        begun: begun(client)?,
    })
}

fn begun(client: &Client<Device>) -> Result<Vec<String>> {
    let View::Begun(words) = client.view(&Query::Begun).map_err(problem)? else {
        return Err("no words".into());
    };
    let line = |(field, text)| format!("{} {text}", hex(&codec::encode(&field)));
    Ok(words.into_iter().map(line).collect())
}

/// Every kind of field that words are kept of.
#[must_use]
pub fn fields() -> Vec<(&'static str, Begun)> {
    let (item, person) = (ItemId([0xaa; 16]), PersonRef([0xb2; 32]));
    vec![
        ("no name", Begun::Unnamed),
        ("a concern", Begun::Concern),
        (
            "a comment",
            Begun::Comment {
                owner: Some(person),
                item,
                reply_to: None,
            },
        ),
        (
            "an answer",
            Begun::Comment {
                owner: None,
                item,
                reply_to: Some(ItemId([0xac; 16])),
            },
        ),
        (
            "a note",
            Begun::Note {
                about: person,
                note: Some(item),
            },
        ),
        (
            "a decision",
            Begun::Decision {
                item,
                field: Some(FieldKey::ActionPlan),
            },
        ),
        ("labels", Begun::Labels),
    ]
}

/// A store with words in every kind of field. That about a decision is kept, and shown
/// where there is something to decide.
///
/// # Errors
/// When the client refuses something.
pub fn make_begun() -> Result<Cases<Case>> {
    let store = block_on(async {
        let device = device(true);
        let store = Rc::clone(&device.store);
        let client = founded(device).await?;
        confirm(&client).await?;
        for (n, (_, field)) in fields().into_iter().enumerate() {
            let text = format!("رات, half a wo {n}");
            let keep = Command::KeepBegun { field, text };
            client.run(keep).await.map_err(problem)?;
        }
        contents(&store).await
    })?;
    Ok(Cases {
        about: "As local.json. Values of `w/…` are age files to the unlock key in `slot`.".into(),
        cases: vec![Case {
            name: "words in every kind of field, none given".into(),
            passphrase: PASSPHRASE.into(),
            shows: judge(&store, PASSPHRASE)?,
            store,
        }],
    })
}

/// The cases.
///
/// # Errors
/// When the client refuses something.
pub fn make() -> Result<Cases<Case>> {
    let mut cases = Vec::new();
    let mut add = |name: &str, store: BTreeMap<String, String>| -> Result<()> {
        let shows = judge(&store, PASSPHRASE)?;
        cases.push(Case {
            name: name.into(),
            passphrase: PASSPHRASE.into(),
            store,
            shows,
        });
        Ok(())
    };
    let (waiting, synced) = block_on(async {
        let device = device(true);
        let store = Rc::clone(&device.store);
        let client = founded(device).await?;
        let before = contents(&store).await?;
        confirm(&client).await?;
        write(&client, "Sent").await?;
        client.run(Command::Sync).await.map_err(problem)?;
        write(&client, "رات").await?;
        let after = contents(&store).await?;
        Ok::<_, crate::Error>((before, after))
    })?;
    add("founded, the card not confirmed, nothing sent", waiting)?;
    add("one item sent, one waiting", synced)?;
    Ok(Cases {
        about: "Stores of devices, as `Client` wrote them. Values of `keyring`, `marks` and `p/…` are age \
                files to the unlock key in `slot`; `s/…`, `e/…` and `o/…` are what the server has or will have."
            .into(),
        cases,
    })
}
