//! A hostile server against the real client: it may withhold service, and nothing else.

use amanat_client::{Batch, Client, Durability, Store};
use amanat_messages::{Command, Problem, Query, View};
use amanat_protocol::api::{Cursor, Record, SyncAnswer};
use amanat_protocol::codec::{self, Bytes};
use amanat_protocol::entry::Entry;
use amanat_vault::circle::CircleKind;
use amanat_vault::control::{self, ControlSigner};
use amanat_vault::keys::SignSecret;
use amanat_vault::person::Pek;

use crate::support::*;

/// A person with two devices: one that wrote three entries, and the words for a second.
async fn setup() -> (Endpoint, Device, Client<Device>, String) {
    let endpoint = Endpoint::new().await;
    let (phone, client, words) = begun(&endpoint).await;
    for title in ["One", "Two", "Three"] {
        write(&client, title, "words").await.unwrap();
        client.run(Command::Sync).await.unwrap();
    }
    (endpoint, phone, client, words)
}

fn records(answer: SyncAnswer, change: impl Fn(Vec<Record>) -> Vec<Record>) -> SyncAnswer {
    match answer {
        SyncAnswer::Page {
            records,
            cursor,
            more,
        } => SyncAnswer::Page {
            records: change(records),
            cursor,
            more,
        },
        other => other,
    }
}

/// What a restore under a tampering server comes to.
async fn restored(
    endpoint: &Endpoint,
    words: &str,
    tamper: impl Fn(SyncAnswer) -> SyncAnswer + 'static,
) -> Result<Vec<(String, String)>, Problem> {
    let device = Device::new(endpoint);
    device.tamper(tamper);
    let client = device.open().await;
    restore(&client, words, false).await.map(|_| all(&client))
}

#[tokio::test]
async fn withheld_entries_are_noticed() {
    let (endpoint, _, _, words) = setup().await;
    // From the middle: the chain breaks.
    let hide = |skip: usize| {
        move |answer| {
            records(answer, |all| {
                let mut seen = 0;
                let keep = |r: &Record| {
                    seen += usize::from(matches!(r, Record::Entry(_)));
                    !matches!(r, Record::Entry(_)) || seen != skip
                };
                let mut all = all;
                all.retain(keep);
                all
            })
        }
    };
    // Entry 1 is the profile's; the part's log is the rest.
    assert_eq!(
        restored(&endpoint, &words, hide(3)).await,
        Err(Problem::ServerRolledBack)
    );
    // From the end: the recovery blob of the day remembers how far the log went.
    let first = restored(&endpoint, &words, hide(1)).await;
    assert!(first.is_err(), "{first:?}");
    let none = restored(&endpoint, &words, |a| {
        records(a, |all| {
            all.into_iter()
                .filter(|r| !matches!(r, Record::Entry(_)))
                .collect()
        })
    });
    assert_eq!(none.await, Err(Problem::CardStateRefused));
    // The control: untouched, everything is there.
    assert_eq!(restored(&endpoint, &words, |a| a).await.unwrap().len(), 3);
}

#[tokio::test]
async fn swapped_and_changed_ciphertext_is_refused() {
    let (endpoint, _, _, words) = setup().await;
    let swapped = restored(&endpoint, &words, |a| {
        records(a, |mut all| {
            let entries: Vec<usize> = (0..all.len())
                .filter(|i| matches!(all[*i], Record::Entry(_)))
                .collect();
            let payload = |r: &Record| match r {
                Record::Entry(e) => e.payload.clone(),
                _ => Bytes::default(),
            };
            let (a, b) = (entries[1], entries[2]);
            let (pa, pb) = (payload(&all[a]), payload(&all[b]));
            for (i, p) in [(a, pb), (b, pa)] {
                if let Record::Entry(e) = &mut all[i] {
                    e.payload = p;
                }
            }
            all
        })
    });
    assert_eq!(swapped.await, Err(Problem::ServerNonsense));
    let reordered = restored(&endpoint, &words, |a| {
        records(a, |mut all| {
            all.reverse();
            all
        })
    });
    assert!(reordered.await.is_err());
}

#[tokio::test]
async fn a_reader_the_server_invents_is_not_admitted() {
    let (_endpoint, phone, client, _) = setup().await;
    let mut rng = Os;
    let (device, pek) = (SignSecret::make(&mut rng), Pek::make(0, &mut rng));
    let View::Knowledge(known) = client.view(&Query::Knowledge).unwrap() else {
        panic!()
    };
    let person: [u8; 32] = unhex(&known.person);
    // In the person's own name, but with the server's device: a circle they never made.
    let signer = ControlSigner {
        person: amanat_protocol::id::PersonId(amanat_protocol::hash::Hash(person)),
        device: &device,
        identity: (0, amanat_protocol::hash::Hash(person)),
        pek: &pek,
        now: 1,
    };
    let forged = control::found(&signer, CircleKind::Own, &mut rng)
        .unwrap()
        .statement;
    let shown = std::rc::Rc::new(std::cell::Cell::new(0));
    let count = std::rc::Rc::clone(&shown);
    phone.tamper(move |_| {
        count.set(count.get() + 1);
        let cursor = Cursor {
            era: [0; 8],
            visible: 1 << 40,
            stored: 1 << 40,
        };
        SyncAnswer::Page {
            records: vec![Record::Statement(forged.clone())],
            cursor,
            more: false,
        }
    });
    client.run(Command::Sync).await.unwrap();
    assert_eq!(shown.get(), 1);
    let View::Knowledge(after) = client.view(&Query::Knowledge).unwrap() else {
        panic!()
    };
    assert_eq!(after.circles.len(), known.circles.len());
    let View::Today(today) = client.view(&Query::Today).unwrap() else {
        panic!()
    };
    assert!(today.parts.iter().all(|p| p.audience.only_me()));
}

#[tokio::test]
async fn an_endless_answer_ends() {
    let (endpoint, _, _, words) = setup().await;
    let endless = restored(&endpoint, &words, |answer| match answer {
        SyncAnswer::Page {
            records, cursor, ..
        } => SyncAnswer::Page {
            records,
            cursor: Cursor {
                visible: 1,
                stored: 1,
                ..cursor
            },
            more: true,
        },
        other => other,
    });
    assert_eq!(endless.await, Err(Problem::ServerNonsense));
}

#[tokio::test]
async fn a_copied_device_forks_nothing_and_loses_nothing() {
    let (endpoint, phone, client, words) = setup().await;
    client.run(Command::Lock).await.unwrap();
    let copy = phone.copy(&endpoint).await.open().await;
    unlock(&client).await.unwrap();
    unlock(&copy).await.unwrap();
    write(&client, "Here", "on the phone").await.unwrap();
    write(&copy, "There", "on its copy").await.unwrap();
    client.run(Command::Sync).await.unwrap();
    for _ in 0..2 {
        copy.run(Command::Sync).await.unwrap();
        client.run(Command::Sync).await.unwrap();
    }
    assert_eq!(all(&client).len(), 5);
    assert_eq!(all(&client), all(&copy));
    let third = restored(&endpoint, &words, |a| a).await.unwrap();
    assert_eq!(third, all(&client));
}

#[tokio::test]
async fn a_record_that_does_not_open_is_kept_and_said() {
    let (endpoint, phone, client, words) = setup().await;
    drop(client);
    let entries = phone.store.scan("e/", None, 100).await.unwrap();
    let (key, bytes) = entries.last().unwrap().clone();
    let mut entry: Entry = codec::decode(&bytes, 1 << 20).unwrap();
    let last = entry.payload.0.len() - 1;
    entry.payload.0[last] ^= 1;
    let damaged = codec::encode(&entry);
    let mut batch = Batch::default();
    batch.put(key.clone(), damaged.clone());
    phone.store.apply(batch, Durability::Strict).await.unwrap();
    let client = phone.open().await;
    unlock(&client).await.unwrap();
    let View::Status(status) = client.view(&Query::Status).unwrap() else {
        panic!()
    };
    assert_eq!(status.locked_records, 1);
    write(&client, "On", "it goes").await.unwrap();
    client.run(Command::Sync).await.unwrap();
    assert_eq!(
        phone.store.get(&key).await.unwrap(),
        Some(damaged),
        "never written over"
    );
    // The server's copy is whole, so the card brings back everything.
    assert_eq!(restored(&endpoint, &words, |a| a).await.unwrap().len(), 4);
}

#[tokio::test]
async fn newer_data_is_refused_untouched() {
    let (_, phone, client, _) = setup().await;
    drop(client);
    let mut batch = Batch::default();
    batch.put("layout", vec![2]);
    phone.store.apply(batch, Durability::Strict).await.unwrap();
    let refused = Client::open(phone.clone(), ORIGIN).await.err();
    assert_eq!(refused, Some(Problem::AppTooOld));
}

struct Os;

impl amanat_vault::Random for Os {
    fn fill(&mut self, buffer: &mut [u8]) {
        getrandom::fill(buffer).unwrap();
    }
}

fn unhex(text: &str) -> [u8; 32] {
    let byte = |i: usize| u8::from_str_radix(text.get(2 * i..2 * i + 2).unwrap(), 16).unwrap();
    core::array::from_fn(byte)
}
