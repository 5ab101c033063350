//! Commands that meet a vault while it is read anew from the store.

use std::rc::Rc;

use amanat_client::Client;
use amanat_messages::{Command, Done, Problem};
use futures::FutureExt;
use futures::future::{LocalBoxFuture, join_all};

use crate::support::*;

/// A device whose log goes on elsewhere: its next sync takes back what it made and reads everything anew.
async fn about_to_read_anew() -> (Device, Client<Device>) {
    let endpoint = Endpoint::new().await;
    let (phone, client, _) = begun(&endpoint).await;
    write(&client, "One", "words").await.unwrap();
    sync(&client).await;
    client.run(Command::Lock).await.unwrap();
    let copy = phone.copy(&endpoint).await;
    let here = copy.open().await;
    unlock(&client).await.unwrap();
    unlock(&here).await.unwrap();
    write(&client, "There", "on the phone").await.unwrap();
    sync(&client).await;
    write(&here, "Here", "on its copy").await.unwrap();
    (copy, here)
}

/// Runs a command once the reading has come to `pause`, and lets the reading go on as soon as the command
/// has done what it can before that.
async fn meanwhile(
    pause: &Rc<Pause>,
    client: &Client<Device>,
    command: Command,
) -> Result<(), Problem> {
    pause.reached().await;
    let mut run = Box::pin(client.run(command));
    let done = run.as_mut().now_or_never();
    pause.go_on();
    match done {
        Some(done) => done.map(|_| ()),
        None => run.await.map(|_| ()),
    }
}

#[tokio::test(flavor = "current_thread")]
async fn words_saved_while_the_vault_is_read_anew_are_there() {
    // Before what waits is read, and after.
    for prefix in ["o/s/", "p/", "l/kept/"] {
        let (device, client) = about_to_read_anew().await;
        let known = create(&client).await.unwrap();
        save(&client, known, 1, text("Begun", "a first word"))
            .await
            .unwrap();
        let new = create(&client).await.unwrap();
        let pause = device.pause_at(prefix);
        let (synced, saved) = tokio::join!(
            client.run(Command::Sync),
            meanwhile(
                &pause,
                &client,
                Command::SaveDraft {
                    item: known,
                    number: 2,
                    content: text("Begun", "and a second"),
                },
            ),
        );
        synced.unwrap();
        saved.unwrap();
        let now = item(&client, known).unwrap();
        assert_eq!(now.content.fields[0].text, "and a second", "at {prefix}");
        // The item that was asked for before is written where it was asked for.
        save(&client, new, 1, text("Late", "words")).await.unwrap();
        client.run(Command::CloseItem { item: new }).await.unwrap();
        client
            .run(Command::CloseItem { item: known })
            .await
            .unwrap();
        sync(&client).await;
        assert_eq!(unsent(&client), 0);
        let here = all(&client);
        client.run(Command::Lock).await.unwrap();
        unlock(&client).await.unwrap();
        assert_eq!(all(&client), here);
        assert_eq!(here.len(), 5, "at {prefix}: {here:?}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn nothing_is_sent_of_what_is_still_being_written() {
    let (device, client) = about_to_read_anew().await;
    let open = create(&client).await.unwrap();
    save(&client, open, 1, text("Open", "half a sen"))
        .await
        .unwrap();
    let sent = device.network.calls.get();
    sync(&client).await;
    assert!(device.network.calls.get() > sent);
    assert_eq!(
        unsent(&client),
        1,
        "an open editor stays one after reading anew"
    );
}

#[tokio::test(flavor = "current_thread")]
async fn a_vault_locked_while_it_is_read_anew_stays_locked() {
    let (device, client) = about_to_read_anew().await;
    let pause = device.pause_at("p/");
    let (synced, locked) = tokio::join!(
        client.run(Command::Sync),
        meanwhile(&pause, &client, Command::Lock),
    );
    locked.unwrap();
    assert_eq!(synced, Err(Problem::Locked));
    assert_eq!(create(&client).await, Err(Problem::Locked));
    unlock(&client).await.unwrap();
    sync(&client).await;
    assert_eq!(all(&client).len(), 3);
}

#[tokio::test(flavor = "current_thread")]
async fn saves_and_closing_happen_in_the_order_they_were_asked_for() {
    let endpoint = Endpoint::new().await;
    let (_, client, _) = begun(&endpoint).await;
    // More than once: whoever waited before must not change who waits where.
    for _ in 0..3 {
        let items = [
            create(&client).await.unwrap(),
            create(&client).await.unwrap(),
        ];
        let mut asked: Vec<LocalBoxFuture<'_, Result<Done, Problem>>> = Vec::new();
        for item in items {
            for number in 1..=3 {
                let content = text("Word", &number.to_string());
                asked.push(Box::pin(client.run(Command::SaveDraft {
                    item,
                    number,
                    content,
                })));
            }
            asked.push(Box::pin(client.run(Command::CloseItem { item })));
        }
        for done in join_all(asked).await {
            done.unwrap();
        }
        sync(&client).await;
        assert_eq!(unsent(&client), 0);
        for of in items {
            let view = item(&client, of).unwrap();
            assert_eq!(view.content.fields[0].text, "3");
        }
    }
}
