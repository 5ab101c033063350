//! What was sealed before its author knew who reads now, or what they may say now.

use amanat_messages::Command;

use crate::support::college::{
    College, comment, delegate, person, shared_item, shown, take_back, titles,
};
use crate::support::{
    Fault, item, locked_records, restore, save, sync, text, unlock, unsent, write,
};

/// One device seals, and does not get through; the other lets somebody in meanwhile.
#[tokio::test(flavor = "current_thread")]
async fn what_was_sealed_before_somebody_came_reaches_them() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (phone, khan) = (&mentee.client, &mentor.client);
    let gone = write(phone, "Gone", "words").await.unwrap();
    write(phone, "Stays", "words").await.unwrap();
    sync(phone).await;
    let desk = college.device().open().await;
    restore(&desk, &mentee.card, false).await.unwrap();
    sync(&desk).await;
    sync(phone).await;

    write(phone, "Late", "words").await.unwrap();
    save(phone, gone, 2, text("Gone", "never for him"))
        .await
        .unwrap();
    phone.run(Command::CloseItem { item: gone }).await.unwrap();
    phone.run(Command::Trash { item: gone }).await.unwrap();
    let network = &mentee.device.network;
    let append = (network.calls.get() + 1, Fault::RequestLost);
    network.faults.borrow_mut().push(append);
    assert!(phone.run(Command::Sync).await.is_err());
    delegate(&desk, person(&desk, "Dr Khan"), true)
        .await
        .unwrap();
    sync(&desk).await;
    sync(khan).await;
    assert_eq!(titles(khan, "Sana"), ["Gone", "Stays"]);

    for client in [phone, &desk, khan] {
        sync(client).await;
    }
    assert_eq!(titles(khan, "Sana"), ["Late", "Stays"]);
}

/// Said while it was allowed, and not allowed any more when it could be sent: it would count with nobody.
#[tokio::test(flavor = "current_thread")]
async fn a_comment_waits_where_comments_are_no_longer_wanted() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (sana, khan) = (&mentee.client, &mentor.client);
    let to = person(sana, "Dr Khan");
    delegate(sana, to, false).await.unwrap();
    let night = write(sana, "Night duty", "a fall").await.unwrap();
    sync(sana).await;
    let read_only = Command::Delegate {
        part: shown(sana).parts[0].0,
        person: to,
        comment: false,
        already_here: true,
        until: None,
    };
    sana.run(read_only).await.unwrap();
    sync(sana).await;
    sync(khan).await;
    let owner = person(khan, "Sana");
    // Nor was her app heard of for long: that he could decide about, this he cannot.
    mentor.device.tick(10 * 24 * 3_600_000);
    khan.run(comment(owner, night, "Who was there?"))
        .await
        .unwrap();
    let grants = shown(sana).grants;
    let grant = grants.iter().find(|g| g.comment).unwrap().grant;
    sana.run(Command::TakeBack { grant }).await.unwrap();
    sync(sana).await;
    for _ in 0..2 {
        sync(khan).await;
        let view = shared_item(khan, owner, night).unwrap();
        assert!(!view.may_comment);
        let said = &view.comments[0];
        assert!(!said.sent && !said.held, "it says so");
        assert_eq!(unsent(khan), 1);
        khan.run(Command::Lock).await.unwrap();
        unlock(khan).await.unwrap();
    }
    // They are wanted again.
    mentee.device.tick(10 * 24 * 3_600_000);
    take_back(sana).await.unwrap();
    delegate(sana, to, true).await.unwrap();
    for client in [sana, khan, sana] {
        sync(client).await;
    }
    assert_eq!(unsent(khan), 0);
    assert_eq!(
        item(sana, night).unwrap().comments[0].text,
        "Who was there?"
    );
}

/// Taken back, moved to the trash, shown again: the trash was sealed to others.
#[tokio::test(flavor = "current_thread")]
async fn whoever_comes_back_reads_what_is_there_now() {
    for between in [false, true] {
        let college = College::begin().await;
        let [_, mentor, mentee] = college.three().await;
        let (sana, khan) = (&mentee.client, &mentor.client);
        let to = person(sana, "Dr Khan");
        let gone = write(sana, "Gone", "words").await.unwrap();
        let stays = write(sana, "Stays", "words").await.unwrap();
        delegate(sana, to, true).await.unwrap();
        for client in [sana, khan] {
            sync(client).await;
        }
        assert_eq!(titles(khan, "Sana"), ["Gone", "Stays"]);
        // Which her app says again when she lets him out: to nobody but her.
        let owner = person(khan, "Sana");
        khan.run(comment(owner, stays, "Well seen")).await.unwrap();
        for client in [khan, sana] {
            sync(client).await;
        }
        take_back(sana).await.unwrap();
        sync(sana).await;
        if between {
            sync(khan).await;
        }
        sana.run(Command::Trash { item: gone }).await.unwrap();
        sync(sana).await;
        delegate(sana, to, true).await.unwrap();
        for client in [sana, khan] {
            sync(client).await;
        }
        assert_eq!(titles(khan, "Sana"), ["Stays"], "{between}");
        assert_eq!(locked_records(khan), 0, "{between}");
        khan.run(Command::Lock).await.unwrap();
        unlock(khan).await.unwrap();
        assert_eq!(titles(khan, "Sana"), ["Stays"], "{between}");
        assert_eq!(locked_records(khan), 0, "{between}");
        let said = shared_item(khan, owner, stays).unwrap().comments;
        assert_eq!(said[0].text, "Well seen", "{between}");
    }
}

/// A log whose beginning this reader was never given goes on: its mark and where it begins are one write.
#[tokio::test(flavor = "current_thread")]
async fn what_goes_on_from_before_somebody_came_opens_again() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (phone, khan) = (&mentee.client, &mentor.client);
    write(phone, "First", "words").await.unwrap();
    sync(phone).await;
    let desk = college.device().open().await;
    restore(&desk, &mentee.card, false).await.unwrap();
    for client in [phone, &desk] {
        sync(client).await;
    }
    delegate(&desk, person(&desk, "Dr Khan"), true)
        .await
        .unwrap();
    for client in [&desk, khan] {
        sync(client).await;
    }
    write(phone, "Second", "words").await.unwrap();
    for client in [phone, khan] {
        sync(client).await;
    }
    khan.run(Command::Lock).await.unwrap();
    unlock(khan).await.unwrap();
    assert_eq!(titles(khan, "Sana"), ["First", "Second"]);
}
