//! What the owner of a circle can always do, whatever somebody who manages it signs and whatever the server
//! shows to whom.

use std::cell::RefCell;
use std::rc::Rc;

use amanat_client::{Garbage, Store};
use amanat_mentoring::fact::PersonRole;
use amanat_messages::{Command, NoticeKind, Query, View};
use amanat_protocol::api::{Record, STATEMENTS, StatementAnswer, StatementRequest, SyncAnswer};
use amanat_protocol::codec;
use amanat_protocol::limits::MAX_BODY;
use amanat_protocol::statement::Statement;
use amanat_vault::circle::CircleKind;

use crate::support::college::{College, Person, notices, person, programme};
use crate::support::{Device, sync, unsent};

type Client = amanat_client::Client<Device>;

const COMMITTEE: CircleKind = CircleKind::Committee;

/// The founder, who owns the committee's circle; another coordinator, who manages it; its safety officer.
async fn committee() -> (College, [Person; 3]) {
    let college = College::begin().await;
    let owner = college.coordinator().await;
    let card = match owner.client.view(&Query::ProgrammeCard).unwrap() {
        View::ProgrammeCard(Some(card)) => card.words.join(" "),
        other => panic!("{other:?}"),
    };
    let manager = college.member(&owner, PersonRole::Chair, "Second").await;
    let officer = college
        .member(&owner, PersonRole::SafetyOfficer, "Dr Noor")
        .await;
    let appoint = Command::Appoint {
        person: person(&owner.client, "Second"),
        card,
    };
    owner.client.run(appoint).await.unwrap();
    let all = [owner, manager, officer];
    for _ in 0..3 {
        for one in &all {
            sync(&one.client).await;
        }
    }
    (college, all)
}

/// Somebody new, let in by this coordinator: their row is words in the committee's circle.
async fn admits(college: &College, coordinator: &Client, name: &str) {
    let link = college
        .invite(coordinator, PersonRole::Mentor, &[name])
        .await;
    college.join(&link[0], name).await.unwrap();
}

fn knows(client: &Client, name: &str) -> bool {
    let people = programme(client).people;
    people.iter().any(|p| p.name == name)
}

fn is_told(client: &Client, waiting: bool) -> bool {
    notices(client).iter().any(|n| match n {
        NoticeKind::Forked { waits } | NoticeKind::Unreadable { waits, .. } => *waits == waiting,
        _ => false,
    })
}

/// Everybody syncs, in an order that changes.
async fn everybody(all: &[Person; 3]) {
    for round in 0..4 {
        for i in 0..3 {
            sync(&all[(i + round) % 3].client).await;
        }
    }
}

#[tokio::test(flavor = "current_thread")]
async fn no_garbage_of_a_manager_stops_the_owner() {
    for how in Garbage::ALL {
        let (college, all) = committee().await;
        let [owner, manager, _] = &all;
        manager.client.sign_garbage(COMMITTEE, how).await.unwrap();
        manager
            .client
            .sign_garbage(COMMITTEE, how)
            .await
            .unwrap_err();
        admits(&college, &owner.client, "Dr A").await;
        sync(&owner.client).await;
        assert_eq!(unsent(&owner.client), 0, "{how:?}");
        // What the owner changes and writes reaches everybody, and what they write the owner.
        everybody(&all).await;
        admits(&college, &manager.client, "Dr B").await;
        everybody(&all).await;
        for one in &all[..2] {
            assert_eq!(unsent(&one.client), 0, "{how:?}");
            assert!(
                knows(&one.client, "Dr A") && knows(&one.client, "Dr B"),
                "{how:?}"
            );
        }
        for one in &all {
            assert!(!is_told(&one.client, true), "{how:?}");
            let again = one.again().await;
            sync(&again).await;
            assert_eq!(unsent(&again), 0, "{how:?}");
        }
    }
}

#[tokio::test(flavor = "current_thread")]
async fn garbage_after_garbage_is_passed_over_and_told() {
    let (college, all) = committee().await;
    let [owner, manager, officer] = &all;
    for how in [Garbage::Payload, Garbage::OtherEpoch, Garbage::NoSlots] {
        manager.client.sign_garbage(COMMITTEE, how).await.unwrap();
        sync(&manager.client).await;
    }
    assert!(is_told(&manager.client, true));
    sync(&officer.client).await;
    assert!(is_told(&officer.client, true), "nobody seals meanwhile");
    admits(&college, &owner.client, "Dr A").await;
    sync(&owner.client).await;
    let told = notices(&owner.client);
    let named = |n: &NoticeKind| matches!(n, NoticeKind::Unreadable { person, .. } if person.name == "Second");
    assert!(told.iter().any(named), "{told:?}");
    everybody(&all).await;
    assert!(knows(&manager.client, "Dr A"));
    for one in &all {
        assert!(is_told(&one.client, false) && !is_told(&one.client, true));
    }
}

/// Puts statements into the next page that has anything, or makes one.
fn show(person: &Person, statements: Vec<Statement>) {
    let left = RefCell::new(statements);
    person.device.tamper(move |answer| {
        let more = left.take().into_iter().map(Record::Statement);
        match answer {
            SyncAnswer::Page {
                mut records,
                cursor,
                more: on,
            } => {
                records.extend(more);
                SyncAnswer::Page {
                    records,
                    cursor,
                    more: on,
                }
            }
            other => {
                // Nothing came that could carry them.
                *left.borrow_mut() = more
                    .filter_map(|r| match r {
                        Record::Statement(s) => Some(s),
                        _ => None,
                    })
                    .collect();
                other
            }
        }
    });
}

#[tokio::test(flavor = "current_thread")]
async fn two_statements_at_one_number_stop_everybody_until_the_owner_settles() {
    let (college, all) = committee().await;
    let [owner, manager, officer] = &all;
    let aside = manager.client.sign_aside(COMMITTEE).unwrap();
    // The owner's own, at the same number, by way of the server.
    let theirs = owner.client.sign_aside(COMMITTEE).unwrap();
    owner.client.send_statement(theirs).await.unwrap();
    for one in &all {
        show(one, vec![aside.clone()]);
    }
    sync(&officer.client).await;
    assert!(is_told(&officer.client, true));
    admits(&college, &manager.client, "Dr B").await;
    sync(&manager.client).await;
    assert!(is_told(&manager.client, true));
    assert!(
        unsent(&manager.client) > 0,
        "words wait, sealed to the device"
    );
    let again = manager.again().await;
    sync(&again).await;
    assert!(unsent(&again) > 0 && is_told(&again, true));
    drop(again);
    // The owner's app settles it by itself.
    sync(&owner.client).await;
    assert!(is_told(&owner.client, false) && !is_told(&owner.client, true));
    everybody(&all).await;
    for one in &all {
        assert_eq!(unsent(&one.client), 0);
        assert!(is_told(&one.client, false) && !is_told(&one.client, true));
    }
    assert!(knows(&owner.client, "Dr B"));
}

#[tokio::test(flavor = "current_thread")]
async fn who_was_shown_another_line_comes_back_with_all_their_words() {
    let (college, all) = committee().await;
    let [owner, manager, officer] = &all;
    // The server takes the manager's statement for them alone, and the owner's for everybody else.
    let aside: Rc<RefCell<Option<Statement>>> = Rc::default();
    let taken = Rc::clone(&aside);
    *manager.device.network.answers.borrow_mut() = Some(Box::new(move |path, body| {
        if path != STATEMENTS || taken.borrow().is_some() {
            return None;
        }
        let request: StatementRequest = codec::decode(body, MAX_BODY).unwrap();
        *taken.borrow_mut() = Some(request.statement);
        Some(codec::encode(&StatementAnswer {
            cursor: request.cursor,
        }))
    }));
    let statement = manager.client.sign_aside(COMMITTEE).unwrap();
    manager
        .client
        .send_statement(statement.clone())
        .await
        .unwrap();
    show(manager, vec![statement]);
    admits(&college, &manager.client, "Dr B").await;
    sync(&manager.client).await;
    assert_eq!(
        unsent(&manager.client),
        0,
        "sealed to what only they were shown"
    );
    let theirs = owner.client.sign_aside(COMMITTEE).unwrap();
    owner.client.send_statement(theirs.clone()).await.unwrap();
    sync(&owner.client).await;
    sync(&officer.client).await;
    assert!(!knows(&owner.client, "Dr B"));
    // Words that nobody could have written in the line that is shown here: that is noticed.
    assert!(
        is_told(&owner.client, false),
        "{:?}",
        notices(&owner.client)
    );
    // Both are shown to everybody.
    let both = vec![aside.borrow().clone().unwrap(), theirs];
    for one in &all {
        show(one, both.clone());
    }
    admits(&college, &owner.client, "Dr A").await;
    everybody(&all).await;
    for one in &all {
        assert_eq!(unsent(&one.client), 0);
        assert!(is_told(&one.client, false) && !is_told(&one.client, true));
    }
    for one in &all[..2] {
        assert!(knows(&one.client, "Dr A") && knows(&one.client, "Dr B"));
        let again = one.again().await;
        assert!(knows(&again, "Dr A") && knows(&again, "Dr B"));
    }
}

#[tokio::test(flavor = "current_thread")]
async fn statements_beside_the_line_are_bounded_and_forged_ones_refused() {
    let (_college, all) = committee().await;
    let [owner, manager, officer] = &all;
    let mut forged = manager.client.sign_aside(COMMITTEE).unwrap();
    let theirs = owner.client.sign_aside(COMMITTEE).unwrap();
    owner.client.send_statement(theirs).await.unwrap();
    sync(&officer.client).await;
    forged.payload.0[300] ^= 1;
    show(officer, vec![forged]);
    // Something comes, so that there is a page to put it in.
    sync(&owner.client).await;
    let theirs = owner.client.sign_aside(COMMITTEE);
    owner.client.send_statement(theirs.unwrap()).await.unwrap();
    assert!(officer.client.run(Command::Sync).await.is_err());
    assert!(!is_told(&officer.client, true));
    let kept = officer.device.store.scan("b/", None, 9).await.unwrap();
    assert!(kept.is_empty());
}
