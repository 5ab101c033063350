//! What no peer and no server can do, and what the audience shown is worth.

use amanat_mentoring::fact::PersonRole;
use amanat_messages::{Command, Done, GrantState, Problem, Query, ReaderStanding, View};
use amanat_protocol::api::{Record, SyncAnswer};
use amanat_protocol::codec::Bytes;
use amanat_protocol::entry::Class;
use amanat_vault::checkpoint;

use crate::support::college::{
    College, comment, delegate, page_of, pair, people, person, programme, shared_item, shown,
    take_back,
};
use crate::support::{all, item, restore, save, sync, text, unsent, write};

#[tokio::test(flavor = "current_thread")]
async fn a_mentor_who_signs_garbage_cannot_stop_the_taking_back() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (sana, khan) = (&mentee.client, &mentor.client);
    delegate(sana, person(sana, "Dr Khan"), true).await.unwrap();
    let kept = write(sana, "Mine", "my own words").await.unwrap();
    sync(sana).await;
    sync(khan).await;
    // Bytes that are no operation; a revision of the mentee's own item; a checkpoint that is none, and one that is
    // well made.
    let (_, words) = all(sana)[0].clone();
    assert_eq!(words, "my own words");
    let garbage = vec![vec![0xff; 40], forged_revision(kept)];
    let packed = checkpoint::pack(&[Bytes(forged_revision(kept))]);
    let packed = packed.into_iter().map(|Bytes(bytes)| bytes).collect();
    let garbage = [
        (Class::Content, garbage.clone()),
        (Class::Checkpoint, garbage),
        (Class::Checkpoint, packed),
    ];
    assert!(khan.misbehave(&garbage).await.unwrap() >= garbage.len());
    sync(sana).await;
    khan.run(Command::Lock).await.unwrap();
    assert_eq!(
        all(sana)[0].1,
        "my own words",
        "a commenter writes nobody else's words"
    );
    take_back(sana).await.unwrap();
    write(sana, "Later", "after").await.unwrap();
    sync(sana).await;
    assert_eq!(shown(sana).grants[0].state, GrantState::Ended);
    assert_eq!(unsent(sana), 0);
    let again = mentee.again().await;
    assert_eq!(all(&again).len(), 2);
    assert_eq!(
        item(&again, kept).unwrap().content.fields[0].text,
        "my own words"
    );
}

fn forged_revision(item: amanat_mentoring::id::ItemId) -> Vec<u8> {
    use amanat_mentoring::item::{Revision, Value};
    use amanat_mentoring::operation::Operation;
    amanat_protocol::codec::encode(&Operation::Revise(Revision {
        item,
        parents: Vec::new(),
        at: 5,
        value: Value::Reflection(text("Forged", "words she never wrote")),
    }))
}

#[tokio::test(flavor = "current_thread")]
async fn two_coordinators_at_once_lose_nothing() {
    let college = College::begin().await;
    let first = college.coordinator().await;
    let card = match first.client.view(&Query::ProgrammeCard).unwrap() {
        View::ProgrammeCard(Some(card)) => card.words.join(" "),
        other => panic!("{other:?}"),
    };
    let second = college.member(&first, PersonRole::Chair, "Second").await;
    let wrong = Command::Appoint {
        person: person(&first.client, "Second"),
        card: first.card.clone(),
    };
    assert_eq!(
        first.client.run(wrong).await,
        Err(Problem::ProgrammeCardWrong)
    );
    assert!(second.client.run(invite("too early")).await.is_err());
    let appoint = Command::Appoint {
        person: person(&first.client, "Second"),
        card,
    };
    first.client.run(appoint).await.unwrap();
    for _ in 0..2 {
        sync(&first.client).await;
        sync(&second.client).await;
    }
    assert_eq!(
        people(&second.client).programme.unwrap().role,
        PersonRole::Coordinator
    );

    // Both admit a mentor at the same moment: one statement wins, the other goes on from it.
    let one = college
        .invite(&first.client, PersonRole::Mentor, &["A"])
        .await;
    let two = college
        .invite(&second.client, PersonRole::Mentor, &["B"])
        .await;
    let a = college.join(&one[0], "Dr A").await.unwrap();
    let b = college.join(&two[0], "Dr B").await.unwrap();
    let (left, right) = tokio::join!(
        first.client.run(Command::Sync),
        second.client.run(Command::Sync)
    );
    left.unwrap();
    right.unwrap();
    for _ in 0..2 {
        for client in [&first.client, &second.client, &a.client, &b.client] {
            sync(client).await;
        }
    }
    for client in [&first.client, &second.client] {
        let names: Vec<_> = programme(client)
            .people
            .into_iter()
            .map(|p| p.name)
            .collect();
        assert!(
            names.contains(&"Dr A".to_owned()) && names.contains(&"Dr B".to_owned()),
            "{names:?}"
        );
    }
    // Either may pair whom the other let in.
    let ann = college
        .invite(&first.client, PersonRole::Mentee, &["Ann"])
        .await;
    let ann = college.join(&ann[0], "Ann").await.unwrap();
    for client in [&first.client, &second.client, &ann.client] {
        sync(client).await;
    }
    let pair = pair(&second.client, "Dr A", &["Ann"]);
    second.client.run(pair).await.unwrap();
    for client in [&second.client, &ann.client, &a.client] {
        sync(client).await;
    }
    person(&ann.client, "Dr A");
    person(&a.client, "Ann");
    for one in [&a, &b] {
        assert_eq!(one.people().programme.unwrap().role, PersonRole::Mentor);
    }
}

fn invite(label: &str) -> Command {
    Command::Invite {
        role: PersonRole::Mentee,
        labels: vec![label.into()],
        days: 7,
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_lost_device_removed_gets_new_keys_everywhere() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (sana, khan) = (&mentee.client, &mentor.client);
    delegate(sana, person(sana, "Dr Khan"), true).await.unwrap();
    write(sana, "Before", "words").await.unwrap();
    sync(sana).await;
    sync(khan).await;
    // The mentor's phone is stolen; the card removes it.
    let device = college.device();
    let khan_again = device.open().await;
    restore(&khan_again, &mentor.card, true).await.unwrap();
    sync(&khan_again).await;
    let owner = person(&khan_again, "Sana");
    assert_eq!(page_of(&khan_again, owner).items.len(), 1);
    // The mentee's app hands the part to the new key before it sends anything more.
    sync(sana).await;
    write(sana, "After", "words").await.unwrap();
    sync(sana).await;
    sync(&khan_again).await;
    assert_eq!(page_of(&khan_again, owner).items.len(), 2);
    // The stolen phone is refused.
    assert!(khan.run(Command::Sync).await.is_err());
    assert_eq!(page_of(khan, owner).items.len(), 1);
}

#[tokio::test(flavor = "current_thread")]
async fn keys_are_compared_by_words_and_by_code() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (sana, khan) = (&mentee.client, &mentor.client);
    let theirs = people(khan);
    let known = people(sana)
        .people
        .into_iter()
        .find(|p| p.name == "Dr Khan")
        .unwrap();
    assert_eq!(known.fingerprint, theirs.fingerprint);
    assert_eq!(known.standing, ReaderStanding::Introduced);
    assert_eq!(known.introduced_by, "Office");
    let scanned = sana.run(Command::Scan { code: theirs.code }).await.unwrap();
    assert_eq!(scanned, Done::Verified(known.person));
    let now = people(sana)
        .people
        .into_iter()
        .find(|p| p.name == "Dr Khan")
        .unwrap();
    assert_eq!(now.standing, ReaderStanding::Verified);
    for bad in ["", "AMANAT-PERSON-1:", "AMANAT-PERSON-1:AAAA", "hello"] {
        let code = bad.to_owned();
        assert_eq!(
            sana.run(Command::Scan { code }).await,
            Err(Problem::CodeUnknown)
        );
    }
    khan.run(Command::Verify {
        person: person(khan, "Sana"),
    })
    .await
    .unwrap();
}

#[tokio::test(flavor = "current_thread")]
async fn a_statement_whose_slots_are_not_its_table_is_refused() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (sana, khan) = (&mentee.client, &mentor.client);
    delegate(sana, person(sana, "Dr Khan"), true).await.unwrap();
    write(sana, "Shown", "words").await.unwrap();
    sync(sana).await;
    // The server takes a slot away, or names another in it, on the way to the mentor.
    mentor.device.tamper(|answer| match answer {
        SyncAnswer::Page {
            records,
            cursor,
            more,
        } => {
            let flip = |record| match record {
                Record::Statement(mut s) if s.slots.len() > 1 => {
                    s.slots.remove(0);
                    Record::Statement(s)
                }
                other => other,
            };
            let records = records.into_iter().map(flip).collect();
            SyncAnswer::Page {
                records,
                cursor,
                more,
            }
        }
        other => other,
    });
    let _ = khan.run(Command::Sync).await;
    let owner = person(khan, "Sana");
    assert!(page_of(khan, owner).items.is_empty());
    assert!(shown(sana).grants[0].state == GrantState::Given);
}

#[tokio::test(flavor = "current_thread")]
async fn the_audience_is_the_chain_and_notes_are_ones_own() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (sana, khan) = (&mentee.client, &mentor.client);
    let early = write(sana, "Early", "before").await.unwrap();
    sync(sana).await;
    let part = shown(sana).parts[0].0;
    let later = Command::Delegate {
        part,
        person: person(sana, "Dr Khan"),
        comment: false,
        already_here: false,
        until: None,
    };
    sana.run(later).await.unwrap();
    sync(sana).await;
    let late = write(sana, "Late", "after").await.unwrap();
    sync(sana).await;
    sync(khan).await;
    assert!(item(sana, early).unwrap().audience.only_me());
    assert!(!item(sana, late).unwrap().audience.only_me());
    // Editing the early one keeps it where it is.
    save(sana, early, 1, text("Early", "edited")).await.unwrap();
    sana.run(Command::CloseItem { item: early }).await.unwrap();
    sync(sana).await;
    sync(khan).await;
    let owner = person(khan, "Sana");
    assert_eq!(page_of(khan, owner).items.len(), 1);
    assert!(shared_item(khan, owner, early).is_err());
    // May read, not comment.
    let no = khan.run(comment(owner, late, "no")).await;
    assert_eq!(no, Err(Problem::NotAllowed));
    let note = Command::SaveNote {
        about: owner,
        note: None,
        text: "Ask about sleep".into(),
    };
    khan.run(note).await.unwrap();
    sync(khan).await;
    sync(sana).await;
    assert_eq!(page_of(khan, owner).notes.len(), 1);
    assert!(page_of(sana, person(sana, "Dr Khan")).notes.is_empty());
}

#[tokio::test(flavor = "current_thread")]
async fn what_was_shown_until_a_day_ends_by_itself() {
    const DAY: u64 = 24 * 3_600_000;
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (sana, khan) = (&mentee.client, &mentor.client);
    let until = mentee.device.now.get() + DAY;
    let part = shown(sana).parts[0].0;
    let show_until = |until| Command::Delegate {
        part,
        person: person(sana, "Dr Khan"),
        comment: true,
        already_here: true,
        until: Some(until),
    };
    assert_eq!(sana.run(show_until(1)).await, Err(Problem::NotAllowed));
    sana.run(show_until(until)).await.unwrap();
    assert_eq!(
        sana.run(show_until(until)).await,
        Err(Problem::AlreadyShown)
    );
    let first = write(sana, "In time", "words").await.unwrap();
    sync(sana).await;
    sync(khan).await;
    let owner = person(khan, "Sana");
    assert_eq!(page_of(khan, owner).parts[0].until, Some(until));
    // Past the day nobody seals to the epoch that still grants it, the reader neither.
    mentor.device.tick(2 * DAY);
    khan.run(comment(owner, first, "late")).await.unwrap();
    sync(khan).await;
    assert!(!shared_item(khan, owner, first).unwrap().comments[0].sent);
    mentee.device.tick(2 * DAY);
    write(sana, "Too late", "words").await.unwrap();
    sync(sana).await;
    assert_eq!(shown(sana).grants[0].state, GrantState::Ended);
    sync(khan).await;
    assert!(page_of(khan, owner).items.is_empty());
    assert!(item(sana, first).unwrap().audience.only_me());
}
