//! One person, for real: found, write, lose the device, get everything back.

use amanat_messages::{Command, Done, Problem, Query, Stage, View};

use crate::support::*;

#[tokio::test]
async fn everything_comes_back_from_the_card() {
    let endpoint = Endpoint::new().await;
    let phone = Device::new(&endpoint);
    let client = phone.open().await;
    assert_eq!(client.stage(), Stage::Empty);
    found(&client, &endpoint.link().await).await.unwrap();
    assert_eq!(client.stage(), Stage::CardWaiting);
    assert_eq!(create(&client).await, Err(Problem::CardNotConfirmed));
    let words = card(&client).words.join(" ");
    confirm(&client).await.unwrap();
    assert_eq!(client.stage(), Stage::Open);

    write(&client, "Night shift", "I passed the file along.")
        .await
        .unwrap();
    let urdu = write(
        &client,
        "پہلا آزادانہ معائنہ",
        "آج میں نے پہلی بار اکیلے معائنہ کیا۔",
    )
    .await
    .unwrap();
    assert_eq!(
        unsent(&client),
        4,
        "two items, the part's name and the profile"
    );
    client.run(Command::Sync).await.unwrap();
    assert_eq!(unsent(&client), 0);
    let before = all(&client);
    assert_eq!(before.len(), 2);
    assert!(item(&client, urdu).unwrap().audience.only_me());

    client.run(Command::Lock).await.unwrap();
    assert_eq!(client.stage(), Stage::Locked);
    assert_eq!(client.view(&Query::Today), Err(Problem::Locked));
    let wrong = client
        .run(Command::Unlock {
            passphrase: "not this one".into(),
        })
        .await;
    assert_eq!(wrong, Err(Problem::WrongPassphrase));
    unlock(&client).await.unwrap();
    assert_eq!(all(&client), before);

    // The phone is gone. Another one, and the card.
    let other = Device::new(&endpoint);
    let second = other.open().await;
    let done = restore(&second, &words, true).await.unwrap();
    assert_eq!(
        done,
        Done::Restored {
            items: 2,
            confirmed: false
        }
    );
    assert_eq!(all(&second), before);
    write(&second, "Afterwards", "A new phone.").await.unwrap();
    second.run(Command::Sync).await.unwrap();
    assert_eq!(unsent(&second), 0);

    // The lost phone is shut out: it reads what it had, and nothing new.
    let refused = client.run(Command::Sync).await;
    assert!(refused.is_err(), "{refused:?}");
    assert_eq!(all(&client), before);

    // And the restored one survives its own restart, and a second restore.
    drop(second);
    let second = other.open().await;
    let done = second
        .run(Command::Unlock {
            passphrase: "another passphrase".into(),
        })
        .await;
    done.unwrap();
    assert_eq!(all(&second).len(), 3);
    let third = Device::new(&endpoint).open().await;
    restore(&third, &words, false).await.unwrap();
    assert_eq!(all(&third), all(&second));
}

#[tokio::test]
async fn two_devices_of_one_person_keep_both_texts() {
    let endpoint = Endpoint::new().await;
    let (phone, pc) = (Device::new(&endpoint), Device::new(&endpoint));
    let a = phone.open().await;
    found(&a, &endpoint.link().await).await.unwrap();
    let words = card(&a).words.join(" ");
    confirm(&a).await.unwrap();
    let shared = write(&a, "Ward", "one two three").await.unwrap();
    a.run(Command::Sync).await.unwrap();
    let b = pc.open().await;
    restore(&b, &words, false).await.unwrap();

    save(&a, shared, 1, text("Ward", "one two three four"))
        .await
        .unwrap();
    save(&b, shared, 1, text("Ward", "zero one two three"))
        .await
        .unwrap();
    for (client, _) in [(&a, 0), (&b, 0), (&a, 1), (&b, 1)] {
        client
            .run(Command::CloseItem { item: shared })
            .await
            .unwrap();
        client.run(Command::Sync).await.unwrap();
    }
    let read = |c| item(c, shared).unwrap().content.fields[0].text.clone();
    assert_eq!(read(&a), read(&b));
    assert_eq!(read(&a), "zero one two three four");
}

#[tokio::test]
async fn trash_and_back_and_older_revisions() {
    let endpoint = Endpoint::new().await;
    let (_, client, _) = begun(&endpoint).await;
    let id = write(&client, "One", "first words").await.unwrap();
    client.run(Command::Sync).await.unwrap();
    save(&client, id, 2, text("One", "second words"))
        .await
        .unwrap();
    client.run(Command::Trash { item: id }).await.unwrap();
    assert!(all(&client).is_empty());
    client.run(Command::Untrash { item: id }).await.unwrap();
    assert_eq!(
        all(&client),
        [("One".to_owned(), "second words".to_owned())]
    );
    let oldest = item(&client, id).unwrap().revisions[0].revision;
    client
        .run(Command::Revert {
            item: id,
            revision: oldest,
        })
        .await
        .unwrap();
    assert_eq!(all(&client), [("One".to_owned(), "first words".to_owned())]);
    client.run(Command::Sync).await.unwrap();
    client.run(Command::Lock).await.unwrap();
    unlock(&client).await.unwrap();
    assert_eq!(all(&client), [("One".to_owned(), "first words".to_owned())]);
}

#[tokio::test]
async fn parts_are_made_offline_and_named() {
    let endpoint = Endpoint::new().await;
    let (phone, client, words) = begun(&endpoint).await;
    let router = phone.network.router.borrow_mut().take();
    phone.tick(1000);
    let Done::Part(part) = client
        .run(Command::CreatePart {
            name: "Goals".into(),
        })
        .await
        .unwrap()
    else {
        panic!()
    };
    client
        .run(Command::RenamePart {
            part,
            name: "اہداف".into(),
        })
        .await
        .unwrap();
    assert_eq!(
        client.run(Command::Sync).await,
        Err(Problem::ServerUnreachable)
    );
    *phone.network.router.borrow_mut() = router;
    client.run(Command::Sync).await.unwrap();
    let other = Device::new(&endpoint).open().await;
    restore(&other, &words, true).await.unwrap();
    let View::Today(today) = other.view(&Query::Today).unwrap() else {
        panic!()
    };
    let names: Vec<_> = today.parts.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["Reflections", "اہداف"]);
}

#[tokio::test]
async fn bad_input_is_named_and_loses_nothing() {
    let endpoint = Endpoint::new().await;
    let phone = Device::new(&endpoint);
    let client = phone.open().await;
    let link = endpoint.link().await;
    assert_eq!(found(&client, "hello").await, Err(Problem::LinkUnreadable));
    let elsewhere = link.replace("8480", "9999");
    let origin = "http://localhost:9999".to_owned();
    assert_eq!(
        found(&client, &elsewhere).await,
        Err(Problem::LinkElsewhere { origin })
    );
    let last = link.chars().next_back().unwrap();
    let unknown = format!(
        "{}{}",
        link.strip_suffix(last).unwrap(),
        if last == 'a' { 'q' } else { 'a' }
    );
    let refused = found(&client, &unknown).await;
    assert!(
        matches!(refused, Err(Problem::LinkUnknown | Problem::LinkUnreadable)),
        "{refused:?}"
    );
    assert_eq!(client.stage(), Stage::Empty);
    found(&client, &link).await.unwrap();
    assert_eq!(found(&client, &link).await, Err(Problem::AlreadyHere));
    let second = Device::new(&endpoint).open().await;
    assert_eq!(found(&second, &link).await, Err(Problem::LinkUsed));
    assert_eq!(second.stage(), Stage::Empty);

    let words = card(&client).words.join(" ");
    assert_eq!(
        restore(&second, "one twoo", true).await,
        Err(Problem::CardWordUnknown { place: 2 })
    );
    let stranger = "abandon ".repeat(23) + "art";
    assert_eq!(
        restore(&second, &stranger, true).await,
        Err(Problem::CardUnknownHere)
    );
    // The vault exists, but nothing was sent before the card was confirmed: that is said, not guessed.
    assert_eq!(
        restore(&second, &words, true).await,
        Err(Problem::CardUnknownHere)
    );
    confirm(&client).await.unwrap();
    let long = "x".repeat(200 * 1024);
    let id = create(&client).await.unwrap();
    let refused = save(&client, id, 1, text("Long", &long)).await;
    assert!(
        matches!(refused, Err(Problem::TooLong { .. })),
        "{refused:?}"
    );
}

#[tokio::test]
async fn an_unchanged_sync_and_one_edit_are_one_small_request_each() {
    let endpoint = Endpoint::new().await;
    let (phone, client, _) = begun(&endpoint).await;
    client.run(Command::Sync).await.unwrap();
    phone.network.log.borrow_mut().clear();
    client.run(Command::Sync).await.unwrap();
    {
        let log = phone.network.log.borrow();
        let [(path, up, down)] = log.as_slice() else {
            panic!("{log:?}")
        };
        assert_eq!(path, "/v1/sync");
        assert!(*up <= 40 && *down <= 4, "{up} up, {down} down");
    }
    phone.network.log.borrow_mut().clear();
    write(&client, "Two kilobytes", &"word ".repeat(409))
        .await
        .unwrap();
    client.run(Command::Sync).await.unwrap();
    let log = phone.network.log.borrow();
    let [(path, up, down)] = log.as_slice() else {
        panic!("{log:?}")
    };
    assert_eq!(path, "/v1/entries");
    assert!(*up <= 3 * 1024 && *down <= 100, "{up} up, {down} down");
}
