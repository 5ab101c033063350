//! Interrupted, repeated, reordered: showing and taking back at every bad moment.

use amanat_messages::{Command, GrantState, NoticeKind, Problem};

use crate::support::college::{
    College, Person, comment, delegate, notices, page_of, people, person, programme, shared_item,
    shown, take_back, titles,
};
use crate::support::{Device, Fault, item, restore, save, sync, text, unlock, unsent, write};

type Client = amanat_client::Client<Device>;

/// Runs `act` with the power going at every store step, then again without, and `check`s.
async fn at_every_step(
    mut prepare: impl AsyncFnMut() -> (College, [Person; 3]),
    mut act: impl AsyncFnMut(&Client) -> Result<(), Problem>,
    mut check: impl AsyncFnMut(&College, &[Person; 3], &Client),
) {
    for step in 0.. {
        let (college, people) = prepare().await;
        let device = &people[2].device;
        device.power.set(Some(step));
        let done = act(&people[2].client).await.is_ok();
        let left = device.power.take();
        // The power is back.
        let client = people[2].again().await;
        act(&client).await.unwrap();
        check(&college, &people, &client).await;
        if done && left.is_some_and(|left| left > 0) {
            assert!(step > 2, "it has steps at all");
            return;
        }
    }
}

#[tokio::test(flavor = "current_thread")]
async fn showing_is_whole_or_absent_at_every_step() {
    let prepare = async || {
        let college = College::begin().await;
        let people = college.three().await;
        write(&people[2].client, "Here", "already").await.unwrap();
        sync(&people[2].client).await;
        (college, people)
    };
    let act = async |client: &Client| {
        match delegate(client, person(client, "Dr Khan"), true).await {
            // The wish survived; it only has to be fulfilled.
            Ok(()) | Err(Problem::AlreadyShown) => {}
            Err(problem) => return Err(problem),
        }
        write(client, "New", "words").await?;
        client.run(Command::Sync).await.map(|_| ())
    };
    let check = async |_: &College, people: &[Person; 3], client: &Client| {
        assert_eq!(unsent(client), 0);
        let grants = shown(client).grants;
        assert_eq!(grants.len(), 1);
        assert_eq!(grants[0].state, GrantState::Given);
        let mentor = &people[1].client;
        sync(mentor).await;
        let titles = titles(mentor, "Sana");
        assert!(titles.contains(&"Here".to_owned()) && titles.contains(&"New".to_owned()));
    };
    at_every_step(prepare, act, check).await;
}

#[tokio::test(flavor = "current_thread")]
async fn taking_back_is_whole_or_absent_at_every_step() {
    let prepare = async || {
        let college = College::begin().await;
        let people = college.three().await;
        let sana = &people[2].client;
        delegate(sana, person(sana, "Dr Khan"), true).await.unwrap();
        write(sana, "Shown", "words").await.unwrap();
        sync(sana).await;
        sync(&people[1].client).await;
        (college, people)
    };
    let act = async |client: &Client| {
        if shown(client).grants[0].ended.is_none() {
            take_back(client).await?;
        }
        write(client, "Later", "nobody else").await?;
        client.run(Command::Sync).await.map(|_| ())
    };
    let check = async |_: &College, people: &[Person; 3], client: &Client| {
        assert_eq!(shown(client).grants[0].state, GrantState::Ended);
        assert_eq!(unsent(client), 0);
        let mentor = &people[1].client;
        sync(mentor).await;
        assert!(titles(mentor, "Sana").is_empty());
    };
    at_every_step(prepare, act, check).await;
}

#[tokio::test(flavor = "current_thread")]
async fn nothing_is_sealed_to_a_reader_once_taken_back() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let sana = &mentee.client;
    delegate(sana, person(sana, "Dr Khan"), true).await.unwrap();
    sync(sana).await;
    take_back(sana).await.unwrap();
    write(sana, "Secret", "for nobody").await.unwrap();
    // The answer to the statement is lost, again and again: the words stay here meanwhile.
    let calls = mentee.device.network.calls.get();
    for call in calls..calls + 40 {
        mentee
            .device
            .network
            .faults
            .borrow_mut()
            .push((call, Fault::AnswerLost));
    }
    for _ in 0..3 {
        assert!(sana.run(Command::Sync).await.is_err());
        sync(&mentor.client).await;
        assert!(!titles(&mentor.client, "Sana").contains(&"Secret".to_owned()));
    }
    mentee.device.network.faults.borrow_mut().clear();
    sync(sana).await;
    assert_eq!(unsent(sana), 0);
    sync(&mentor.client).await;
    assert!(titles(&mentor.client, "Sana").is_empty());
}

#[tokio::test(flavor = "current_thread")]
async fn a_mentor_away_for_a_month_catches_up_and_comments_wait_for_the_owner() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (sana, khan) = (&mentee.client, &mentor.client);
    delegate(sana, person(sana, "Dr Khan"), true).await.unwrap();
    let first = write(sana, "First", "words").await.unwrap();
    let gone = write(sana, "Gone", "words").await.unwrap();
    sync(sana).await;
    sync(khan).await;
    let owner = person(khan, "Sana");
    assert_eq!(titles(khan, "Sana"), ["First", "Gone"]);
    // A month in which she goes on, a week at a time.
    for week in 1..=4 {
        mentee.device.tick(7 * 24 * 3_600_000);
        let title = format!("Week {week}");
        write(sana, &title, "words").await.unwrap();
        let content = text("First", &title);
        save(sana, first, week, content).await.unwrap();
        sana.run(Command::CloseItem { item: first }).await.unwrap();
        if week == 2 {
            sana.run(Command::Trash { item: gone }).await.unwrap();
            let part = shown(sana).parts[0].0;
            let name = "Night shifts".to_owned();
            sana.run(Command::RenamePart { part, name }).await.unwrap();
        }
        sync(sana).await;
    }
    assert_eq!(titles(khan, "Sana"), ["First", "Gone"], "he is away");
    mentor.device.tick(28 * 24 * 3_600_000);
    sync(khan).await;
    let weeks = ["First", "Week 1", "Week 2", "Week 3", "Week 4"];
    assert_eq!(titles(khan, "Sana"), weeks);
    assert_eq!(page_of(khan, owner).parts[0].name, "Night shifts");
    let caught_up = shared_item(khan, owner, first).unwrap();
    assert_eq!(caught_up.content.fields[0].text, "Week 4");
    // He has had its words; it says that they are in the trash.
    let trashed = shared_item(khan, owner, gone).unwrap().summary.trashed_at;
    assert!(trashed.is_some());
    // Ten days without a word of the mentee's app: a removal may be hidden, so comments wait.
    mentor.device.tick(10 * 24 * 3_600_000);
    let said = |text: &str| comment(owner, first, text);
    khan.run(said("Are you well?")).await.unwrap();
    sync(khan).await;
    let view = shared_item(khan, owner, first).unwrap();
    assert!(view.comments[0].held && !view.comments[0].sent);
    assert!(
        notices(khan)
            .iter()
            .any(|n| matches!(n, NoticeKind::Held { .. }))
    );
    sync(sana).await;
    assert!(item(sana, first).unwrap().comments.is_empty());
    // The mentee's app is heard of again: it goes by itself.
    mentee.device.tick(10 * 24 * 3_600_000);
    sync(sana).await;
    sync(khan).await;
    assert!(shared_item(khan, owner, first).unwrap().comments[0].sent);
    sync(sana).await;
    assert_eq!(item(sana, first).unwrap().comments.len(), 1);
    // A month later, and sent anyway.
    mentor.device.tick(30 * 24 * 3_600_000);
    khan.run(said("Still here")).await.unwrap();
    sync(khan).await;
    assert!(shared_item(khan, owner, first).unwrap().comments[1].held);
    khan.run(Command::SendAnyway { owner }).await.unwrap();
    sync(khan).await;
    assert!(shared_item(khan, owner, first).unwrap().comments[1].sent);
}

#[tokio::test(flavor = "current_thread")]
async fn everybody_comes_back_from_their_cards() {
    let college = College::begin().await;
    let [coordinator, mentor, mentee] = college.three().await;
    let (sana, khan) = (&mentee.client, &mentor.client);
    delegate(sana, person(sana, "Dr Khan"), true).await.unwrap();
    let shown_item = write(sana, "Shown", "words").await.unwrap();
    sync(sana).await;
    sync(khan).await;
    let owner = person(khan, "Sana");
    khan.run(comment(owner, shown_item, "Well seen"))
        .await
        .unwrap();
    sync(khan).await;
    sync(sana).await;
    for lost in [&mentor, &mentee, &coordinator] {
        let device = college.device();
        let client = device.open().await;
        restore(&client, &lost.card, false).await.unwrap();
        sync(&client).await;
        drop(client);
        let client = device.open().await;
        client
            .run(Command::Unlock {
                passphrase: "another passphrase".into(),
            })
            .await
            .unwrap();
        let known = people(&client);
        assert!(known.programme.is_some());
        assert_eq!(known.people.len(), people(&lost.client).people.len());
        match lost.device.network.calls.get() {
            _ if core::ptr::eq(lost, &mentor) => {
                assert_eq!(titles(&client, "Sana"), ["Shown"]);
                let view = shared_item(&client, owner, shown_item).unwrap();
                assert_eq!(view.comments.len(), 1);
            }
            _ if core::ptr::eq(lost, &mentee) => {
                assert_eq!(shown(&client).grants[0].state, GrantState::Given);
                assert_eq!(item(&client, shown_item).unwrap().comments.len(), 1);
            }
            _ => assert_eq!(programme(&client).pairings.len(), 1),
        }
    }
}

/// Whatever call of a restore is the last before the device is lost: the card opens the next one.
#[tokio::test(flavor = "current_thread")]
async fn a_restore_that_breaks_off_is_followed_by_one_that_does_not() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let sana = &mentee.client;
    delegate(sana, person(sana, "Dr Khan"), true).await.unwrap();
    write(sana, "Before", "words").await.unwrap();
    sync(sana).await;
    sync(&mentor.client).await;
    for fault in [Fault::RequestLost, Fault::AnswerLost] {
        for lost in 0.. {
            let device = college.device();
            let khan = device.open().await;
            device.network.faults.borrow_mut().push((lost, fault));
            let done = restore(&khan, &mentor.card, true).await;
            let whole = device.network.calls.get() <= lost;
            assert!(done.is_ok() || !whole, "{lost}: {done:?}");
            if whole {
                device.network.faults.borrow_mut().clear();
                assert!(lost > 4, "nothing was tried");
                sync(&khan).await;
                // Their new key reaches her, and what is hers reaches them.
                sync(sana).await;
                write(sana, "After", "words").await.unwrap();
                sync(sana).await;
                sync(&khan).await;
                let titles = titles(&khan, "Sana");
                assert!(titles.iter().any(|t| t == "Before"), "{titles:?}");
                assert!(titles.iter().any(|t| t == "After"), "{titles:?}");
                break;
            }
        }
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_device_that_unlocks_again_sees_the_same() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let sana = &mentee.client;
    delegate(sana, person(sana, "Dr Khan"), true).await.unwrap();
    for i in 0..70 {
        write(sana, &format!("Item {i:02}"), "words").await.unwrap();
        if i % 10 == 0 {
            sync(sana).await;
        }
    }
    sync(sana).await;
    sync(&mentor.client).await;
    let before = titles(&mentor.client, "Sana");
    assert_eq!(before.len(), 50);
    mentor.client.run(Command::Lock).await.unwrap();
    unlock(&mentor.client).await.unwrap();
    assert_eq!(titles(&mentor.client, "Sana"), before);
    sync(&mentor.client).await;
    assert_eq!(titles(&mentor.client, "Sana"), before);
}
