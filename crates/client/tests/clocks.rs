//! A clock that is wrong by days, among several people: nothing is lost, and what was taken back is.

use std::cell::RefCell;
use std::rc::Rc;

use amanat_mentoring::fact::PersonRole;
use amanat_mentoring::id::{ItemId, PartId, PersonRef};
use amanat_messages::{Command, Done, GrantState, Query, View};
use amanat_protocol::api::{Record, SyncAnswer};
use amanat_protocol::entry::{Class, Entry};

use crate::support::college::{
    College, Person, comment, delegate, page_of, pair, person, shared_item, shown, take_back,
    titles,
};
use crate::support::{
    Device, all, item, locked_records, restore, save, sync, text, unlock, unsent, write,
};

type Client = amanat_client::Client<Device>;

const DAY: u64 = 24 * 3_600_000;

/// Days ahead, or behind.
fn turn(person: &Person, days: i64) {
    let now = &person.device.now;
    now.set(now.get().checked_add_signed(days * 24 * 3_600_000).unwrap());
}

fn clock_days(client: &Client) -> Option<i32> {
    match client.view(&Query::Status).unwrap() {
        View::Status(status) => status.clock_days,
        other => panic!("{other:?}"),
    }
}

/// A second part with one item in it.
async fn goals(client: &Client) -> (PartId, ItemId) {
    let name = "Goals".to_owned();
    let Done::Part(part) = client.run(Command::CreatePart { name }).await.unwrap() else {
        panic!("no part")
    };
    let create = Command::CreateItem { part: Some(part) };
    let Done::Created(item) = client.run(create).await.unwrap() else {
        panic!("no item")
    };
    save(client, item, 1, text("Goal", "words")).await.unwrap();
    client.run(Command::CloseItem { item }).await.unwrap();
    (part, item)
}

async fn show_until(client: &Client, part: PartId, to: PersonRef, until: u64) {
    let command = Command::Delegate {
        part,
        person: to,
        comment: true,
        already_here: true,
        until: Some(until),
    };
    client.run(command).await.unwrap();
}

/// Says something; where it is held for want of news, it is for the mentor to send it anyway.
async fn say(khan: &Client, owner: PersonRef, about: ItemId, what: &str) {
    khan.run(comment(owner, about, what)).await.unwrap();
    sync(khan).await;
    let said = |khan: &Client| {
        let comments = shared_item(khan, owner, about).unwrap().comments;
        comments.into_iter().find(|c| c.text == what).unwrap()
    };
    if !said(khan).sent {
        assert!(said(khan).held, "it is his to decide");
        khan.run(Command::SendAnyway { owner }).await.unwrap();
        sync(khan).await;
    }
    assert!(said(khan).sent);
}

/// The server takes everything, whatever the clock says; the app warns, and that is all.
#[tokio::test(flavor = "current_thread")]
async fn a_mentee_whose_clock_is_wrong_by_a_month_shows_and_takes_back_all_the_same() {
    for days in [-30, 30] {
        let college = College::begin().await;
        let [_, mentor, mentee] = college.three().await;
        turn(&mentee, days);
        let (sana, khan) = (mentee.again().await, &mentor.client);
        let to = person(&sana, "Dr Khan");
        let first = write(&sana, "Before", "words").await.unwrap();
        delegate(&sana, to, true).await.unwrap();
        let (part, _) = goals(&sana).await;
        let until = mentee.device.now.get() + DAY;
        show_until(&sana, part, to, until).await;
        sync(&sana).await;
        // Whole days, cut towards none.
        let told = i64::from(clock_days(&sana).unwrap());
        assert!((days - told).abs() <= 1, "{days}, {told}");

        // He reads, and what he says arrives.
        sync(khan).await;
        assert_eq!(clock_days(khan), None);
        assert_eq!(titles(khan, "Sana"), ["Before", "Goal"], "{days}");
        let owner = person(khan, "Sana");
        say(khan, owner, first, "Well seen").await;
        sync(&sana).await;
        assert_eq!(item(&sana, first).unwrap().comments[0].text, "Well seen");

        // The end is by her own clock: her app is the one that takes back.
        let parts = page_of(khan, owner).parts;
        assert!(parts.iter().any(|p| p.until == Some(until)));
        mentee.device.tick(2 * DAY);
        write(&sana, "After", "words").await.unwrap();
        sync(&sana).await;
        sync(khan).await;
        assert_eq!(titles(khan, "Sana"), ["After", "Before"], "{days}");

        // What she takes back is gone with his next sync.
        take_back(&sana).await.unwrap();
        write(&sana, "Mine", "words").await.unwrap();
        sync(&sana).await;
        sync(khan).await;
        assert!(titles(khan, "Sana").is_empty(), "{days}");
        let grants = shown(&sana).grants;
        assert!(grants.iter().all(|g| g.state == GrantState::Ended));
        assert!(item(&sana, first).unwrap().audience.only_me());

        // Nothing was lost, and nothing is once the clock is right.
        turn(&mentee, -days);
        drop(sana);
        let sana = mentee.again().await;
        save(&sana, first, 9, text("Before", "edited"))
            .await
            .unwrap();
        let close = Command::CloseItem { item: first };
        sana.run(close).await.unwrap();
        sync(&sana).await;
        assert_eq!(unsent(&sana), 0);
        let titles: Vec<_> = all(&sana).into_iter().map(|(title, _)| title).collect();
        assert_eq!(titles, ["After", "Before", "Goal", "Mine"]);
        let kept = item(&sana, first).unwrap();
        assert_eq!(kept.content.fields[0].text, "edited");
        assert_eq!(kept.comments.len(), 1);
        let again = college.device().open().await;
        restore(&again, &mentee.card, false).await.unwrap();
        assert_eq!(all(&again), all(&sana));
    }
}

/// Whether the mentor's words to a mentee who is silent now are held after so many days.
async fn is_held(mentor: &Person, khan: &Client, about: ItemId, days: u64, what: &str) -> bool {
    mentor.device.tick(days * DAY);
    let owner = person(khan, "Sana");
    khan.run(comment(owner, about, what)).await.unwrap();
    sync(khan).await;
    let comments = shared_item(khan, owner, about).unwrap().comments;
    let said = comments.into_iter().find(|c| c.text == what).unwrap();
    assert_ne!(said.held, said.sent);
    said.held
}

/// A year ahead for one sync would keep the mentor's app from ever wondering where hers is.
#[tokio::test(flavor = "current_thread")]
async fn a_clock_that_was_far_ahead_once_does_not_switch_freshness_off() {
    // When she let him in, and when her app said that it is alive.
    for at_first in [true, false] {
        let college = College::begin().await;
        let [_, mentor, mentee] = college.three().await;
        let (sana, khan) = (&mentee.client, &mentor.client);
        if at_first {
            turn(&mentee, 365);
        }
        let first = write(sana, "Shown", "words").await.unwrap();
        delegate(sana, person(sana, "Dr Khan"), true).await.unwrap();
        sync(sana).await;
        if !at_first {
            turn(&mentee, 365);
            sync(sana).await;
        }
        sync(khan).await;
        turn(&mentee, -365);

        assert!(!is_held(&mentor, khan, first, 6, "Soon").await);
        // Switched off and on, it has heard nothing new.
        khan.run(Command::Lock).await.unwrap();
        unlock(khan).await.unwrap();
        assert!(
            is_held(&mentor, khan, first, 2, "Later").await,
            "{at_first}"
        );

        // She is heard of again, by a clock that is right.
        mentee.device.tick(8 * DAY);
        sync(sana).await;
        sync(khan).await;
        sync(sana).await;
        assert_eq!(item(sana, first).unwrap().comments.len(), 2, "{at_first}");
    }
}

/// The server keeps back that she is alive: the day on which he was let in is all there is, and it is to come.
#[tokio::test(flavor = "current_thread")]
async fn a_day_to_come_on_which_somebody_was_let_in_tells_nothing() {
    let college = College::begin().await;
    let [_, mentor, mentee] = college.three().await;
    let (sana, khan) = (&mentee.client, &mentor.client);
    let first = write(sana, "Shown", "words").await.unwrap();
    sync(sana).await;
    turn(&mentee, 365);
    delegate(sana, person(sana, "Dr Khan"), true).await.unwrap();
    sync(sana).await;
    mentor.device.tamper(|mut answer| {
        if let SyncAnswer::Page { records, .. } = &mut answer {
            let class = |entry: &Entry| entry.header.claim().unwrap().class;
            records.retain(|r| !matches!(r, Record::Entry(e) if class(e) == Class::Content));
        }
        answer
    });
    sync(khan).await;
    assert_eq!(titles(khan, "Sana"), ["Shown"], "the checkpoint came");
    assert!(is_held(&mentor, khan, first, 0, "Now").await);
}

/// Her word that she is alive comes before the statement it speaks of: it opens later, and was heard when it came.
#[tokio::test(flavor = "current_thread")]
async fn that_somebody_is_alive_is_heard_of_what_opens_late() {
    let college = College::begin().await;
    let [office, mentor, mentee] = college.three().await;
    college.member(&office, PersonRole::Mentor, "Dr Noor").await;
    let c = &office.client;
    c.run(pair(c, "Dr Noor", &["Sana"])).await.unwrap();
    sync(c).await;
    let (sana, khan) = (&mentee.client, &mentor.client);
    delegate(sana, person(sana, "Dr Khan"), false)
        .await
        .unwrap();
    let first = write(sana, "Shown", "words").await.unwrap();
    sync(sana).await;
    sync(khan).await;

    for person in [&mentee, &mentor] {
        person.device.tick(10 * DAY);
    }
    delegate(sana, person(sana, "Dr Noor"), true).await.unwrap();
    sync(sana).await;
    let kept_back = Rc::new(RefCell::new(Vec::new()));
    let back = Rc::clone(&kept_back);
    mentor.device.tamper(move |mut answer| {
        if let SyncAnswer::Page { records, .. } = &mut answer {
            let statement = |r: &mut Record| matches!(r, Record::Statement(_));
            let late: Vec<_> = records.extract_if(.., statement).collect();
            let before = back.replace(late);
            records.splice(0..0, before);
        }
        answer
    });
    sync(khan).await;
    assert_ne!(locked_records(khan), 0, "it speaks of what is not here yet");
    assert!(is_held(&mentor, khan, first, 0, "Before").await);
    // Her other words bring it.
    write(sana, "Next", "words").await.unwrap();
    sync(sana).await;
    sync(khan).await;
    assert!(kept_back.borrow().is_empty());
    assert_eq!(locked_records(khan), 0);
    for again in ["Now", "Switched off and on"] {
        assert!(!is_held(&mentor, khan, first, 0, again).await, "{again}");
        khan.write_snapshot_now().await.unwrap();
        khan.run(Command::Lock).await.unwrap();
        unlock(khan).await.unwrap();
    }
    assert!(is_held(&mentor, khan, first, 8, "Later").await);
}
