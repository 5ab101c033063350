//! Power cuts and bad networks: nothing acknowledged is lost, nothing forks, nothing is there twice.

use amanat_client::Client;
use amanat_messages::{Command, Problem, Stage};

use crate::support::*;

/// A day's writing. Adds a title to `acknowledged` as soon as the app said "saved".
async fn day(client: &Client<Device>, acknowledged: &mut Vec<String>) -> Result<(), Problem> {
    if client.stage() == Stage::CardWaiting {
        confirm(client).await?;
    }
    for (n, title) in ["One", "دو", "Three"].into_iter().enumerate() {
        let item = create(client).await?;
        save(client, item, 1, text(title, "begun")).await?;
        acknowledged.push(title.into());
        save(client, item, 2, text(title, "begun and ended")).await?;
        client.run(Command::CloseItem { item }).await?;
        if n != 1 {
            client.run(Command::Sync).await?;
        }
    }
    client
        .run(Command::CreatePart {
            name: "Second".into(),
        })
        .await?;
    client.run(Command::Sync).await?;
    Ok(())
}

/// What must hold after any interruption: every acknowledged item is there once, and after a sync another
/// device with the card sees exactly the same.
async fn whole(endpoint: &Endpoint, client: &Client<Device>, words: &str, acknowledged: &[String]) {
    if client.stage() == Stage::CardWaiting {
        confirm(client).await.unwrap();
    }
    client.run(Command::Sync).await.unwrap();
    let here = all(client);
    for title in acknowledged {
        assert_eq!(
            here.iter().filter(|(t, _)| t == title).count(),
            1,
            "{title} in {here:?}"
        );
    }
    assert_eq!(unsent(client), 0);
    let other = Device::new(endpoint).open().await;
    restore(&other, words, false).await.unwrap();
    assert_eq!(all(&other), here);
}

/// Cuts the power at one store step after the founding, restarts, and goes on.
async fn power_cut(at: u32) -> bool {
    let endpoint = Endpoint::new().await;
    let link = endpoint.link().await;
    let phone = Device::new(&endpoint);
    let client = phone.open().await;
    found(&client, &link).await.unwrap();
    let words = card(&client).words.join(" ");
    phone.power.set(Some(at));
    let mut acknowledged = Vec::new();
    let survived = day(&client, &mut acknowledged).await.is_ok();
    phone.power.set(None);
    drop(client);
    let client = phone.open().await;
    unlock(&client).await.unwrap();
    whole(&endpoint, &client, &words, &acknowledged).await;
    survived
}

#[tokio::test]
async fn no_store_step_is_a_bad_moment_for_a_power_cut() {
    let mut at = 0;
    while !power_cut(at).await {
        at += 1;
    }
    assert!(at > 15, "the day has {at} store steps");
}

#[tokio::test]
async fn no_call_is_a_bad_moment_for_the_network() {
    for fault in [Fault::RequestLost, Fault::AnswerLost, Fault::Garbage] {
        let mut at = 0;
        loop {
            let endpoint = Endpoint::new().await;
            let link = endpoint.link().await;
            let phone = Device::new(&endpoint);
            let client = phone.open().await;
            found(&client, &link).await.unwrap();
            let words = card(&client).words.join(" ");
            let begun = phone.network.calls.get();
            phone.network.faults.borrow_mut().push((begun + at, fault));
            let mut acknowledged = Vec::new();
            let mut result = day(&client, &mut acknowledged).await;
            let met = phone.network.calls.get() > begun + at;
            if result.is_err() {
                // The same client goes on, as it does in the app.
                result = client.run(Command::Sync).await.map(|_| ());
            }
            result.unwrap();
            phone.network.faults.borrow_mut().clear();
            whole(&endpoint, &client, &words, &acknowledged).await;
            if !met {
                break;
            }
            at += 1;
        }
        assert!(at >= 5, "{fault:?} was met {at} times");
    }
}

#[tokio::test]
async fn founding_survives_a_lost_answer() {
    let endpoint = Endpoint::new().await;
    let link = endpoint.link().await;
    let phone = Device::new(&endpoint);
    let client = phone.open().await;
    // Call 0 asks whether there is a server; call 1 joins.
    phone
        .network
        .faults
        .borrow_mut()
        .push((1, Fault::AnswerLost));
    found(&client, &link).await.unwrap();
    let words = card(&client).words.join(" ");
    let mut acknowledged = Vec::new();
    day(&client, &mut acknowledged).await.unwrap();
    whole(&endpoint, &client, &words, &acknowledged).await;
}

#[tokio::test]
async fn a_full_disk_keeps_what_was_saved_and_says_so() {
    let endpoint = Endpoint::new().await;
    let (phone, client, words) = begun(&endpoint).await;
    let id = write(&client, "Kept", "before").await.unwrap();
    phone.power.set(Some(0));
    assert!(save(&client, id, 2, text("Kept", "lost?")).await.is_err());
    phone.power.set(None);
    save(&client, id, 3, text("Kept", "after")).await.unwrap();
    client.run(Command::CloseItem { item: id }).await.unwrap();
    whole(&endpoint, &client, &words, &["Kept".into()]).await;
    assert_eq!(all(&client), [("Kept".to_owned(), "after".to_owned())]);
}

#[tokio::test]
async fn a_server_restored_from_an_older_backup_gets_the_rest_again() {
    let endpoint = Endpoint::new().await;
    let (phone, client, words) = begun(&endpoint).await;
    write(&client, "Before", "the backup").await.unwrap();
    client.run(Command::Sync).await.unwrap();
    let backup = tempfile::tempdir().unwrap();
    for file in std::fs::read_dir(endpoint.folder.path()).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), backup.path().join(file.file_name())).unwrap();
    }
    write(&client, "After", "the backup").await.unwrap();
    client.run(Command::Sync).await.unwrap();
    let router = Endpoint::start(backup.path()).await;
    *phone.network.router.borrow_mut() = Some(router.clone());
    let restored = Endpoint {
        folder: backup,
        router,
    };
    // The server has less than it said; the next words bring the difference to light.
    write(&client, "Later", "still here").await.unwrap();
    client.run(Command::Sync).await.unwrap();
    client.run(Command::Sync).await.unwrap();
    let titles = ["Before".to_owned(), "After".into(), "Later".into()];
    whole(&restored, &client, &words, &titles).await;
}
