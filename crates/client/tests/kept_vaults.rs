//! Stores of a mentor's and a mentee's device as a client of version 1 left them: today's opens them, and shows the same.
//!
//! `shared.json` and `unopened.json` in `tests/vectors/v1` are written once, with
//! `cargo test -p amanat-client kept_vaults:: -- --ignored`, and stay as they are.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use amanat_client::{Batch, Client, Durability, MemoryStore, Store};
use amanat_mentoring::fact::PersonRole;
use amanat_messages::{Command, Query, View};
use amanat_protocol::api::{Record, SyncAnswer};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use crate::support::college::{
    College, comment, delegate, notices, page_of, people, person, shared_item, shown, titles,
};
use crate::support::{
    Device, Fault, all, item, locked_records, restore, sync, unlock, unsent, write,
};

#[derive(Serialize, Deserialize)]
struct Cases {
    about: String,
    cases: Vec<Case>,
}

/// A device's store and what it shows once open.
#[derive(Serialize, Deserialize)]
struct Case {
    name: String,
    passphrase: String,
    /// Keys, and values in hexadecimal.
    store: BTreeMap<String, String>,
    shows: Vec<String>,
}

fn path(file: &str) -> PathBuf {
    let vectors = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/v1");
    vectors.join(file)
}

fn kept(file: &str) -> Vec<Case> {
    let text = fs::read_to_string(path(file)).unwrap();
    serde_json::from_str::<Cases>(&text).unwrap().cases
}

fn keep(file: &str, about: &str, cases: Vec<Case>) {
    let about = about.into();
    let text = serde_json::to_string_pretty(&Cases { about, cases }).unwrap();
    fs::write(path(file), text + "\n").unwrap();
}

async fn case(name: &str, of: &Device) -> Case {
    let store = contents(&of.store).await;
    let client = device(&store).await.open().await;
    unlock(&client).await.unwrap();
    Case {
        name: name.into(),
        passphrase: crate::support::PASS.into(),
        store,
        shows: shows(&client),
    }
}

async fn contents(store: &MemoryStore) -> BTreeMap<String, String> {
    let pairs = store.scan("", None, usize::MAX).await.unwrap();
    let hex = |(key, value): (String, Vec<u8>)| (key, HEXLOWER.encode(&value));
    pairs.into_iter().map(hex).collect()
}

/// A device that reaches nobody, with this store.
async fn device(contents: &BTreeMap<String, String>) -> Device {
    let device = Device::alone();
    let mut batch = Batch::default();
    for (key, value) in contents {
        batch.put(key.clone(), HEXLOWER.decode(value.as_bytes()).unwrap());
    }
    device.store.apply(batch, Durability::Strict).await.unwrap();
    device
}

/// Everything that several people made of a vault, line by line.
fn shows(client: &Client<Device>) -> Vec<String> {
    let mut lines = Vec::new();
    for (title, text) in all(client) {
        lines.push(format!("own: {title}: {text}"));
    }
    let known = people(client);
    lines.push(format!("role: {:?}", known.programme.map(|p| p.role)));
    for one in &known.people {
        lines.push(format!(
            "knows: {} {:?} {:?}",
            one.name, one.role, one.standing
        ));
        for title in titles(client, &one.name) {
            lines.push(format!("shown by {}: {title}", one.name));
        }
        for shown in page_of(client, one.person).items {
            let view = shared_item(client, one.person, shown.item).unwrap();
            for said in view.comments {
                lines.push(format!("on {}: {} {}", shown.title, said.text, said.sent));
            }
        }
    }
    for grant in shown(client).grants {
        lines.push(format!(
            "grant: {} {:?} {}",
            grant.part_name, grant.state, grant.comment
        ));
    }
    lines.push(format!("unsent: {}", unsent(client)));
    lines.push(format!("notices: {}", notices(client).len()));
    let View::Concerns(concerns) = client.view(&Query::Concerns).unwrap() else {
        panic!("no concerns");
    };
    for concern in concerns.concerns {
        lines.push(format!("concern: {} {}", concern.text, concern.sent));
    }
    if locked_records(client) > 0 {
        lines.push(format!("locked: {}", locked_records(client)));
    }
    lines
}

#[tokio::test(flavor = "current_thread")]
async fn stores_of_version_1_open_and_show_the_same() {
    let mut cases = kept("shared.json");
    cases.extend(kept("unopened.json"));
    assert_eq!(cases.len(), 3);
    let mut kinds = String::new();
    for case in cases {
        let client = device(&case.store).await.open().await;
        let unlocking = Command::Unlock {
            passphrase: case.passphrase,
        };
        client.run(unlocking).await.unwrap();
        assert_eq!(shows(&client), case.shows, "{}", case.name);
        kinds.extend(case.store.into_keys());
    }
    for kind in [
        "rooms",
        "came",
        "snapshot2",
        "o/e/",
        "l/out/",
        "i/",
        "p/",
        "e/",
        "s/",
    ] {
        assert!(kinds.contains(kind), "{kind}");
    }
}

#[tokio::test(flavor = "current_thread")]
#[ignore = "makes the file, once"]
async fn write_the_stores() {
    if path("shared.json").exists() {
        return;
    }
    let college = College::begin().await;
    let [office, mentor, mentee] = college.three().await;
    let (sana, khan) = (&mentee.client, &mentor.client);
    college
        .member(&office, PersonRole::SafetyOfficer, "Dr Noor")
        .await;
    write(sana, "Before", "words").await.unwrap();
    delegate(sana, person(sana, "Dr Khan"), true).await.unwrap();
    let night = write(sana, "رات", "ایک مریض").await.unwrap();
    for client in [sana, khan] {
        sync(client).await;
    }
    let owner = person(khan, "Sana");
    khan.run(comment(owner, night, "Well seen")).await.unwrap();
    for client in [khan, sana] {
        sync(client).await;
        client.write_snapshot_now().await.unwrap();
    }
    assert_eq!(item(sana, night).unwrap().comments.len(), 1);
    // What waits for the server: words of his, and of hers a concern and a word.
    khan.run(comment(owner, night, "And now?")).await.unwrap();
    let network = &mentor.device.network;
    let append = (network.calls.get() + 1, Fault::RequestLost);
    network.faults.borrow_mut().push(append);
    assert!(khan.run(Command::Sync).await.is_err());
    write(sana, "After", "not sent yet").await.unwrap();
    let concern = Command::Raise {
        text: "something is wrong on the ward".into(),
        anonymous: true,
    };
    sana.run(concern).await.unwrap();
    let mut cases = Vec::new();
    for (name, person) in [("a mentor's", &mentor), ("a mentee's", &mentee)] {
        cases.push(case(name, &person.device).await);
    }
    let about =
        "Stores of devices that share a part, and what they show to whoever has the passphrase.";
    keep("shared.json", about, cases);
}

#[tokio::test(flavor = "current_thread")]
#[ignore = "makes the file, once"]
async fn write_a_store_of_what_does_not_open() {
    if path("unopened.json").exists() {
        return;
    }
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (sana, khan) = (&mentee.client, &mentor.client);
    write(sana, "Before", "words").await.unwrap();
    delegate(sana, person(sana, "Dr Khan"), true).await.unwrap();
    for client in [sana, khan] {
        sync(client).await;
    }
    let desk = college.device().open().await;
    restore(&desk, &mentee.card, true).await.unwrap();
    write(&desk, "After", "words").await.unwrap();
    sync(&desk).await;
    // Of her new device he is shown what it wrote, and not the statement that it speaks of.
    mentor.device.tamper(|mut answer| {
        if let SyncAnswer::Page { records, .. } = &mut answer {
            records.retain(|r| !matches!(r, Record::Statement(_)));
        }
        answer
    });
    sync(khan).await;
    assert_ne!(locked_records(khan), 0);
    let about = "The store of a device that was shown entries that do not open yet.";
    let cases = vec![case("a mentor's", &mentor.device).await];
    keep("unopened.json", about, cases);
}
