//! Changing the passphrase: one opens, the other does not, and every word stays readable whatever happens.

use amanat_client::Client;
use amanat_messages::{Command, Done, Problem, Stage};

use crate::support::*;

const NEW: &str = "a loud morning";

async fn open_with(client: &Client<Device>, passphrase: &str) -> Result<Done, Problem> {
    let passphrase = passphrase.to_owned();
    client.run(Command::Unlock { passphrase }).await
}

async fn change(client: &Client<Device>, current: &str, new: &str) -> Result<Done, Problem> {
    let command = Command::ChangePassphrase {
        current: current.into(),
        new: new.into(),
    };
    client.run(command).await
}

/// The device is switched off and on: this one opens it, the other is refused, and all that was written is there.
async fn opens_only_with(
    phone: &Device,
    right: &str,
    wrong: &str,
    written: &[(String, String)],
) -> Client<Device> {
    let client = phone.open().await;
    assert_eq!(client.stage(), Stage::Locked);
    let refused = open_with(&client, wrong).await;
    assert_eq!(refused, Err(Problem::WrongPassphrase), "{wrong}");
    assert_eq!(client.stage(), Stage::Locked);
    open_with(&client, right).await.unwrap();
    assert_eq!(all(&client), written);
    assert_eq!(locked_records(&client), 0);
    client
}

/// Somebody with words of every kind: sent, waiting to be sent, and still being written.
async fn writer(endpoint: &Endpoint) -> (Device, Client<Device>, String) {
    let (phone, client, words) = begun(endpoint).await;
    write(&client, "Sent", "words").await.unwrap();
    sync(&client).await;
    write(&client, "Waiting", "words").await.unwrap();
    let item = create(&client).await.unwrap();
    save(&client, item, 1, text("Begun", "words"))
        .await
        .unwrap();
    (phone, client, words)
}

#[tokio::test(flavor = "current_thread")]
async fn the_new_passphrase_opens_and_the_old_one_does_not() {
    let endpoint = Endpoint::new().await;
    let (phone, client, words) = writer(&endpoint).await;
    let written = all(&client);
    assert_eq!(written.len(), 3);
    change(&client, PASS, NEW).await.unwrap();
    assert_eq!(all(&client), written, "it goes on being open");

    client.run(Command::Lock).await.unwrap();
    let refused = open_with(&client, PASS).await;
    assert_eq!(refused, Err(Problem::WrongPassphrase));
    open_with(&client, NEW).await.unwrap();
    assert_eq!(all(&client), written);
    drop(client);
    let client = opens_only_with(&phone, NEW, PASS, &written).await;

    // It can be changed again, also back, and what is written in between is readable.
    write(&client, "Between", "words").await.unwrap();
    let written = all(&client);
    let refused = change(&client, PASS, "a third passphrase").await;
    assert_eq!(
        refused,
        Err(Problem::WrongPassphrase),
        "the old one changes nothing any more"
    );
    change(&client, NEW, PASS).await.unwrap();
    drop(client);
    let client = opens_only_with(&phone, PASS, NEW, &written).await;

    // It is this device's alone: the card opens another one with another passphrase.
    sync(&client).await;
    let other = Device::new(&endpoint).open().await;
    restore(&other, &words, false).await.unwrap();
    assert_eq!(all(&other), written);
}

#[tokio::test(flavor = "current_thread")]
async fn who_does_not_know_the_passphrase_changes_nothing() {
    let endpoint = Endpoint::new().await;
    let (phone, client, _) = writer(&endpoint).await;
    let written = all(&client);
    let before = stored(&phone).await;
    for (current, new, problem) in [
        ("not this one", NEW, Problem::WrongPassphrase),
        ("", NEW, Problem::WrongPassphrase),
        (NEW, NEW, Problem::WrongPassphrase),
        (PASS, "short", Problem::PassphraseTooShort { min: 8 }),
        (PASS, "", Problem::PassphraseTooShort { min: 8 }),
    ] {
        let refused = change(&client, current, new).await;
        assert_eq!(refused, Err(problem), "{current} to {new}");
    }
    assert!(stored(&phone).await == before, "nothing was written");
    drop(client);
    opens_only_with(&phone, PASS, NEW, &written).await;

    // Nor where there is no vault at all.
    let empty = Device::new(&endpoint).open().await;
    assert_eq!(change(&empty, PASS, NEW).await, Err(Problem::NothingHere));
}

async fn stored(phone: &Device) -> Vec<(String, Vec<u8>)> {
    use amanat_client::Store as _;
    phone.store.scan("", None, usize::MAX).await.unwrap()
}

#[tokio::test(flavor = "current_thread")]
async fn a_power_cut_leaves_exactly_one_passphrase_at_every_step() {
    for step in 0.. {
        let endpoint = Endpoint::new().await;
        let (phone, client, words) = writer(&endpoint).await;
        let mut written = all(&client);
        phone.power.set(Some(step));
        let changed = change(&client, PASS, NEW).await;
        let saved = write(&client, "After", "words").await;
        let cut = phone.power.take() == Some(0);
        drop(client);

        // What was said to be done is done.
        let (right, wrong) = match changed {
            Ok(_) => (NEW, PASS),
            Err(_) => (PASS, NEW),
        };
        let client = phone.open().await;
        assert_eq!(
            open_with(&client, wrong).await,
            Err(Problem::WrongPassphrase)
        );
        open_with(&client, right).await.unwrap();
        let here = all(&client);
        if saved.is_ok() || here.len() > written.len() {
            written.insert(0, ("After".into(), "words".into()));
        }
        assert_eq!(here, written, "cut at {step}");
        assert_eq!(locked_records(&client), 0);
        // And what was not done can be: the words reach the server, and from there another device.
        change(&client, right, "a third passphrase").await.unwrap();
        sync(&client).await;
        assert_eq!(unsent(&client), 0);
        let other = Device::new(&endpoint).open().await;
        restore(&other, &words, false).await.unwrap();
        assert_eq!(all(&other), written);
        if !cut {
            assert!(step > 2, "it has steps at all");
            return;
        }
    }
}
